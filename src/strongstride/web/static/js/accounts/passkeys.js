// Forms with data-passkey: ask the device for a passkey before they are sent.
import { addressOf } from "../addresses.js";
import { creationOptions, credentialJson, requestOptions } from "./credential-json.js";

const NEEDS_NAME = "Passkeys need a name instead of numbers: open this page as http://localhost instead.";

/** @param {HTMLFormElement} form */
async function optionsOf(form) {
  const id = form.dataset.options;
  if (id) return JSON.parse(document.getElementById(id)?.textContent ?? "{}");
  const answer = await fetch(addressOf(form), { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("The server did not answer. Try again.");
  return answer.json();
}

/** @param {HTMLFormElement} form */
async function credentialFor(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "add") {
    const box = form.querySelector("input[name='passwordless']");
    const passwordless = box instanceof HTMLInputElement && box.checked;
    const publicKey = creationOptions(options.creation_options.publicKey, passwordless);
    return navigator.credentials.create({ publicKey });
  }
  return navigator.credentials.get({ publicKey: requestOptions(options.request_options.publicKey) });
}

/** @param {unknown} error */
function sentence(error) {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") return "No passkey was used. Try again, or log in another way.";
  if (name === "InvalidStateError") return "This device has a passkey for this account already.";
  if (name === "SecurityError") return NEEDS_NAME;
  return error instanceof Error ? error.message : String(error);
}

/** @param {SubmitEvent} event */
async function ask(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const problem = form.querySelector("[data-passkey-problem]");
  if (!(problem instanceof HTMLElement)) return;
  problem.hidden = true;
  try {
    const credential = await credentialFor(form);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
    field.value = JSON.stringify(credentialJson(credential));
    form.submit();
  } catch (error) {
    problem.textContent = sentence(error);
    problem.hidden = false;
  }
}

const isNumbers = /^[\d.]+$|^\[/.test(location.hostname);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!(form instanceof HTMLFormElement) || !window.PublicKeyCredential) continue;
  if (form.dataset.passkey === "log-in" && isNumbers) continue; // browsers refuse addresses of numbers
  form.hidden = false;
  form.addEventListener("submit", ask);
}
