/**
 * An element with its attributes and children; text is always text, never markup. An attribute that
 * is a function listens to the event of its name; `false`, `null` and `undefined` leave one out.
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @param {...(Node | string | null | undefined | false)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child || child === ""));
  return element;
}

/** A button. @param {string} words @param {(event: Event) => void} press @param {Record<string, any>} more */
export function button(words, press, more = {}) {
  return h("button", { type: "button", class: "button quiet", click: press, ...more }, words);
}
