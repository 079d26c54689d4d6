// The pure half of the charts: from JSON to what uPlot draws.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asDay,
  asNumber,
  asPace,
  columns,
  faint,
  options,
  roomFor,
} from "../../src/strongstride/web/static/js/chart_options.js";

const colour = (name) => ({ track: "#c2452c", sky: "#2a55a1", sun: "#7a4f0c" })[name] ?? "#000000";
const parts = { bars: () => null, font: "sans" };
const line = (label, look, more = {}) => ({ label, values: [1, null], look, tone: "track", scale: "y", ...more });
const chart = (...lines) => ({ x: [0, 86400], show: "number", note: "", unit: "kg", lines });

test("paces, numbers and days read as runners write them", () => {
  assert.equal(asPace(330), "5:30");
  assert.equal(asPace(359.7), "6:00");
  assert.equal(asNumber(12.345), "12.35");
  assert.equal(asDay(Date.UTC(2026, 9, 5) / 1000), "5 Oct");
  assert.equal(asDay(Date.UTC(2027, 0, 1) / 1000), "1 Jan 2027");
});

test("columns are x and then a line each", () => {
  assert.deepEqual(columns(chart(line("a", "line"), line("b", "dots"))), [[0, 86400], [1, null], [1, null]]);
});

test("a single value stands in the middle of its room, bars on the ground", () => {
  const [least, most] = roomFor(50, 50, false);
  assert.ok(least < 50 && most > 50 && 50 - least === most - 50);
  assert.equal(roomFor(10, 50, true)[0], 0);
  assert.deepEqual(roomFor(null, null, false), [0, 1]);
});

test("a range is filled between its two lines", () => {
  const given = options(chart(line("Low", "low"), line("High", "high"), line("S", "line")), 800, colour, parts);
  assert.deepEqual(given.bands, [{ series: [2, 1], fill: "#c2452c33" }]);
  assert.equal(given.series.length, 4);
});

test("what is counted has an axis of its own on the right", () => {
  const given = options(chart(line("D", "bars"), line("Sets", "line", { scale: "count" })), 800, colour, parts);
  assert.equal(given.axes.length, 3);
  assert.equal(given.axes[2].side, 1);
  assert.ok("count" in given.scales);
});

test("faster is up", () => {
  const pace = { ...chart(line("Run", "dots")), show: "pace", reversed: true };
  const given = options(pace, 390, colour, parts);
  assert.equal(given.scales.y.dir, -1);
  assert.deepEqual(given.axes[1].values(null, [330, null]), ["5:30", ""]);
  assert.equal(given.height, 220);
});

test("only colours we know are made faint", () => {
  assert.equal(faint("#ffffff", 0.5), "#ffffff80");
  assert.equal(faint("red", 0.5), "red");
});
