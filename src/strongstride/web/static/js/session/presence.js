// Whose phone this is: the athlete who was logged in last. Their data lie in a database of their
// own; this name only says which one to open, and is forgotten at logout.
import { PREFIX, forget, openOutbox } from "./outbox.js";

const KEY = "strongstride-athlete";
const FIGURES = "figures-";

/** @returns {string | null} */
export const athleteHere = () => localStorage.getItem(KEY);

/** @param {string} athlete */
export const athleteIs = (athlete) => localStorage.setItem(KEY, athlete);

/** Whether this phone holds anything of an athlete. @param {string} athlete */
async function isHeld(athlete) {
  const known = await indexedDB.databases?.();
  return !known || known.some(({ name }) => name === PREFIX + athlete);
}

/** What this phone holds of the one whose phone it is; null when that is nothing. */
export async function heldOutbox() {
  const athlete = athleteHere();
  return athlete && (await isHeld(athlete)) ? openOutbox(athlete) : null;
}

/** What this phone has that the server has not, of the one whose phone it is. @returns {Promise<number>} */
export async function unsent() {
  const { waiting, refused } = (await (await heldOutbox())?.state()) ?? { waiting: 0, refused: [] };
  return waiting + refused.length;
}

/** What logging out does to this phone. @param {number} count of what the server does not have */
export function leavingWords(count) {
  if (count === 0) return "Logging out deletes from this phone what it kept of your log. All of it is on the server.";
  const [entries, stay] = count === 1 ? ["entry is", "It stays"] : ["entries are", "They stay"];
  return `${count} ${entries} not on the server yet. ${stay} on this phone until you log in here again and`
    + ` the server has ${count === 1 ? "it" : "them"}; the rest of your log is deleted from this phone.`;
}

/** Leave nothing of who was here but what the server does not have: it is nowhere else. */
export async function leave() {
  const athlete = athleteHere();
  localStorage.removeItem(KEY);
  const figures = (await globalThis.caches?.keys() ?? []).filter((name) => name.startsWith(FIGURES));
  await Promise.all(figures.map((name) => caches.delete(name)));
  if (athlete && (await isHeld(athlete))) await forget(athlete);
}

/** Let pages open without a network. In a private window there is no such thing: all else works. */
export function openWithoutNetwork() {
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
}

/** Have the figures of these exercises at hand without a network. @param {Iterable<string>} exercises */
export async function keepFigures(exercises) {
  const worker = await navigator.serviceWorker?.ready;
  const figures = [...new Set(exercises)].map((each) => `/exercises/${encodeURIComponent(each)}/figure.svg`);
  worker?.active?.postMessage({ figures });
}
