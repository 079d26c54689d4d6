// The log as a fold over a set of operations: in any order, however often each comes.
// The twin of training/session_log/state.py; tests/sync/vectors.json holds both to the same answers.

/**
 * @typedef {{op: string, device: string, session: string, kind: string, at: number, v?: number,
 *   body: Record<string, any>}} Operation
 * @typedef {Record<string, any> & {set: string, exercise: string, position: number,
 *   done_at: number, removed: boolean}} LoggedSet
 * @typedef {Record<string, any> & {session: string, on: string, title: string, state: string,
 *   sets: LoggedSet[], swaps: Record<string, string>, passed: string[]}} SessionLog
 */

const SET_DEFAULTS = {
  exercise: "", position: 0, done_at: 0, load_g: null, reps: null, seconds: null, rir: null,
  side: null, kind: "working", form_ok: null, pain: null, note: "",
};
const STARTED_DEFAULTS = { planned_key: null, planned: null, source: "player", started_at: null };

/** @template T @param {T} a @param {T} b */
const order = (a, b) => Number(a > b) - Number(a < b);

/**
 * Every session that was started, by its key.
 * @param {Iterable<Operation>} operations
 * @returns {Record<string, SessionLog>}
 */
export function fold(operations) {
  const sorted = [...operations].sort((a, b) => order(a.at, b.at) || order(a.op, b.op));
  const drafts = new Map();
  for (const each of sorted) {
    if (!drafts.has(each.session)) drafts.set(each.session, newSession());
    take(drafts.get(each.session), each);
  }
  const started = [...drafts].filter(([, draft]) => draft.started !== null);
  return Object.fromEntries(started.map(([key, draft]) => [key, logOf(key, draft)]));
}

function newSession() {
  return { started: null, finishedAt: null, discarded: false, note: "", pain: {}, sets: new Map(),
    swaps: /** @type {Record<string, string>} */ ({}), passed: new Set() };
}

/** @type {Record<string, (draft: any, body: any) => void>} */
const SESSION_KINDS = {
  session_started: (draft, body) => { draft.started = { ...STARTED_DEFAULTS, ...body }; },
  session_noted: (draft, body) => {
    draft.note = body.note ?? draft.note;
    Object.assign(draft.pain, body.pain);
  },
  session_finished: (draft, body) => { draft.finishedAt = body.finished_at; },
  session_reopened: (draft) => { draft.finishedAt = null; draft.discarded = false; },
  session_discarded: (draft) => { draft.discarded = true; },
  exercise_swapped: (draft, { work, exercise }) => {
    if (exercise === null) delete draft.swaps[work];
    else draft.swaps[work] = exercise;
  },
  step_passed: (draft, { step }) => { draft.passed.add(step); },
  step_returned: (draft, { step }) => { draft.passed.delete(step); },
};

/** @param {any} draft @param {Operation} operation */
function take(draft, operation) {
  const ofSession = SESSION_KINDS[operation.kind];
  if (ofSession) return ofSession(draft, operation.body);
  const { set, ...said } = operation.body;
  const one = draft.sets.get(set) ?? { logged: false, removed: false, fields: { ...SET_DEFAULTS } };
  draft.sets.set(set, one);
  if (operation.kind === "set_removed") one.removed = true;
  else if (operation.kind === "set_restored") one.removed = false;
  else {
    one.logged ||= operation.kind === "set_logged";
    Object.assign(one.fields, said);
  }
}

/** @param {string} key @param {any} draft @returns {SessionLog} */
function logOf(key, draft) {
  const sets = [...draft.sets].filter(([, one]) => one.logged)
    .map(([set, one]) => ({ set, removed: one.removed, ...one.fields }));
  sets.sort((a, b) => order(a.position, b.position) || order(a.done_at, b.done_at) || order(a.set, b.set));
  const ended = draft.finishedAt === null ? "open" : "finished";
  return {
    ...draft.started,
    session: key,
    finished_at: draft.finishedAt,
    state: draft.discarded ? "discarded" : ended,
    note: draft.note,
    pain: draft.pain,
    sets,
    swaps: draft.swaps,
    passed: [...draft.passed].sort(order),
  };
}
