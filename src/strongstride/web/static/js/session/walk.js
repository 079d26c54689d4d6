// The sequence of screens of a planned session: pure, so the same session gives the same walk on
// every device and after every reload. Where one is in it follows from what was logged and passed.

/**
 * @typedef {{key: string, kind: "ready" | "set" | "hold", exercise: string | null, name: string,
 *   seconds: number, side: string | null, switches: boolean, [more: string]: any}} Screen
 */

/** @param {number | null} kilograms */
const grams = (kilograms) => (kilograms === null || kilograms === undefined ? null : Math.round(kilograms * 1000));

const PLACES = 100; // of an exercise in the log, two for each set
const MOST_SETS = PLACES / 2;

/**
 * @param {any} session contract.SessionJson
 * @param {Record<string, any>} swaps what takes the place of the work with this number
 * @param {Record<string, number>} more sets than planned of the work with this number
 * @returns {Screen[]}
 */
export function walkOf(session, swaps = {}, more = {}) {
  const work = session.work.map((each, index) => lengthened({ ...each, ...swaps[index], index }, more[index] ?? 0));
  return [
    ...session.warm_up.flatMap(warmUpScreens),
    ...rounds(work).flatMap(({ item, number }) => setScreens(item, number)),
    ...session.cool_down.flatMap(coolDownScreens),
  ];
}

/** The work with so many sets like its last one more. */
function lengthened(item, more) {
  const extra = Math.max(0, Math.min(more, MOST_SETS - item.sets.length));
  return { ...item, sets: [...item.sets, ...Array(extra).fill(item.sets.at(-1))] };
}

/**
 * How many sets more than planned each work has: those asked for here, and those any phone logged.
 * @param {any} session contract.SessionJson
 * @param {{position: number, removed: boolean}[]} sets of the log
 * @param {Record<string, number>} asked
 * @returns {Record<string, number>}
 */
export function moreOf(session, sets, asked) {
  const found = { ...asked };
  for (const { position, removed } of sets) {
    const index = workAt(position);
    const planned = session.work[index]?.sets.length;
    if (removed || planned === undefined) continue;
    found[index] = Math.max(found[index] ?? 0, Math.floor((position % PLACES) / 2) + 1 - planned);
  }
  return found;
}

/** The number of the work that a place in the log belongs to; below 0 for lighter sets. @param {number} position */
export const workAt = (position) => Math.floor(position / PLACES) - 10;

/**
 * Where a set stands in the log: the same whatever exercise takes the place of the planned one, so
 * that a swap loses no set. Lighter sets come first, then a hundred places for each exercise.
 */
function positionOf(item, number, side) {
  const place = number * 2 + (side === "right" ? 1 : 0);
  return item.index === null ? item.warm * 20 + place : (item.index + 10) * PLACES + place;
}

/** Items that share a pair alternate, set by set; the others are done one after the other. */
function rounds(work) {
  const groups = [];
  for (const item of work) {
    const last = groups.at(-1);
    if (last && item.pair && last[0].pair === item.pair) last.push(item);
    else groups.push([item]);
  }
  return groups.flatMap((group) => {
    const most = Math.max(...group.map((item) => item.sets.length));
    return Array.from({ length: most }, (_, number) => group
      .filter((item) => number < item.sets.length).map((item) => ({ item, number }))).flat();
  });
}

function warmUpScreens(step, index) {
  const common = { exercise: step.exercise, name: step.text, stage: step.stage, cues: [] };
  if (step.sets.length === 0) {
    return [{ ...common, key: `warm-${index}`, kind: "ready", seconds: step.seconds, side: null, switches: false }];
  }
  return step.sets.map((target, number) => setScreen(
    { ...step, name: step.text.split(",")[0], cues: [], per_side: false, index: null, warm: index }, number, target, null));
}

function setScreens(item, number) {
  const target = item.sets[number];
  if (!item.per_side) return [setScreen(item, number, target, null)];
  return ["left", "right"].map((side) => setScreen(item, number, target, side));
}

function setScreen(item, number, target, side) {
  const isWarmUp = item.index === null;
  return {
    position: positionOf(item, number, side),
    key: [isWarmUp ? `ramp-${item.warm}` : `work-${item.index}`, number, side].filter((part) => part !== null).join("-"),
    kind: "set",
    index: item.index,
    exercise: item.exercise,
    name: item.name,
    setKind: isWarmUp ? "warm-up" : "working",
    number: number + 1,
    of: item.sets.length,
    side,
    switches: side === "left",
    implement: item.implement ?? null,
    band: item.band ?? null,
    intent: item.intent ?? "",
    cues: item.cues,
    note: item.note ?? "",
    alternatives: item.alternatives ?? [],
    target: {
      load_g: grams(target.load_kg),
      reps: target.reps ?? target.contacts,
      seconds: target.seconds,
      rir: target.rir,
    },
    counts: target.contacts !== null ? "contacts" : target.seconds !== null ? "seconds" : "reps",
    seconds: target.seconds ?? 0,
    rest: side === "left" ? 0 : target.rest_s,
  };
}

function coolDownScreens(stretch, index) {
  const sides = stretch.sides === 2 ? ["left", "right"] : [null];
  return Array.from({ length: stretch.holds }, (_, hold) => sides.map((side) => ({
    key: ["cool", index, hold, side].filter((part) => part !== null).join("-"),
    kind: "hold",
    exercise: stretch.exercise,
    name: stretch.name,
    seconds: stretch.seconds,
    number: hold + 1,
    of: stretch.holds,
    side,
    switches: side === "left",
    cues: [],
  }))).flat();
}

/**
 * The screen to show: the first that was neither logged nor passed; null when all are.
 * @param {Screen[]} walk
 * @param {{position: number, removed: boolean}[]} sets of the log
 * @param {Record<string, boolean>} passed keys of screens done or skipped without a set
 */
export function nextScreen(walk, sets, passed) {
  const logged = new Set(sets.filter((one) => !one.removed).map((one) => one.position));
  return walk.find((each) => !passed[each.key] && !(each.kind === "set" && logged.has(each.position))) ?? null;
}

/**
 * The strip at the top: one step for each exercise or stretch, with how it stands.
 * @param {Screen[]} walk
 * @param {{position: number, removed: boolean}[]} sets @param {Record<string, boolean>} passed
 * @param {Screen | null} current
 * @returns {{state: "done" | "now" | "ahead"}[]}
 */
export function steps(walk, sets, passed, current) {
  const logged = new Set(sets.filter((one) => !one.removed).map((one) => one.position));
  const isDone = (each) => passed[each.key] || (each.kind === "set" && logged.has(each.position));
  const groups = new Map();
  for (const each of walk) {
    const name = each.key.split("-").slice(0, 2).join("-");
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    if (current && group.some((each) => each.key === current.key)) return { state: "now" };
    return { state: group.every(isDone) ? "done" : "ahead" };
  });
}
