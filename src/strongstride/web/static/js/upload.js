// Shows how far an upload is. Without this script the form sends itself.
import { addressOf } from "./addresses.js";
import { complaint, words } from "./upload_limits.js";

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => submitted(event, /** @type {HTMLFormElement} */ (form)));
}

/**
 * @param {Event} event
 * @param {HTMLFormElement} form
 */
function submitted(event, form) {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const problem = complaint([...(input.files ?? [])], Number(form.dataset.mostMb), Number(form.dataset.mostFiles));
  say(form, problem);
  if (!problem) send(form);
}

/** @param {HTMLFormElement} form */
function send(form) {
  const request = new XMLHttpRequest();
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-upload-progress]"));
  const bar = /** @type {HTMLProgressElement} */ (place.querySelector("progress"));
  const line = /** @type {HTMLElement} */ (place.querySelector("[data-upload-words]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  place.hidden = false;
  button.disabled = true;
  const stopped = (why) => {
    place.hidden = true;
    button.disabled = false;
    say(form, why);
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = total ? loaded / total : 0;
    line.textContent = words(loaded, total);
  });
  request.addEventListener("load", () => arrived(request, stopped));
  request.addEventListener("error", () => stopped("The connection was lost before all was sent. Try again."));
  request.open("POST", addressOf(form));
  request.send(new FormData(form));
}

/**
 * @param {XMLHttpRequest} request
 * @param {(why: string) => void} stopped
 */
function arrived(request, stopped) {
  if (request.status < 400) {
    location.assign(request.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const told = page.querySelector("[data-upload-problem]")?.textContent?.trim();
  stopped(told || "The server did not take it. Reload this page and try again.");
}

/**
 * @param {HTMLFormElement} form
 * @param {string} problem
 */
function say(form, problem) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-upload-problem]"));
  place.textContent = problem;
  form.querySelector("input[type=file]")?.toggleAttribute("aria-invalid", Boolean(problem));
}
