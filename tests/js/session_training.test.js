// The session under way: one set more than planned, and what was said of a set before it was logged.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Training, begin, plannedDone } from "../../src/strongstride/web/static/js/session/training.js";
import { moreOf, walkOf } from "../../src/strongstride/web/static/js/session/walk.js";

const NOON = 1_790_000_000_000;
const SET = { reps: 8, seconds: null, contacts: null, load_kg: null, rir: 2, rest_s: 60 };
const work = (exercise, more = {}) => ({ exercise, name: exercise, per_side: false, implement: null, band: null, pair: null, sets: [SET, SET], cues: [], note: "", ...more });
const planned = { id: "2026-W40-1", focus: "legs", warm_up: [], cool_down: [], work: [work("squat"), work("row")] };

/** An outbox that keeps nothing on disk. */
class Held {
  operations = [];
  notes = new Map();
  async add(session, facts, now) {
    for (const { kind, body } of facts) {
      const number = this.operations.length;
      this.operations.push({ op: String(number).padStart(4, "0"), device: "d", session, kind, body, at: now + number, v: 1 });
    }
  }
  async all() { return structuredClone(this.operations); }
  async remember(key, value) { this.notes.set(key, structuredClone(value)); }
  async recall(key) { return structuredClone(this.notes.get(key)); }
}

async function training(outbox = new Held(), session = planned) {
  const key = await begin(outbox, "01900000-0000-7000-8000-000000000001", session, NOON);
  const made = new Training(outbox, key);
  await made.load();
  return made;
}

const log = (it, reps = 8) => it.logSet({ load_g: null, reps }, NOON);

test("one set more comes before the next exercise, and is logged like any other", async () => {
  const it = await training();
  await log(it);
  await log(it);
  assert.equal(it.screen.exercise, "row");
  await it.oneMore(it.lastWork().index);
  assert.deepEqual([it.screen.exercise, it.screen.number, it.screen.of], ["squat", 3, 3]);
  await log(it, 5);
  assert.equal(it.screen.exercise, "row");
  const said = it.outbox.operations.filter(({ kind }) => kind === "set_logged").map(({ body }) => [body.exercise, body.position, body.kind, body.reps]);
  assert.deepEqual(said, [["squat", 1000, "working", 8], ["squat", 1002, "working", 8], ["squat", 1004, "working", 5]]);
});

test("one set more outlives a reload, and can be taken back", async () => {
  const it = await training();
  await it.oneMore(0);
  const again = new Training(it.outbox, it.session);
  await again.load();
  assert.equal(again.screen.of, 3);
  await again.undo(NOON);
  assert.equal(again.screen.of, 2);
  assert.deepEqual(again.outbox.operations.map(({ kind }) => kind), ["session_started"]);
});

test("another phone adds its set after the one that was added here", async () => {
  const it = await training();
  await log(it);
  await log(it);
  await it.oneMore(0);
  await log(it);
  it.outbox.notes.clear(); // the other phone has the log alone
  const other = new Training(it.outbox, it.session);
  await other.load();
  assert.equal(other.screen.exercise, "row");
  await other.oneMore(0);
  assert.deepEqual([other.screen.exercise, other.screen.number], ["squat", 4]);
});

test("both sides get their set, and there are never more places than the log has", () => {
  const sides = { ...planned, work: [work("split", { per_side: true }), work("row")] };
  assert.deepEqual(walkOf(sides, {}, { 0: 1 }).map(({ number, side }) => [number, side]).slice(4, 6), [[3, "left"], [3, "right"]]);
  const most = walkOf(sides, {}, { 0: 500 });
  assert.equal(new Set(most.map(({ position }) => position)).size, most.length);
  assert.deepEqual(moreOf(sides, [{ position: 1005, removed: false }, { position: 1103, removed: false }, { position: 3, removed: false }, { position: 1009, removed: true }], {}), { 0: 1, 1: 0 });
});

test("what was said of a set is there after a reload, until it is logged", async () => {
  const it = await training();
  const name = `${it.screen.key} ${it.screen.exercise}`;
  await it.keepDraft(name, { form_ok: false, pain: 3 });
  const again = new Training(it.outbox, it.session);
  await again.load();
  assert.deepEqual(again.ui.draft, { of: name, said: { form_ok: false, pain: 3 } });
  await log(again);
  assert.equal(again.ui.draft, null);
});

test("a session ended here is not offered again, one thrown away or opened again is", async () => {
  const it = await training();
  assert.deepEqual(await plannedDone(it.outbox), new Set());
  await it.end("finished", NOON);
  assert.deepEqual(await plannedDone(it.outbox), new Set([planned.id]));
  await it.reopen(NOON);
  assert.deepEqual(await plannedDone(it.outbox), new Set());
  await it.end("discarded", NOON);
  assert.deepEqual(await plannedDone(it.outbox), new Set());
});
