// The walk through a session, what one steps through, and time: the pure parts of the player.
import assert from "node:assert/strict";
import { test } from "node:test";

import { nextStamp, seenAfter } from "../../src/strongstride/web/static/js/session/clock.js";
import { amountOf, loadWords, plateWords, stepCount, stepLoad } from "../../src/strongstride/web/static/js/session/steppers.js";
import { clockWords, countdown, longer, secondsDone, secondsLeft, soundBetween } from "../../src/strongstride/web/static/js/session/timer.js";
import { nextScreen, steps, walkOf } from "../../src/strongstride/web/static/js/session/walk.js";
import { lastTimeWords, savedWords } from "../../src/strongstride/web/static/js/session/words.js";

const set = (more = {}) => ({ reps: 8, seconds: null, contacts: null, load_kg: null, rir: 2, rest_s: 60, ...more });
const work = (exercise, more = {}) => ({ exercise, name: exercise, per_side: false, implement: null, band: null, pair: null, sets: [set(), set()], cues: [], note: "", ...more });
const session = (more = {}) => ({ warm_up: [], work: [], cool_down: [], ...more });
const path = (walk) => walk.map((each) => [each.exercise, each.number, each.side].filter((part) => part !== null && part !== undefined).join(" "));

test("exercises of a pair alternate, set by set, and the longer one goes on", () => {
  const three = { sets: [set(), set(), set()] };
  const walk = walkOf(session({ work: [work("row", { pair: "1", ...three }), work("squat", { pair: "1" }), work("plank")] }));
  assert.deepEqual(path(walk), ["row 1", "squat 1", "row 2", "squat 2", "row 3", "plank 1", "plank 2"]);
});

test("pairs of the same name apart from each other stay apart", () => {
  const walk = walkOf(session({ work: [work("a", { pair: "1" }), work("b"), work("c", { pair: "1" })] }));
  assert.deepEqual(path(walk), ["a 1", "a 2", "b 1", "b 2", "c 1", "c 2"]);
});

test("each side is a set: left without a rest, then right", () => {
  const walk = walkOf(session({ work: [work("split", { per_side: true, sets: [set()] })] }));
  assert.deepEqual(walk.map(({ side, rest, switches }) => [side, rest, switches]), [["left", 0, true], ["right", 60, false]]);
});

test("the warm-up comes first, with its lighter sets, and the stretches last, side by side", () => {
  const walk = walkOf(session({
    warm_up: [{ exercise: null, text: "Walk", seconds: 180, stage: "raise", sets: [] },
      { exercise: "squat", text: "Squat, lighter sets first", seconds: 44, stage: "potentiate", sets: [set({ load_kg: 8, rir: null })] }],
    work: [work("squat")],
    cool_down: [{ exercise: "calf", name: "Calf stretch", seconds: 30, holds: 2, sides: 2, muscles: [] }],
  }));
  assert.deepEqual(walk.map((each) => each.kind), ["ready", "set", "set", "set", "hold", "hold", "hold", "hold"]);
  assert.deepEqual([walk[1].setKind, walk[1].name, walk[1].target.load_g], ["warm-up", "Squat", 8000]);
  assert.deepEqual(path(walk).slice(4), ["calf 1 left", "calf 1 right", "calf 2 left", "calf 2 right"]);
});

test("keys and places in the log are unique, and a swap keeps them", () => {
  const planned = session({ work: [work("a", { pair: "1" }), work("b", { pair: "1", per_side: true })] });
  const walk = walkOf(planned);
  const swapped = walkOf(planned, { 0: { exercise: "z", name: "z", per_side: false, sets: [set(), set()] } });
  assert.equal(new Set(walk.map((each) => each.key)).size, walk.length);
  assert.equal(new Set(walk.map((each) => each.position)).size, walk.length);
  assert.deepEqual(swapped.map((each) => each.position), walk.map((each) => each.position));
  assert.equal(swapped[0].exercise, "z");
});

test("jumps are counted as repetitions and holds in seconds", () => {
  const jump = work("jump", { sets: [set({ reps: null, contacts: 12 })] });
  const hold = work("plank", { sets: [set({ reps: null, seconds: 30 })] });
  const [first, second] = walkOf(session({ work: [jump, hold] }));
  assert.deepEqual([first.counts, first.target.reps], ["contacts", 12]);
  assert.deepEqual([second.counts, second.seconds], ["seconds", 30]);
});

