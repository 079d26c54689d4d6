/**
 * The value of a cookie of this page, with or without the prefix that secure servers give it.
 * @param {string} name
 * @returns {string} empty when there is none
 */
export function currentCookie(name) {
  for (const part of document.cookie.split("; ")) {
    const [key, value] = part.split("=", 2);
    if (key === name || key === `__Host-${name}`) return decodeURIComponent(value);
  }
  return "";
}
