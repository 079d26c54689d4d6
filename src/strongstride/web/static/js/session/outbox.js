// What this phone holds of one athlete, in a database of their own: nobody else's page opens it.
// An operation is in exactly one store: `waiting` until the server has it, then `known`; or
// `refused`, where it stays until somebody has seen why. Nothing here expires.
import { nextStamp, seenAfter } from "./clock.js";
import { newId } from "./ids.js";

/** @typedef {import("./reducer.js").Operation} Operation */
const STORES = ["waiting", "known", "refused", "meta"];
export const PREFIX = "strongstride-";
const KEPT_MS = 21 * 24 * 3600 * 1000;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} when it is safely on disk */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** @param {string} athlete @returns {Promise<Outbox>} */
export async function openOutbox(athlete) {
  const request = indexedDB.open(PREFIX + athlete, 1);
  request.onupgradeneeded = () => {
    for (const name of STORES.slice(0, 3)) request.result.createObjectStore(name, { keyPath: "op" });
    request.result.createObjectStore("meta");
  };
  const database = await answer(request);
  database.onversionchange = () => database.close();
  return new Outbox(database);
}

/** Leave nothing of an athlete on this phone but what the server has not. @param {string} athlete */
export async function forget(athlete) {
  const outbox = await openOutbox(athlete);
  const kept = await outbox.forget();
  outbox.database.close();
  if (kept > 0) return;
  const request = indexedDB.deleteDatabase(PREFIX + athlete);
  // another tab that holds it open closes it when it is told; it is empty meanwhile
  await Promise.race([answer(request), new Promise((resolve) => { request.onblocked = resolve; })]);
}

export class Outbox {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /** @param {IDBTransactionMode} mode */
  #begin(mode) {
    // strict: a tap that was confirmed survives a phone that dies
    return this.database.transaction(STORES, mode, { durability: "strict" });
  }

  /** @param {string} key */
  async recall(key) {
    return answer(this.#begin("readonly").objectStore("meta").get(key));
  }

  /** @param {string} key @param {any} value */
  async remember(key, value) {
    const change = this.#begin("readwrite");
    change.objectStore("meta").put(value, key);
    await done(change);
  }

  /** This phone's name in the log, made when it is first asked for. @returns {Promise<string>} */
  async device() {
    const change = this.#begin("readwrite");
    const meta = change.objectStore("meta");
    const known = (await answer(meta.get("device"))) ?? newId();
    meta.put(known, "device");
    await done(change);
    return known;
  }

  /**
   * Keep facts that were just tapped; resolved when they are on disk.
   * @param {string} session
   * @param {{kind: string, body: Record<string, any>}[]} facts
   * @param {number} now
   * @returns {Promise<Operation[]>}
   */
  async add(session, facts, now) {
    const device = await this.device();
    const change = this.#begin("readwrite");
    const meta = change.objectStore("meta");
    let at = (await answer(meta.get("clock"))) ?? 0;
    const made = facts.map(({ kind, body }) => {
      at = nextStamp(now, at);
      return { op: newId(), device, session, kind, at, v: 1, body };
    });
    for (const each of made) change.objectStore("waiting").put(each);
    meta.put(at, "clock");
    await done(change);
    return made;
  }

  /** Everything the log is folded from. @returns {Promise<Operation[]>} */
  async all() {
    const reading = this.#begin("readonly");
    const [waiting, known] = await Promise.all(
      ["waiting", "known"].map((name) => answer(reading.objectStore(name).getAll())));
    return [...known, ...waiting];
  }

  /** The oldest that wait, in the order made. @param {number} most @returns {Promise<Operation[]>} */
  async waiting(most) {
    const all = await answer(this.#begin("readonly").objectStore("waiting").getAll());
    return all.sort((a, b) => a.at - b.at).slice(0, most);
  }

  /** @returns {Promise<{waiting: number, refused: (Operation & {reason: string})[]}>} */
  async state() {
    const reading = this.#begin("readonly");
    const [waiting, refused] = await Promise.all([
      answer(reading.objectStore("waiting").count()),
      answer(reading.objectStore("refused").getAll())]);
    return { waiting, refused };
  }

  /**
   * Move what the server answered for; how many that was.
   * @param {{op: string, outcome: string, reason?: string}[]} answers
   */
  async settle(answers) {
    const change = this.#begin("readwrite");
    let moved = 0;
    for (const { op, outcome, reason } of answers) {
      const waiting = change.objectStore("waiting");
      const operation = await answer(waiting.get(op));
      if (operation === undefined) continue;
      if (outcome === "rejected") change.objectStore("refused").put({ ...operation, reason });
      else if (outcome === "applied" || outcome === "duplicate") change.objectStore("known").put(operation);
      else continue;
      waiting.delete(op);
      moved += 1;
    }
    await done(change);
    return moved;
  }

  /** Take in what other devices did. @param {Operation[]} operations @param {string} cursor */
  async takeIn(operations, cursor) {
    const change = this.#begin("readwrite");
    const meta = change.objectStore("meta");
    const seen = (await answer(meta.get("clock"))) ?? 0;
    for (const each of operations) change.objectStore("known").put(each);
    meta.put(seenAfter(seen, operations), "clock");
    meta.put(cursor, "cursor");
    await done(change);
  }

  /** Let go of what was refused, once its owner has seen why. @param {string} op */
  async dismiss(op) {
    const change = this.#begin("readwrite");
    change.objectStore("refused").delete(op);
    await done(change);
  }

  /**
   * Its owner leaves: let go of all the server has. What it has not stays, with the clock that is
   * ahead of it; the phone gets another name, so that the server tells it everything again.
   * @returns {Promise<number>} how many facts stay
   */
  async forget() {
    const change = this.#begin("readwrite");
    const clock = await answer(change.objectStore("meta").get("clock"));
    change.objectStore("known").clear();
    change.objectStore("meta").clear();
    change.objectStore("meta").put(clock ?? 0, "clock");
    const kept = await Promise.all(["waiting", "refused"].map((name) => answer(change.objectStore(name).count())));
    await done(change);
    return kept[0] + kept[1];
  }

  /** Let go of old sessions the server has: they are on its pages. @param {number} now */
  async prune(now) {
    const change = this.#begin("readwrite");
    const known = change.objectStore("known");
    const waiting = await answer(change.objectStore("waiting").getAll());
    const busy = new Set(waiting.map((each) => each.session));
    const newest = new Map();
    const all = await answer(known.getAll());
    for (const { session, at } of all) newest.set(session, Math.max(at, newest.get(session) ?? 0));
    for (const { op, session } of all) {
      if (newest.get(session) < now - KEPT_MS && !busy.has(session)) known.delete(op);
    }
    await done(change);
  }
}
