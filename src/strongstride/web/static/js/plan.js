// Moving sessions and runs on the plan: by drag, or Alt and the arrow keys; both send one form.
import { dayAfter, inSameWeek } from "./plan-days.js";

const plan = document.querySelector("[data-plan]");
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#move-form"));

/**
 * Ask the server to move a session or run.
 * @param {HTMLElement} what
 * @param {string} to
 */
function move(what, to) {
  if (!form) return;
  form.action = `${/** @type {HTMLAnchorElement} */ (what).href}day/`;
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
  dragged = /** @type {HTMLElement} */ (event.target).closest("[data-move]");
});

plan?.addEventListener("dragover", (event) => {
  const day = dayOf(event);
  if (!dragged || !day || !mayStand(dragged, day.dataset.on ?? "")) return;
  event.preventDefault();
  day.classList.add("over");
});

plan?.addEventListener("dragleave", (event) => dayOf(event)?.classList.remove("over"));
plan?.addEventListener("dragend", () => (dragged = null));

plan?.addEventListener("drop", (event) => {
  const day = dayOf(event);
  if (!dragged || !day || !mayStand(dragged, day.dataset.on ?? "")) return;
  event.preventDefault();
  day.classList.remove("over");
  move(dragged, day.dataset.on ?? "");
});

plan?.addEventListener("keydown", (event) => {
  const key = /** @type {KeyboardEvent} */ (event);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key.key];
  /** @type {HTMLElement | null} */
  const what = /** @type {HTMLElement} */ (event.target).closest("[data-move]");
  const day = what?.closest("[data-on]");
  if (!key.altKey || !step || !what || !day) return;
  event.preventDefault();
  const to = dayAfter(day.getAttribute("data-on") ?? "", step);
  if (mayStand(what, to)) move(what, to);
});

/**
 * Whether it may go to a day: another one, for a session in its week.
 * @param {HTMLElement} what
 * @param {string} to
 */
function mayStand(what, to) {
  const on = what.closest("[data-on]")?.getAttribute("data-on") ?? "";
  return on !== to && (what.dataset.stays === undefined || inSameWeek(on, to));
}
