// Where a form sends to. `form.action` is a field of that name where the form has one.

/**
 * @param {HTMLFormElement} form
 * @param {string} [page] the address of the page it stands on
 * @returns {URL}
 */
export function addressOf(form, page = location.href) {
  return new URL(form.getAttribute("action") || page, page);
}
