// A hybrid logical clock: real time while it runs forward, never back, never twice the same.
// Whatever a device has seen is older than what it says next, however wrong its clock is.

/**
 * The stamp of the next operation.
 * @param {number} now milliseconds since 1970, as the device believes
 * @param {number} seen the largest stamp made or received so far
 */
export function nextStamp(now, seen) {
  return Math.max(now, seen + 1);
}

/**
 * The largest stamp of what was received and what was seen before.
 * @param {number} seen @param {Iterable<{at: number}>} operations
 */
export function seenAfter(seen, operations) {
  for (const each of operations) seen = Math.max(seen, each.at);
  return seen;
}
