// Between the outbox and the server. Only an answer for an operation lets it leave the outbox:
// an error page, a timeout or a cut connection never does.
import { currentCookie } from "../cookies.js";

const AT_ONCE = 100;
const TIMEOUT_MS = 20_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/** Why nothing could be exchanged: `login`, `somebody-else`, `offline` or `server`. */
export class SyncError extends Error {
  /** @param {string} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** @param {number} failures in a row @param {number} luck 0 to 1 @returns {number} ms to wait */
export function backoff(failures, luck) {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return longest * (0.5 + luck / 2);
}

/**
 * @param {string} path @param {RequestInit} options
 * @param {typeof fetch} ask
 */
export async function request(path, options = {}, ask = fetch) {
  let response;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    response = await ask(path, { credentials: "same-origin", redirect: "error", cache: "no-store", signal, ...options });
    if (response.ok) return await response.json();
  } catch {
    throw new SyncError("offline");
  }
  if (response.status === 409) throw new SyncError("somebody-else");
  throw new SyncError(response.status === 401 || response.status === 403 ? "login" : "server");
}

/**
 * Send everything that waits.
 * @param {import("./outbox.js").Outbox} outbox @param {string} athlete @param {typeof fetch} ask
 */
export async function push(outbox, athlete, ask = fetch) {
  for (;;) {
    const operations = await outbox.waiting(AT_ONCE);
    if (operations.length === 0) return;
    const { answers } = await request("/sync/operations", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Athlete": athlete,
        "X-CSRFToken": currentCookie("csrf"),
      },
      body: JSON.stringify({ operations }),
    }, ask);
    if (!(await outbox.settle(answers ?? []))) throw new SyncError("server");
  }
}

/**
 * Take in what other devices did; true when there was something.
 * @param {import("./outbox.js").Outbox} outbox @param {string} athlete @param {typeof fetch} ask
 */
export async function pull(outbox, athlete, ask = fetch) {
  const device = await outbox.device();
  for (let found = 0; ;) {
    const since = await outbox.recall("cursor");
    const query = new URLSearchParams({ device, ...(since ? { since } : {}) });
    const told = await request(`/sync/changes?${query}`, { headers: { "X-Athlete": athlete } }, ask);
    await outbox.takeIn(told.operations, told.cursor);
    found += told.operations.length;
    if (!told.more) return found > 0;
  }
}

/** Exchanges now and again: at once when there is something, later and later while it fails. */
export class Syncing {
  /**
   * @param {() => Promise<void>} exchange rejects with a SyncError
   * @param {(why: string | null) => void} tell called after each try, null when all is well
   */
  constructor(exchange, tell) {
    this.exchange = exchange;
    this.tell = tell;
    this.failures = 0;
    this.running = false;
    this.again = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Exchange as soon as the exchange under way, if any, has ended. */
  async now() {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    let why = null;
    try {
      await this.exchange();
      this.failures = 0;
    } catch (error) {
      why = error instanceof SyncError ? error.why : "server";
      this.failures += 1;
    }
    this.running = false;
    this.tell(why);
    if (this.again) {
      this.again = false;
      this.now();
    } else if (why !== null && why !== "somebody-else") {
      this.timer = setTimeout(() => this.now(), backoff(this.failures, Math.random()));
    }
  }

  /** Try whenever there is a chance that it works. @param {Window} page */
  follow(page) {
    const soon = () => { this.failures = 0; this.now(); };
    page.addEventListener("online", soon);
    page.document.addEventListener("visibilitychange", () => {
      if (page.document.visibilityState === "visible") soon();
    });
    this.now();
  }
}
