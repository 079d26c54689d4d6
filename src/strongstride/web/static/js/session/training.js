// The session under way: what was tapped becomes facts in the outbox, what is shown is folded from
// them. Only what is no fact (a countdown, the load of the last set) is remembered beside them.
import { newId, sessionKey } from "./ids.js";
import { fold } from "./reducer.js";
import { countdown } from "./timer.js";
import { moreOf, nextScreen, steps, walkOf, workAt } from "./walk.js";

/** @typedef {import("./outbox.js").Outbox} Outbox */
const FRESH = { loads: {}, more: {}, draft: null, timer: null, timerFor: null, undo: [] };

/** The session to go on with: the newest open one. @param {Outbox} outbox */
export async function openSession(outbox) {
  const logs = Object.values(fold(await outbox.all()));
  const open = logs.filter((log) => log.state === "open" && log.planned);
  return open.sort((a, b) => (b.started_at ?? 0) - (a.started_at ?? 0))[0]?.session ?? null;
}

/** The planned sessions that were finished, by their ids. @param {Outbox} outbox @returns {Promise<Set<string>>} */
export async function plannedDone(outbox) {
  const logs = Object.values(fold(await outbox.all()));
  return new Set(logs.filter((log) => log.state === "finished").map((log) => log.planned_key));
}

/**
 * Begin a planned session; what was begun today on another phone is the same one. After one that was
 * ended or thrown away the next go has a key of its own.
 * @param {Outbox} outbox @param {string} athlete @param {any} planned @param {number} now
 */
export async function begin(outbox, athlete, planned, now) {
  const on = localDay(new Date(now));
  const logs = fold(await outbox.all());
  let go = 0;
  while ((logs[sessionKey(athlete, planned.id, on, go)]?.state ?? "open") !== "open") go += 1;
  const session = sessionKey(athlete, planned.id, on, go);
  if (logs[session]) return session;
  const body = { on, title: planned.focus, planned_key: planned.id, planned, source: "player", started_at: now };
  await outbox.add(session, [{ kind: "session_started", body }], now);
  return session;
}

/** @param {Date} day @returns {string} ISO date where the phone is */
const localDay = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

export class Training {
  /** @param {Outbox} outbox @param {string} session */
  constructor(outbox, session) {
    this.outbox = outbox;
    this.session = session;
    this.ui = structuredClone(FRESH);
    /** @type {any} */
    this.log = null;
  }

  /** Read what is known now; null when the session is not on this phone. */
  async load() {
    this.ui = { ...structuredClone(FRESH), ...(await this.outbox.recall(`ui-${this.session}`)) };
    return this.refold();
  }

  async refold() {
    this.log = fold(await this.outbox.all())[this.session] ?? null;
    if (this.log?.planned) {
      const passed = Object.fromEntries(this.log.passed.map((key) => [key, true]));
      this.more = moreOf(this.log.planned, this.log.sets, this.ui.more);
      this.walk = walkOf(this.log.planned, swapsOf(this.log), this.more);
      this.screen = nextScreen(this.walk, this.log.sets, passed);
      this.steps = steps(this.walk, this.log.sets, passed, this.screen);
    }
    return this.log;
  }

