// Before the first set and after the last: which session to begin, and what came of it.
import { button, h } from "./dom.js";
import { moreLink, setList } from "./screens.js";
import { plural } from "./words.js";

const DAY = { weekday: "long", day: "numeric", month: "long" };

/** @param {string} on ISO date */
const dayWords = (on) => new Date(`${on}T12:00`).toLocaleDateString("en-GB", DAY);

const heading = (words) => h("h1", { tabindex: "-1" }, words);

/** Nobody is known on this phone. @param {string} why */
export function strangerScreen(why) {
  if (why === "login") {
    return [heading("Log in first"), h("p", {}, "Then this page works without a network."),
      h("a", { class: "button go", href: "/accounts/login/?next=/session/" }, "Log in")];
  }
  return [heading("No network"), h("p", {}, "Open this page once with a network; after that it works without.")];
}

/** @param {any} app */
export function beginScreen(app) {
  const back = h("div", { class: "row head" }, h("a", { href: "/", class: "small" }, "‹ Today"), h("span", { class: "saved" }));
  const sessions = app.sessionsToDo();
  if (sessions.length === 0) {
    return [back, heading("No session to come"), h("p", {}, app.kit ? "The plan has none in the next two weeks." : "Open this page once with a network.")];
  }
  const wanted = decodeURIComponent(location.hash.slice(1));
  const today = app.kit.today;
  const first = sessions.find((each) => each.id === wanted) ?? sessions.find((each) => each.on >= today) ?? sessions[0];
  const others = sessions.filter((each) => each !== first);
  return [back, h("section", { class: "card hero" },
    h("p", { class: "small" }, h("b", {}, `${dayWords(first.on)} · ${first.minutes} min`)),
    heading(capital(first.focus)),
    h("p", {}, `${plural(first.work.length, "exercise")}: ${first.work.map((each) => each.name).join(", ")}.`),
    button("Begin", () => app.begin(first), { class: "button light", "data-go": true })),
  others.length > 0 && h("section", { class: "card" }, h("h2", {}, "Another one"),
    h("ul", { class: "list" }, ...others.map((each) => h("li", {},
      h("span", {}, capital(each.focus), h("br"), h("span", { class: "muted small" }, dayWords(each.on))),
      button("Begin", () => app.begin(each), { class: "button quiet dose", "data-begin": true })))))];
}

/** @param {string} words */
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** All is walked: a note, and the end. @param {any} app */
export function closingScreen(app) {
  const text = h("textarea", { id: "session-note", maxlength: "2000", placeholder: "How was it?" });
  text.value = app.training.log.note;
  return [
    h("div", { class: "row head" }, h("span", { class: "small muted" }, "Done"), h("span", { class: "saved" })),
    heading("That was it"), h("section", { class: "card" }, h("h2", {}, "What you did"), setList(app)),
    h("div", { class: "field" }, h("label", { for: "session-note" }, "Note"), text),
    h("div", { class: "links" }, moreLink(app), button("Undo the last step", () => app.act((training) => training.undo(Date.now())), { class: "link small" })),
    h("div", { class: "log" }, button("Finish session", () => app.finish(text.value.trim()), { class: "button go full", "data-go": true })),
  ];
}

/** @param {any} app */
export function doneScreen(app) {
  const { log } = app.training;
  const count = log.sets.filter((one) => !one.removed).length;
  const next = app.sessionsToDo().find((each) => each.id !== log.planned_key && each.on > log.on);
  const gone = log.state === "discarded";
  return [
    h("div", { class: "row head" }, h("a", { href: "/", class: "small" }, "‹ Today"), h("span", { class: "saved" })),
    heading(gone ? "Thrown away" : "Well done"),
    h("p", {}, gone ? "Nothing of it counts. You can still take that back." : `${plural(count, "set")} in your log.`),
    app.saved.waiting > 0 && h("p", { class: "muted" }, "It is kept on this phone and sent as soon as there is a network."),
    !gone && next && h("section", { class: "card" }, h("p", { class: "small muted" }, app.stale ? "Next, before the coach has seen today" : "Next"),
      h("h2", {}, capital(next.focus)), h("p", { class: "muted" }, `${dayWords(next.on)} · ${next.minutes} min`)),
    h("div", { class: "buttons" }, h("a", { class: "button", href: "/" }, "Today"),
      button("Open it again", () => app.reopen())),
  ];
}
