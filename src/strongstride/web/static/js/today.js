// Today as the server knows it, on a phone that knows more: what waits is sent, then Today is asked
// for again. Until then nothing offers to go on with a session that was ended here.
import { athleteHere, heldOutbox } from "./session/presence.js";
import { push } from "./session/sync.js";
import { plannedDone } from "./session/training.js";

const start = document.querySelector("[data-start]");

/** Whether this page was made before the server heard of the end of the session it offers. */
async function isBehind(outbox) {
  const planned = start?.getAttribute("data-start") ?? "";
  const asked = `asked-${planned}`; // once: it may have been opened again elsewhere
  if (sessionStorage.getItem(asked) || !(await plannedDone(outbox)).has(planned)) return false;
  sessionStorage.setItem(asked, "yes");
  return true;
}

async function sendFirst() {
  const outbox = await heldOutbox();
  if (!outbox) return;
  const { waiting } = await outbox.state();
  if (waiting === 0 && !(await isBehind(outbox))) return;
  if (start) start.textContent = "Sending what you did…";
  try {
    await push(outbox, athleteHere());
    location.reload();
  } catch {
    if (start) start.textContent = "Open it: not sent yet";
  }
}

sendFirst();
