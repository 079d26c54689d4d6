// Only an answer for an operation lets it leave the outbox, whatever the network does.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document ??= { cookie: "csrf=token" };
const { SyncError, Syncing, backoff, pull, push } = await import("../../src/strongstride/web/static/js/session/sync.js");

/** An outbox in memory. */
class Fake {
  constructor(...ops) {
    this.ops = new Map(ops.map((op) => [op, { op, at: 1 }]));
    this.refused = [];
    this.meta = {};
    this.taken = [];
  }
  async waiting(most) { return [...this.ops.values()].slice(0, most); }
  async settle(answers) {
    const known = answers.filter(({ op }) => this.ops.delete(op));
    this.refused.push(...known.filter(({ outcome }) => outcome === "rejected").map(({ op }) => op));
    return known.length;
  }
  async recall(key) { return this.meta[key]; }
  async device() { return "phone"; }
  async takeIn(operations, cursor) { this.taken.push(...operations); this.meta.cursor = cursor; }
}

const answer = (status, body = {}) => ({ ok: status === 200, status, json: async () => body });
const applied = async (_, { body }) => answer(200, { answers: JSON.parse(body).operations.map(({ op }) => ({ op, outcome: "applied" })) });

test("everything that waits is sent and leaves", async () => {
  const outbox = new Fake("a", "b");
  await push(outbox, "me", applied);
  assert.equal(outbox.ops.size, 0);
});

for (const [status, why] of [[500, "server"], [503, "server"], [401, "login"], [403, "login"], [409, "somebody-else"], [400, "server"], [404, "server"]]) {
  test(`after ${status} nothing leaves`, async () => {
    const outbox = new Fake("a");
    await assert.rejects(push(outbox, "me", async () => answer(status)), (error) => error instanceof SyncError && error.why === why);
    assert.equal(outbox.ops.size, 1);
  });
}

test("after a cut connection or an answer that is no JSON nothing leaves", async () => {
  const outbox = new Fake("a");
  await assert.rejects(push(outbox, "me", async () => { throw new TypeError("cut"); }), { why: "offline" });
  const page = { ok: true, status: 200, json: async () => JSON.parse("<html>") };
  await assert.rejects(push(outbox, "me", async () => page), { why: "offline" });
  assert.equal(outbox.ops.size, 1);
});

test("a server that answers for nothing is not asked for ever", async () => {
  const outbox = new Fake("a");
  await assert.rejects(push(outbox, "me", async () => answer(200, { answers: [] })), { why: "server" });
  await assert.rejects(push(outbox, "me", async () => answer(200, {})), { why: "server" });
  assert.equal(outbox.ops.size, 1);
});

test("what was rejected is set aside and the rest goes through", async () => {
  const outbox = new Fake("bad", "good");
  const outcomes = { bad: "rejected", good: "applied" };
  await push(outbox, "me", async (_, { body }) => answer(200, { answers: JSON.parse(body).operations.map(({ op }) => ({ op, outcome: outcomes[op] })) }));
  assert.deepEqual([outbox.ops.size, outbox.refused], [0, ["bad"]]);
});

test("changes are asked for until there are no more, from where one was", async () => {
  const outbox = new Fake();
  const pages = { "": { operations: [{ op: "1" }], cursor: "c1", more: true }, c1: { operations: [{ op: "2" }], cursor: "c2", more: false } };
  const ask = async (path) => answer(200, pages[new URL(path, "http://x").searchParams.get("since") ?? ""]);
  assert.equal(await pull(outbox, "me", ask), true);
  assert.deepEqual([outbox.taken.map(({ op }) => op), outbox.meta.cursor], [["1", "2"], "c2"]);
});

test("waits grow to five minutes and no further", () => {
  assert.deepEqual([1, 2, 3, 20].map((failures) => backoff(failures, 1)), [2000, 4000, 8000, 300_000]);
  assert.equal(backoff(1, 0), 1000);
});

test("what comes up during an exchange is exchanged after it", async () => {
  let release;
  let count = 0;
  const told = [];
  const syncing = new Syncing(() => { count += 1; return new Promise((resolve) => { release = resolve; }); }, (why) => told.push(why));
  const first = syncing.now();
  await syncing.now();
  assert.equal(count, 1);
  release();
  await first;
  assert.equal(count, 2);
  release();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(told, [null, null]);
});
