// What every page needs: htmx answers for forms that ask for it, and the app shell for offline use.
import { addressOf } from "./addresses.js";
import { currentCookie } from "./cookies.js";
import { athleteIs, leave, leavingWords, openWithoutNetwork, unsent } from "./session/presence.js";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = currentCookie("csrf");
});

// A form that comes back begins at its first mistake, once the browser has gone to the form.
addEventListener("load", () => {
  const mistake = document.querySelector('main [aria-invalid="true"]');
  if (mistake instanceof HTMLElement) setTimeout(() => mistake.focus());
});

// Whose phone this is, for the player that works without a network.
const athlete = document.querySelector('meta[name="athlete"]')?.getAttribute("content");
if (athlete) {
  athleteIs(athlete);
  openWithoutNetwork();
}

// Logging out leaves nothing on the phone but what the server does not have yet, and says so.
const isLeaving = (form) => form instanceof HTMLFormElement && addressOf(form).pathname === "/accounts/logout/";
for (const form of document.forms) {
  if (!isLeaving(form)) continue;
  unsent().then((count) => {
    const note = document.createElement("p");
    note.className = count === 0 ? "muted" : "message warning";
    note.textContent = leavingWords(count);
    form.prepend(note);
  });
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isLeaving(form) || form.dataset.left) return;
  event.preventDefault();
  form.dataset.left = "yes";
  leave().finally(() => form.submit());
});
