// Makes itself heard and felt, and keeps the screen on. Each of these may be missing on a phone;
// the countdown on the screen never depends on them.

/** @type {AudioContext | null} */
let audio = null;
/** @type {WakeLockSentinel | null} */
let lock = null;

/** Browsers allow sound only after a tap: call it in one. */
export function wakeSound() {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") audio.resume();
  } catch {
    audio = null; // no sound on this device: the screen and the vibration remain
  }
}

/** @param {"" | "tick" | "end"} sound @param {string} words what a notification says at the end */
export function sound(sound, words) {
  if (sound === "") return;
  beep(sound === "end" ? 880 : 440, sound === "end" ? 0.5 : 0.12);
  navigator.vibrate?.(sound === "end" ? [300, 120, 300] : 60);
  if (sound === "end" && document.hidden) notify(words);
}

/** @param {number} hertz @param {number} seconds */
function beep(hertz, seconds) {
  if (audio?.state !== "running") return;
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.25, audio.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds);
  tone.connect(loudness).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + seconds);
}

/** @param {string} words */
async function notify(words) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.showNotification("Strongstride", { body: words, tag: "rest" });
}

/** Whether asking for notifications makes sense here. */
export const mayAskToNotify = () =>
  "Notification" in window && Notification.permission === "default" && "serviceWorker" in navigator;

/** Keep the screen on while a session runs; a hidden page loses it and asks again when it is back. */
export async function stayAwake() {
  if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null; // not supported, or the battery is low: the session goes on
  }
}

/** Let the screen sleep again. */
export async function letSleep() {
  await lock?.release();
  lock = null;
}
