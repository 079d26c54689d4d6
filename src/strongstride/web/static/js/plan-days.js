// Days as the plan counts them: ISO dates, weeks from Monday.

const DAY_MS = 86_400_000;

/**
 * The day so many days later.
 * @param {string} on
 * @param {number} days
 */
export function dayAfter(on, days) {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The Monday of a day's week.
 * @param {string} on
 */
export function mondayOf(on) {
  const weekday = (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayAfter(on, -weekday);
}

/**
 * Whether two days stand in one week.
 * @param {string} one
 * @param {string} other
 */
export const inSameWeek = (one, other) => mondayOf(one) === mondayOf(other);
