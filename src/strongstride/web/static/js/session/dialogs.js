// Questions over the screen: each is a <dialog> that is made when it is asked and gone when answered.
import { button, h } from "./dom.js";
import { amountOf, typedCount, typedLoad } from "./steppers.js";
import { plural } from "./words.js";

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** @param {string} title @param {(close: () => void) => (Node | string | null | false)[]} content */
function show(title, content) {
  const close = () => dialog.close();
  const dialog = h("dialog", { class: "ask", "aria-labelledby": "asked", close: () => dialog.remove() },
    h("h2", { id: "asked" }, title));
  dialog.append(...content(close).filter(Boolean));
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {any} app */
export function askPain(app) {
  show("Where, and how much?", (close) => {
    const part = h("select", { id: "part" }, h("option", { value: "" }, "Choose"),
      ...app.kit.body_parts.map((name) => h("option", { value: name }, name)));
    const advice = h("p", { class: "message warning", role: "status", hidden: true });
    let level = /** @type {number | null} */ (null);
    const levels = LEVELS.map((each) => h("button", { type: "button", "aria-pressed": "false", "data-pain": each, click: () => {
      level = each;
      levels.forEach((one, place) => one.setAttribute("aria-pressed", String(place === each)));
      advice.hidden = false;
      advice.textContent = app.painWords(each);
    } }, String(each)));
    const keep = async () => {
      if (level === null) return;
      if (part.value) await app.act((training) => training.note({ pain: { [part.value]: level } }, Date.now()));
      app.change({ pain: level });
      close();
      if (level >= app.kit.pain.stop && app.choices().length > 0) askSwap(app);
    };
    return [
      h("label", { for: "part" }, "Part of the body"), part,
      h("p", { class: "small muted" }, "0 is none, 10 the worst there is"),
      h("div", { class: "rir levels" }, ...levels), advice,
      h("div", { class: "buttons" }, button("Keep", keep, { class: "button go" }), button("Cancel", close)),
    ];
  });
}

/** @param {any} app */
export function askSwap(app) {
  show("Swap exercise", (close) => [
    h("ul", { class: "list" }, ...app.choices().map((each) => h("li", {},
      button(each.name, async () => { await app.act((training) => training.swap(each.exercise === app.planned().exercise ? null : each.exercise, Date.now())); close(); },
        { class: "button quiet full" }),
      h("span", { class: "muted small" }, each.way)))),
    button("Cancel", close),
  ]);
}

/** The load as one would read it off; `2 × 12` is typed as 12. @param {any} app */
export function askLoad(app) {
  const { load_g } = app.draft;
  const pair = app.screen.implement?.endsWith(" pair");
  askNumber(`Load${pair ? " of each" : ""} in ${app.unit}`, load_g === null ? "" : amountOf(load_g, app.unit), "decimal",
    (typed) => typedLoad(typed, app.unit), (grams) => app.change({ load_g: grams }));
}

/** @param {any} app */
export function askReps(app) {
  askNumber("How many", String(app.draft.reps), "numeric", (typed) => typedCount(typed, "count"), (reps) => app.change({ reps }));
}

/** @param {any} app */
export function askSeconds(app) {
  askNumber("How many seconds", String(app.draft.seconds), "numeric", (typed) => typedCount(typed, "seconds"), (seconds) => app.change({ seconds }));
}

/**
 * @param {string} title @param {string} before @param {"decimal" | "numeric"} keys of the phone's keyboard
 * @param {(typed: string) => number | null} read @param {(number: number) => void} keep
 */
function askNumber(title, before, keys, read, keep) {
  show(title, (close) => {
    const field = h("input", { id: "number", inputmode: keys, autocomplete: "off", autofocus: true, value: before, "aria-labelledby": "asked", "aria-describedby": "wrong" });
    const wrong = h("p", { class: "message warning", id: "wrong", role: "status", hidden: true }, keys === "decimal" ? "Write a number, such as 12.5." : "Write a whole number, such as 8.");
    field.addEventListener("focus", () => field.select());
    const done = (event) => {
      event.preventDefault();
      const number = read(field.value);
      wrong.hidden = number !== null;
      if (number === null) return field.focus();
      keep(number);
      return close();
    };
    return [h("form", { class: "field", submit: done }, field, wrong,
      h("div", { class: "buttons" }, h("button", { class: "button go" }, "Keep"), button("Cancel", close)))];
  });
}

/** @param {any} app */
export function askNote(app) {
  show("A note on this set", (close) => {
    const text = h("textarea", { id: "note", maxlength: "2000" });
    text.value = app.draft.note;
    return [h("label", { for: "note" }, "Note"), text,
      h("div", { class: "buttons" },
        button("Keep", () => { app.change({ note: text.value.trim() }); close(); }, { class: "button go" }),
        button("Cancel", close))];
  });
}

/** The sets so far, each to be put right or taken out. @param {any} app */
export function askSets(app) {
  const names = Object.fromEntries(app.training.walk.map((each) => [each.exercise, each.name]));
  const done = app.training.log.sets.filter((one) => !one.removed);
  show("Sets so far", (close) => [
    h("ul", { class: "list" }, ...done.map((one) => setRow(app, one, names[one.exercise] ?? one.exercise, close))),
    button("Close", close),
  ]);
}

/** @param {any} app @param {any} one @param {string} name @param {() => void} close */
function setRow(app, one, name, close) {
  const held = one.reps === null;
  const words = `${name}${one.side ? `, ${one.side}` : ""}: ${held ? "seconds" : "repetitions"}`;
  const count = h("input", { type: "number", min: "0", max: held ? "86400" : "1000", inputmode: "numeric",
    "aria-label": words, "data-set": one.set, value: held ? Math.round(one.seconds) : one.reps });
  const keep = async () => {
    if (count.value === "" || !count.checkValidity()) return;
    const fields = { [held ? "seconds" : "reps"]: Math.round(Number(count.value)) };
    await app.act((training) => training.correct(one.set, fields, Date.now()));
    close();
  };
  const remove = async () => { await app.act((training) => training.remove(one.set, Date.now())); close(); };
  return h("li", {}, h("span", {}, words), count,
    button("Keep", keep, { "aria-label": `Keep ${words}` }),
    button("Remove", remove, { class: "button danger", "aria-label": `Remove ${words}` }));
}

/** @param {any} app */
export function askEnd(app) {
  const count = app.training.log.sets.filter((one) => !one.removed).length;
  show("End the session?", (close) => [
    h("p", {}, count ? `${plural(count, "set")} so far, kept in your log.` : "No set is logged yet."),
    count > 0 && button("Finish here", () => { close(); app.finish(); }, { class: "button go full" }),
    button("Go on", close, { class: "button quiet full" }),
    button("Later: leave it open", () => { location.href = "/"; }, { class: "button quiet full" }),
    button("Throw it away", () => { close(); app.discard(); }, { class: "button danger full" }),
  ]);
}

/** @param {(import("./reducer.js").Operation & {reason: string})[]} refused @param {(op: string) => void} dismiss */
export function showRefused(refused, dismiss) {
  show("Not accepted", (close) => [
    h("p", {}, "These entries are on this phone only, and the server said why it did not take them."),
    ...refused.map((each) => h("div", { class: "card" },
      h("p", {}, h("b", {}, each.kind.replace("_", " "))), h("p", { class: "small" }, each.reason),
      h("pre", {}, JSON.stringify(each.body)),
      button("I have seen it: remove", () => { dismiss(each.op); close(); }, { class: "button danger" }))),
    button("Close", close),
  ]);
}
