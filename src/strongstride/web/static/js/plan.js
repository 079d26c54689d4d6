// Moving sessions on the plan: by drag, or Alt and the arrow keys; both send the same form.
import { dayAfter, inSameWeek } from "./plan-days.js";

const plan = document.querySelector("[data-plan]");
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#move-form"));

/**
 * Ask the server to move a session.
 * @param {string} session
 * @param {string} to
 */
function move(session, to) {
  if (!form) return;
  form.action = (form.dataset.action ?? "").replace("KEY", session);
  /** @type {HTMLInputElement} */ (form.elements.namedItem("to")).value = to;
  form.submit();
}

/**
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
const dayOf = (event) => /** @type {HTMLElement} */ (event.target).closest("[data-on]");

/** @type {HTMLElement | null} */
let dragged = null;

plan?.addEventListener("dragstart", (event) => {
  dragged = /** @type {HTMLElement} */ (event.target).closest("[data-session]");
});

plan?.addEventListener("dragover", (event) => {
  const day = dayOf(event);
  if (!dragged || !day || !mayDrop(dragged, day)) return;
  event.preventDefault();
  day.classList.add("over");
});

plan?.addEventListener("dragleave", (event) => dayOf(event)?.classList.remove("over"));
plan?.addEventListener("dragend", () => (dragged = null));

plan?.addEventListener("drop", (event) => {
  const day = dayOf(event);
  if (!dragged || !day || !mayDrop(dragged, day)) return;
  event.preventDefault();
  day.classList.remove("over");
  move(dragged.dataset.session ?? "", day.dataset.on ?? "");
});

plan?.addEventListener("keydown", (event) => {
  const key = /** @type {KeyboardEvent} */ (event);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key.key];
  const session = /** @type {HTMLElement} */ (event.target).closest("[data-session]");
  const on = session?.closest("[data-on]")?.getAttribute("data-on");
  if (!key.altKey || !step || !on) return;
  event.preventDefault();
  const to = dayAfter(on, step);
  if (inSameWeek(on, to)) move(session?.getAttribute("data-session") ?? "", to);
});

/**
 * @param {HTMLElement} session
 * @param {HTMLElement} day
 */
function mayDrop(session, day) {
  const on = session.closest("[data-on]")?.getAttribute("data-on") ?? "";
  return on !== day.dataset.on && inSameWeek(on, day.dataset.on ?? "");
}
