// The phone's reducer answers as the server's does: tests/sync/vectors.json.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fold } from "../../src/strongstride/web/static/js/session/reducer.js";

const cases = JSON.parse(readFileSync(new URL("../sync/vectors.json", import.meta.url), "utf8"));

test("every shared case folds to the same log", () => {
  assert.ok(cases.length >= 50);
  for (const { operations, log } of cases) assert.deepEqual(fold(operations), log);
});

test("order and duplicates change nothing", () => {
  for (const { operations, log } of cases) {
    assert.deepEqual(fold([...operations].reverse()), log);
    assert.deepEqual(fold([...operations, ...operations]), log);
  }
});

test("folding leaves the operations as they were", () => {
  const before = structuredClone(cases[0].operations);
  fold(cases[0].operations);
  assert.deepEqual(cases[0].operations, before);
});
