// Steps through what the athlete owns, and how loads are written. Every load is in whole grams.

const GRAMS_PER_POUND = 453.59237;

/**
 * The next load up (+1) or down (-1) of those owned; null is the body alone.
 * @param {number[]} loads sorted, light to heavy
 * @param {number | null} load
 * @param {1 | -1} direction
 * @param {boolean} bodyToo whether the exercise can be done without a load
 * @returns {number | null}
 */
export function stepLoad(loads, load, direction, bodyToo) {
  if (direction > 0) return loads.find((each) => each > (load ?? 0)) ?? load;
  const lighter = loads.filter((each) => each < (load ?? 0)).at(-1);
  return lighter ?? (bodyToo ? null : load);
}

/** @param {number} count @param {1 | -1} direction @param {number} step */
export function stepCount(count, direction, step = 1) {
  const onStep = direction > 0 ? Math.floor(count / step) : Math.ceil(count / step);
  return Math.max(0, (onStep + direction) * step);
}

const MOST = { load: 1_000_000, count: 1000, seconds: 86_400 };

/** A number as people type it, with a point or a comma; null when it is none. @param {string} typed */
function numberOf(typed) {
  const plainly = typed.trim().replace(",", ".");
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plainly) ? Number(plainly) : null;
}

/**
 * A load as typed, in whole grams, whether owned or not: one may lift elsewhere. Null when it is none.
 * @param {string} typed @param {string} unit @returns {number | null}
 */
export function typedLoad(typed, unit) {
  const amount = numberOf(typed);
  if (amount === null) return null;
  const grams = Math.round(amount * (unit === "lb" ? GRAMS_PER_POUND : 1000));
  return grams <= MOST.load ? grams : null;
}

/** Repetitions or seconds as typed; null when it is no whole number. @param {string} typed @param {"count" | "seconds"} what */
export function typedCount(typed, what) {
  const count = numberOf(typed);
  return count !== null && Number.isInteger(count) && count <= MOST[what] ? count : null;
}

/** Two decimals at most, none that say nothing. @param {number} amount */
const plain = (amount) => String(Math.round(amount * 100) / 100);

/** The amount as people write it: to 0.05 kg or 0.1 lb. @param {number} grams @param {string} unit */
export function amountOf(grams, unit) {
  if (unit === "lb") return plain(Math.round(grams / GRAMS_PER_POUND * 10) / 10);
  return plain(Math.round(grams / 50) / 20);
}

/**
 * A load in words: `2 × 12 kg`, `40 kg`, `body`.
 * @param {number | null} grams @param {string} unit @param {string | null} implement
 */
export function loadWords(grams, unit, implement) {
  if (grams === null) return "body";
  const amount = `${amountOf(grams, unit)} ${unit}`;
  return implement?.endsWith(" pair") ? `2 × ${amount}` : amount;
}

/**
 * What goes on each end of the bar: `20 + 5 + 1.25 kg on each end`.
 * @param {Record<string, number[]>} plates the plates of one end for each load, in grams
 * @param {number | null} grams @param {string} unit
 */
export function plateWords(plates, grams, unit) {
  const end = grams === null ? undefined : plates[String(grams)];
  if (end === undefined) return "";
  if (end.length === 0) return "The bar alone";
  return `${end.map((plate) => amountOf(plate, unit)).join(" + ")} ${unit} on each end`;
}
