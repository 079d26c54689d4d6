// Whose phone this is: the athlete who was logged in last. Their data lie in a database of their
// own; this name only says which one to open, and is forgotten at logout.
import { PREFIX, openOutbox } from "./outbox.js";

const KEY = "strongstride-athlete";
export const FIGURES = "figures";

/** @returns {string | null} */
export const athleteHere = () => localStorage.getItem(KEY);

/** @param {string} athlete */
export const athleteIs = (athlete) => localStorage.setItem(KEY, athlete);

/** What this phone still has to send, of the one whose phone it is. @returns {Promise<number>} */
export async function unsent() {
  const athlete = athleteHere();
  if (!athlete) return 0;
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === PREFIX + athlete)) return 0;
  return (await (await openOutbox(athlete)).state()).waiting;
}

/** Leave nothing that tells who was here; what is unsent stays locked under its owner's name. */
export async function leave() {
  localStorage.removeItem(KEY);
  await globalThis.caches?.delete(FIGURES);
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
