// A planned session has one key on every phone: tests/sync/session_keys.json, by Python's uuid5.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { newId, sessionKey } from "../../src/strongstride/web/static/js/session/ids.js";
import { begin } from "../../src/strongstride/web/static/js/session/training.js";

const keys = JSON.parse(readFileSync(new URL("../sync/session_keys.json", import.meta.url), "utf8"));
const WHO = keys[0].athlete;
const PLANNED = { id: "2026-W48-1", focus: "legs", work: [] };
const MORNING = new Date(2026, 10, 22, 8).getTime();
const DAY_MS = 24 * 3600 * 1000;

/** A phone's outbox in memory. */
function phone(operations = []) {
  return {
    operations,
    all: async () => operations,
    add: async (session, facts, now) => {
      for (const fact of facts) operations.push({ op: newId(), session, at: now + operations.length, ...fact });
    },
  };
}

test("every shared key is the same here", () => {
  assert.equal(keys.length, 90);
  for (const { athlete, planned, on, go, key } of keys) assert.equal(sessionKey(athlete, planned, on, go), key);
});

test("a key made by chance is a UUID of version 4", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("two phones that know nothing of each other begin one session", async () => {
  assert.equal(await begin(phone(), WHO, PLANNED, MORNING), await begin(phone(), WHO, PLANNED, MORNING + 60_000));
});

test("what is under way is gone on with, without another fact", async () => {
  const mine = phone();
  const first = await begin(mine, WHO, PLANNED, MORNING);
  assert.equal(await begin(mine, WHO, PLANNED, MORNING + 5), first);
  assert.equal(mine.operations.length, 1);
});

test("another day, and another go after the end, have keys of their own", async () => {
  const mine = phone();
  const first = await begin(mine, WHO, PLANNED, MORNING);
  const tomorrow = await begin(mine, WHO, PLANNED, MORNING + DAY_MS);
  await mine.add(first, [{ kind: "session_discarded", body: {} }], MORNING + 10);
  const again = await begin(mine, WHO, PLANNED, MORNING + 20);
  assert.equal(new Set([first, tomorrow, again]).size, 3);
});
