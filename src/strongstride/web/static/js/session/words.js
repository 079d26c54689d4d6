// What the player says, from numbers. Pure.
import { loadWords } from "./steppers.js";

/** `How many more could you have done well?` @param {number} left */
export const reserveWords = (left) => (left >= 5 ? "5+" : String(left));

/** The amount of a set: `8`, `30 s`. @param {{reps: number | null, seconds: number | null}} one */
const amount = (one) => (one.seconds !== null && one.seconds !== undefined ? `${Math.round(one.seconds)} s` : String(one.reps));

/**
 * `Last time: 2 × 12 kg for 7, 7, 6 with 2 in reserve`; empty when there was none.
 * @param {any} last of the kit @param {string | null} side @param {string} unit
 * @param {string | null} implement
 */
export function lastTimeWords(last, side, unit, implement) {
  const sets = (last?.sets ?? []).filter((one) => !side || !one.side || one.side === side);
  if (sets.length === 0) return "";
  const loads = new Set(sets.map((one) => one.load_g));
  const counts = sets.map(amount).join(", ");
  const load = sets[0].load_g;
  const heavy = loads.size > 1
    ? sets.map((one) => `${loadWords(one.load_g, unit, implement)} for ${amount(one)}`).join(", ")
    : load === null ? counts : `${loadWords(load, unit, implement)} for ${counts}`;
  const reserve = sets.at(-1).rir;
  return `Last time: ${heavy}${reserve === null ? "" : ` with ${reserveWords(reserve)} in reserve`}`;
}

/** What counts at the top of a set's screen. @param {any} screen */
export function placeWords(screen) {
  const set = screen.kind === "hold" ? "Hold" : screen.setKind === "warm-up" ? "Lighter set" : "Set";
  if (screen.kind === "ready") return "Warm-up";
  const side = screen.side ? ` · ${screen.side} side` : "";
  return `${set} ${screen.number} of ${screen.of}${side}`;
}

/**
 * What became of what was tapped, and whether it needs somebody.
 * @param {{waiting: number, refused: number, why: string | null}} state
 * @returns {{words: string, kind: "done" | "key" | "bad"}}
 */
export function savedWords({ waiting, refused, why }) {
  if (refused > 0) return { words: `${refused} not accepted`, kind: "bad" };
  if (waiting === 0) return { words: "saved ✓", kind: "done" };
  if (why === "login") return { words: "saved offline ✓ · log in to send", kind: "key" };
  return { words: "saved offline ✓", kind: "done" };
}

/** `1 set`, `3 sets`. @param {number} count @param {string} noun */
export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
