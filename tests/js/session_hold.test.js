// Steppers that are held, stepped by keys and typed into; what logging out says.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Holding, directionOf, pauseAfter } from "../../src/strongstride/web/static/js/session/hold.js";
import { leavingWords } from "../../src/strongstride/web/static/js/session/presence.js";
import { typedCount, typedLoad } from "../../src/strongstride/web/static/js/session/steppers.js";

/** Time that goes by when it is told to. */
class Time {
  now = 0;
  timers = new Map();
  later = (doing, ms) => { const key = Symbol("timer"); this.timers.set(key, { at: this.now + ms, doing }); return key; };
  never = (key) => this.timers.delete(key);
  pass(ms) {
    const end = this.now + ms;
    for (;;) {
      const [key, due] = [...this.timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!due || due.at > end) break;
      this.timers.delete(key);
      this.now = due.at;
      due.doing();
    }
    this.now = end;
  }
}

function held(ms) {
  const time = new Time();
  const steps = [];
  const holding = new Holding((name) => steps.push(name), time.later, time.never);
  holding.begin("load+");
  time.pass(ms);
  holding.end();
  time.pass(60_000);
  return steps;
}

test("a tap is no hold, and letting go ends it", () => {
  assert.deepEqual(held(400), []);
  assert.deepEqual(held(460), ["load+"]);
});

test("a held button steps faster and faster, to a limit", () => {
  assert.ok(held(3000).length > 3 * held(1500).length);
  const pauses = Array.from({ length: 30 }, (_, steps) => pauseAfter(steps));
  assert.deepEqual(pauses, [...pauses].sort((a, b) => b - a));
  assert.equal(pauses.at(-1), 45);
});

test("holding another button lets go of the first", () => {
  const time = new Time();
  const steps = [];
  const holding = new Holding((name) => steps.push(name), time.later, time.never);
  holding.begin("load+");
  holding.begin("reps-");
  time.pass(500);
  assert.deepEqual(steps, ["reps-"]);
});

test("arrow keys step up and down, other keys do nothing", () => {
  const ways = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft", "Enter", "5"].map(directionOf);
  assert.deepEqual(ways, ["+", "+", "-", "-", null, null]);
});

test("a typed load is taken as typed, with a point or a comma, in the athlete's unit", () => {
  assert.deepEqual(["13", "12.5", "12,5", " 0 ", ".5"].map((typed) => typedLoad(typed, "kg")), [13000, 12500, 12500, 0, 500]);
  assert.equal(typedLoad("45", "lb"), 20412);
});

test("what is no number, or none anybody lifts, is not taken", () => {
  assert.deepEqual(["", "x", "-5", "1e3", "12.5.1", "1001", "Infinity"].map((typed) => typedLoad(typed, "kg")), Array(7).fill(null));
  assert.deepEqual(["8", "0", "1000", "7.5", "1001", ""].map((typed) => typedCount(typed, "count")), [8, 0, 1000, null, null, null]);
  assert.equal(typedCount("1800", "seconds"), 1800);
});

test("logging out says what it deletes and what stays", () => {
  assert.match(leavingWords(0), /deletes .* All of it is on the server/);
  assert.match(leavingWords(1), /^1 entry is not on the server yet\. It stays .* the server has it;/);
  assert.match(leavingWords(3), /^3 entries are .* They stay .* has them;/);
});
