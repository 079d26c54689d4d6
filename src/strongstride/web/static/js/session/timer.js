// Countdowns as two instants, so that a locked phone, a hidden tab or a reload cannot stop them.

/** @typedef {{from: number, until: number}} Countdown milliseconds since 1970 */

/** @param {number} now @param {number} seconds @returns {Countdown} */
export const countdown = (now, seconds) => ({ from: now, until: now + seconds * 1000 });

/** Whole seconds still to go, 0 when it is over. @param {Countdown} timer @param {number} now */
export const secondsLeft = (timer, now) => Math.max(0, Math.ceil((timer.until - now) / 1000));

/** Whole seconds done, at most all of them. @param {Countdown} timer @param {number} now */
export const secondsDone = (timer, now) =>
  Math.max(0, Math.round((Math.min(now, timer.until) - timer.from) / 1000));

/** @param {Countdown} timer @param {number} seconds more or (negative) less @returns {Countdown} */
export const longer = (timer, seconds) =>
  ({ from: timer.from, until: Math.max(timer.from, timer.until + seconds * 1000) });

/**
 * Which sound is due for the time that passed: the last three seconds tick, the end rings.
 * After a long sleep only the end rings, once.
 * @param {Countdown} timer @param {number} before @param {number} now
 * @returns {"" | "tick" | "end"}
 */
export function soundBetween(timer, before, now) {
  const was = secondsLeft(timer, before);
  const is = secondsLeft(timer, now);
  if (is === was || before >= timer.until) return "";
  if (is === 0) return "end";
  return is <= 3 ? "tick" : "";
}

/** `1:05`. @param {number} seconds */
export const clockWords = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