test("one is where something was neither logged nor passed; a removed set is to do again", () => {
  const walk = walkOf(session({ work: [work("a"), work("b")] }));
  const done = { position: walk[0].position, removed: false };
  assert.equal(nextScreen(walk, [done], {}), walk[1]);
  assert.equal(nextScreen(walk, [{ ...done, removed: true }], {}), walk[0]);
  assert.equal(nextScreen(walk, [done], { [walk[1].key]: true }), walk[2]);
  assert.equal(nextScreen(walk, walk, {}), null);
});

test("the strip has a step for each exercise", () => {
  const walk = walkOf(session({ work: [work("a"), work("b"), work("c")] }));
  const states = steps(walk, walk.slice(0, 2), {}, walk[2]).map((each) => each.state);
  assert.deepEqual(states, ["done", "now", "ahead"]);
});

test("loads step through what is owned and stop at its ends", () => {
  const owned = [4000, 8000, 12000];
  assert.equal(stepLoad(owned, 8000, 1, false), 12000);
  assert.equal(stepLoad(owned, 12000, 1, false), 12000);
  assert.equal(stepLoad(owned, 9000, -1, false), 8000);
  assert.equal(stepLoad(owned, 4000, -1, false), 4000);
  assert.equal(stepLoad(owned, 4000, -1, true), null);
  assert.equal(stepLoad(owned, null, 1, true), 4000);
});

test("counts never fall below nothing and come onto the step", () => {
  assert.deepEqual([stepCount(0, -1), stepCount(8, 1), stepCount(32, 1, 5), stepCount(32, -1, 5)], [0, 9, 35, 30]);
});

test("loads are written in the athlete's unit", () => {
  assert.equal(amountOf(12500, "kg"), "12.5");
  assert.equal(amountOf(20412, "lb"), "45");
  assert.equal(loadWords(12000, "kg", "dumbbell pair"), "2 × 12 kg");
  assert.equal(loadWords(null, "kg", null), "body");
  assert.equal(plateWords({ 42500: [10000, 1250] }, 42500, "kg"), "10 + 1.25 kg on each end");
  assert.equal(plateWords({ 20000: [] }, 20000, "kg"), "The bar alone");
  assert.equal(plateWords({}, 41000, "kg"), "");
});

test("a countdown is two instants: sleep changes nothing", () => {
  const timer = countdown(1000, 90);
  assert.deepEqual([secondsLeft(timer, 1000), secondsLeft(timer, 1001), secondsLeft(timer, 90_500), secondsLeft(timer, 10 ** 9)], [90, 90, 1, 0]);
  assert.equal(secondsLeft(longer(timer, 30), 91_000), 30);
  assert.equal(secondsLeft(longer(timer, -500), 1000), 0);
  assert.deepEqual([secondsDone(timer, 31_000), secondsDone(timer, 10 ** 9)], [30, 90]);
  assert.deepEqual([clockWords(65), clockWords(5)], ["1:05", "0:05"]);
});

test("three ticks and one ring, and after a sleep the ring alone", () => {
  const timer = countdown(0, 10);
  const heard = [];
  for (let now = 200; now <= 12_000; now += 200) heard.push(soundBetween(timer, now - 200, now));
  assert.deepEqual(heard.filter(Boolean), ["tick", "tick", "tick", "end"]);
  assert.equal(soundBetween(timer, 2000, 60_000), "end");
  assert.equal(soundBetween(timer, 60_000, 61_000), "");
});

test("the clock never goes back and never says the same twice", () => {
  assert.equal(nextStamp(100, 50), 100);
  assert.equal(nextStamp(100, 100), 101);
  assert.equal(nextStamp(5, 5000), 5001);
  assert.equal(seenAfter(7, [{ at: 3 }, { at: 9 }]), 9);
});

test("last time is told by its load and counts", () => {
  const one = (reps, more = {}) => ({ load_g: 12000, reps, seconds: null, rir: 2, side: "", ...more });
  const words = lastTimeWords({ sets: [one(7), one(7), one(6)] }, null, "kg", "dumbbell pair");
  assert.equal(words, "Last time: 2 × 12 kg for 7, 7, 6 with 2 in reserve");
  const sides = { sets: [one(7, { side: "left" }), one(9, { side: "right", rir: null })] };
  assert.equal(lastTimeWords(sides, "right", "kg", "dumbbell"), "Last time: 12 kg for 9");
  assert.equal(lastTimeWords(undefined, null, "kg", null), "");
});

test("what is said to be saved is saved", () => {
  const words = (waiting, refused = 0, why = null) => savedWords({ waiting, refused, why }).words;
  assert.equal(words(0), "saved ✓");
  assert.equal(words(2), "saved offline ✓");
  assert.equal(words(2, 0, "login"), "saved offline ✓ · log in to send");
  assert.equal(words(0, 1), "1 not accepted");
});
