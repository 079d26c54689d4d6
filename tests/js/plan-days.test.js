import assert from "node:assert/strict";
import test from "node:test";

import { dayAfter, inSameWeek, mondayOf } from "../../src/strongstride/web/static/js/plan-days.js";

test("days pass over the ends of months and years", () => {
  assert.equal(dayAfter("2026-11-30", 1), "2026-12-01");
  assert.equal(dayAfter("2027-01-01", -1), "2026-12-31");
  assert.equal(dayAfter("2028-02-28", 1), "2028-02-29");
});

test("a week begins on Monday", () => {
  assert.equal(mondayOf("2026-11-23"), "2026-11-23");
  assert.equal(mondayOf("2026-11-29"), "2026-11-23");
});

test("Sunday and the Monday after stand in two weeks", () => {
  assert.equal(inSameWeek("2026-11-23", "2026-11-29"), true);
  assert.equal(inSameWeek("2026-11-29", "2026-11-30"), false);
});