  /** @param {{kind: string, body: Record<string, any>}[]} facts @param {number} now */
  async #say(facts, now) {
    await this.outbox.add(this.session, facts, now);
  }

  async #keep() {
    await this.outbox.remember(`ui-${this.session}`, this.ui);
    await this.refold();
  }

  /**
   * Log the set of the screen shown, and begin its rest.
   * @param {any} done load_g, reps, seconds, rir, form_ok, pain, note
   * @param {number} now
   */
  async logSet(done, now) {
    const screen = this.screen;
    const set = newId();
    const body = {
      set, exercise: screen.exercise, position: screen.position, done_at: now, load_g: null,
      reps: null, seconds: null, rir: null, side: screen.side, kind: screen.setKind,
      form_ok: null, pain: null, note: "", ...done,
    };
    await this.#say([{ kind: "set_logged", body }], now);
    if (screen.index !== null) this.ui.loads[screen.index] = done.load_g ?? null;
    this.ui.draft = null;
    this.ui.undo.push({ set });
    const last = this.walk.at(-1) === screen;
    this.setTimer(screen.rest > 0 && !last ? countdown(now, screen.rest) : null, "rest");
    await this.#keep();
  }

  /** Remember what was said of a set that is not logged yet. @param {string} of the screen @param {any} said */
  async keepDraft(of, said) {
    this.ui.draft = { of, said: { ...said } };
    await this.outbox.remember(`ui-${this.session}`, this.ui);
  }

  /** Do one set more of a work than there are. @param {number} index */
  async oneMore(index) {
    this.ui.more[index] = (this.more[index] ?? 0) + 1;
    this.ui.undo.push({ more: index });
    await this.#keep();
  }

  /** The work of the last set logged that was no lighter one: its screen; null before. */
  lastWork() {
    const done = this.log.sets.filter((one) => !one.removed && workAt(one.position) >= 0);
    const newest = done.sort((a, b) => a.done_at - b.done_at).at(-1);
    return (newest && this.walk.find((each) => each.index === workAt(newest.position))) ?? null;
  }

  /** Go past the screen shown without logging a set. @param {number} now @param {boolean} wholeExercise */
  async pass(now, wholeExercise = false) {
    const same = (each) => wholeExercise && each.index !== undefined && each.index !== null && each.index === this.screen.index;
    const keys = this.walk.filter((each) => each.key === this.screen.key || same(each)).map((each) => each.key)
      .filter((key) => !this.log.passed.includes(key));
    await this.#say(keys.map((step) => ({ kind: "step_passed", body: { step } })), now);
    this.ui.undo.push({ keys });
    this.setTimer(null, null);
    await this.#keep();
  }

  /** Take the last step back. @param {number} now */
  async undo(now) {
    const step = this.ui.undo.pop();
    if (!step) return;
    if (step.more !== undefined) this.ui.more[step.more] -= 1;
    if (step.set) await this.#say([{ kind: "set_removed", body: { set: step.set } }], now);
    await this.#say((step.keys ?? []).map((key) => ({ kind: "step_returned", body: { step: key } })), now);
    this.setTimer(null, null);
    await this.#keep();
  }

  /** @param {import("./timer.js").Countdown | null} timer @param {string | null} what */
  setTimer(timer, what) {
    this.ui.timer = timer;
    this.ui.timerFor = timer ? what : null;
  }

  /** @param {import("./timer.js").Countdown | null} timer @param {string | null} what */
  async keepTimer(timer, what) {
    this.setTimer(timer, what);
    await this.#keep();
  }

  /**
   * Do another exercise in the place of the one shown.
   * @param {string | null} exercise null for the planned one @param {number} now
   */
  async swap(exercise, now) {
    const index = this.screen.index;
    await this.#say([{ kind: "exercise_swapped", body: { work: index, exercise } }], now);
    delete this.ui.loads[index];
    await this.#keep();
  }

  /** @param {Record<string, any>} said note, pain @param {number} now */
  async note(said, now) {
    await this.#say([{ kind: "session_noted", body: said }], now);
    await this.#keep();
  }

  /** @param {string} set @param {Record<string, any>} fields @param {number} now */
  async correct(set, fields, now) {
    await this.#say([{ kind: "set_corrected", body: { set, ...fields } }], now);
    await this.#keep();
  }

  /** Take a set out of the log. @param {string} set @param {number} now */
  async remove(set, now) {
    await this.#say([{ kind: "set_removed", body: { set } }], now);
    this.ui.undo = this.ui.undo.filter((step) => step.set !== set);
    await this.#keep();
  }

  /** End it: `finished` keeps it in the log, `discarded` takes it out. @param {"finished" | "discarded"} how @param {number} now */
  async end(how, now) {
    const body = how === "finished" ? { finished_at: now } : {};
    await this.#say([{ kind: `session_${how}`, body }], now);
    await this.#keep();
  }

  /** Take the end back. @param {number} now */
  async reopen(now) {
    await this.#say([{ kind: "session_reopened", body: {} }], now);
    await this.#keep();
  }

  /** The last set logged of the exercise shown, on the same side where it has sides. */
  before() {
    const mine = this.log.sets.filter((one) => !one.removed && one.exercise === this.screen.exercise);
    return mine.filter((one) => one.side === this.screen.side).at(-1) ?? mine.at(-1) ?? null;
  }
}

/** What takes the place of the work with each number; what this plan does not offer changes nothing. */
function swapsOf({ planned, swaps }) {
  const found = Object.entries(swaps).map(([index, exercise]) => {
    const work = planned.work[index];
    const other = work?.alternatives?.find((each) => each.exercise === exercise);
    return other && [index, { ...other, sets: likeLong(other.sets, work.sets) }];
  });
  return Object.fromEntries(found.filter(Boolean));
}

/** As many sets as were planned: a swap changes the exercise, not how much is left of the session. */
function likeLong(sets, planned) {
  return planned.map((_, number) => sets[Math.min(number, sets.length - 1)]);
}
