// One screen at a time, from the training under way and the draft of the set shown.
import { button, h } from "./dom.js";
import { loadWords, plateWords, stepCount, stepLoad, amountOf } from "./steppers.js";
import { clockWords, secondsLeft } from "./timer.js";
import { lastTimeWords, placeWords, reserveWords } from "./words.js";

const RESERVES = [0, 1, 2, 3, 4, 5];
const NOT_OWNED = "not among your loads";
const SECONDS_STEP = 5;
const SKIP = { "data-skip": true };

/** @param {{state: string}[]} steps */
export const strip = (steps) => h("div", { class: "steps", role: "img",
  "aria-label": `${steps.filter((each) => each.state === "done").length} of ${steps.length} parts done` },
...steps.map((each) => h("i", { class: each.state })));

/** @param {any} app */
export function setScreen(app) {
  const { screen, draft, kit } = app;
  const last = lastTimeWords(kit?.last[screen.exercise], screen.side, app.unit, screen.implement);
  return [
    h("div", {},
      h("h1", { tabindex: "-1" }, screen.name),
      last && h("p", { class: "muted" }, last),
      screen.side && h("p", { class: "switch" }, screen.side === "right" ? "Switch: right side" : "Left side first")),
    figure(screen.exercise, screen.name),
    cues(screen),
    ...doseDials(app),
    screen.counts === "reps" && screen.setKind === "working" && reserve(app),
    draft.form_ok === false && h("p", { class: "message warning" }, "Form broke down: the coach will not raise this load."),
    draft.pain !== null && h("p", { class: "message warning" }, `Pain ${draft.pain}: ${app.painWords(draft.pain)}`),
    screen.note && h("p", { class: "small muted" }, screen.note),
    setLinks(app),
  ];
}

/** @param {any} app */
function doseDials(app) {
  const { screen, draft } = app;
  const loads = app.loads();
  const bodyToo = screen.target.load_g === null;
  const aim = `target ${loadWords(screen.target.load_g, app.unit, screen.implement)}`;
  const elsewhere = draft.load_g !== null && !loads.includes(draft.load_g);
  const loadDial = loads.length > 0 && (draft.load_g !== null || bodyToo) && dial(
    "load", loadWords(draft.load_g, app.unit, screen.implement), "", elsewhere ? `${aim} · ${NOT_OWNED}` : aim,
    (direction) => app.change({ load_g: stepLoad(loads, draft.load_g, direction, bodyToo) }), () => app.ask("load"));
  const plates = screen.implement === "barbell" ? plateWords(app.kit?.plates ?? {}, draft.load_g, app.unit) : "";
  return [
    loadDial,
    screen.band && h("p", { class: "muted" }, `Band: ${screen.band}`),
    plates && h("p", { class: "plates" }, h("b", {}, "Plates: "), plates),
    screen.counts === "seconds" ? holdDial(app) : dial(
      screen.counts, String(draft.reps), screen.counts, `target ${screen.target.reps}`,
      (direction) => app.change({ reps: stepCount(draft.reps, direction) }), () => app.ask("reps")),
  ];
}

/** @param {any} app */
function holdDial(app) {
  if (app.training.ui.timer) return countdown(app, "Hold");
  return dial("seconds", String(app.draft.seconds), "s", `target ${app.screen.target.seconds} s`,
    (direction) => app.change({ seconds: stepCount(app.draft.seconds, direction, SECONDS_STEP) }), () => app.ask("seconds"));
}

/**
 * @param {string} what @param {string} value @param {string} unit @param {string} target
 * @param {(direction: 1 | -1) => void} step
 * @param {() => void} type asks for the number
 */
function dial(what, value, unit, target, step, type) {
  return h("div", { class: "dial", role: "group", "aria-label": what },
    h("button", { type: "button", "aria-label": `less ${what}`, "data-step": `${what}-`, click: () => step(-1) }, "−"),
    h("button", { type: "button", class: "number", "aria-label": `${value} ${unit}, ${target}: type another ${what}`, "data-step": `${what}=`, click: type },
      h("span", { "aria-live": "polite" }, h("b", {}, value), " ", h("span", { class: "muted" }, unit)),
      h("span", { class: "small muted" }, target)),
    h("button", { type: "button", "aria-label": `more ${what}`, "data-step": `${what}+`, click: () => step(1) }, "+"));
}

/** @param {any} app */
function reserve(app) {
  const pick = (left) => h("button", { type: "button", class: app.draft.rir === left ? "pick" : false,
    "aria-pressed": String(app.draft.rir === left), "data-reserve": left, click: () => app.change({ rir: app.draft.rir === left ? null : left }) }, reserveWords(left));
  const { rir } = app.screen.target;
  return h("div", { role: "group", "aria-labelledby": "reserve" },
    h("p", { class: "small muted", id: "reserve" }, `How many more could you have done well?${rir === null ? "" : ` Meant: ${reserveWords(Math.round(rir))}`}`),
    h("div", { class: "rir" }, ...RESERVES.map(pick)));
}

/** @param {any} app */
function setLinks(app) {
  const link = (words, press, more = {}) => button(words, press, { class: "link small", ...more });
  const isWork = app.screen.index !== null;
  return h("div", { class: "links" },
    link("Pain?", () => app.ask("pain")),
    link(app.draft.form_ok === false ? "Form was fine" : "Form broke down",
      () => app.change({ form_ok: app.draft.form_ok === false ? null : false })),
    isWork && app.choices().length > 0 && link("Swap exercise", () => app.ask("swap")),
    link("Note", () => app.ask("note")),
    app.training.log.sets.some((one) => !one.removed) && link("Sets so far", () => app.ask("sets")),
    isWork && link("One more set", () => app.act((training) => training.oneMore(app.screen.index))),
    link("Skip set", () => app.act((training) => training.pass(Date.now())), SKIP),
    isWork && link("Skip exercise", () => app.act((training) => training.pass(Date.now(), true)), SKIP),
    undoLink(app, link));
}

/** @param {any} app @param {(words: string, press: () => void) => Node} link */
function undoLink(app, link) {
  return app.training.ui.undo.length > 0 && link("Undo", () => app.act((training) => training.undo(Date.now())));
}

/** Another set of what was just done. @param {any} app */
export function moreLink(app) {
  const last = app.training.lastWork();
  return last && button(`One more set of ${last.name}`, () => app.act((training) => training.oneMore(last.index)), { class: "link small" });
}

/** A warm-up step or a stretch: one countdown. @param {any} app */
export function timedScreen(app) {
  const { screen } = app;
  const link = (words, press, more = {}) => button(words, press, { class: "link small", ...more });
  return [
    h("div", {}, h("h1", { tabindex: "-1" }, screen.name),
      h("p", { class: "muted" }, screen.kind === "hold" ? "Ease in; stop short of pain." : stageWords(screen.stage)),
      screen.side && h("p", { class: "switch" }, screen.side === "right" ? "Switch: right side" : "Left side first")),
    screen.exercise && figure(screen.exercise, screen.name),
    countdown(app, app.training.ui.timerFor === "switch" ? "Switch sides" : ""),
    h("div", { class: "links" },
      link("Skip", () => app.act((training) => training.pass(Date.now())), SKIP),
      undoLink(app, link)),
  ];
}

const STAGES = { raise: "Get warm", activate: "Wake the muscles up", mobilise: "Move the joints", potentiate: "Get quick" };
/** @param {string} stage */
const stageWords = (stage) => STAGES[stage] ?? "Warm-up";

/** @param {any} app @param {string} words */
function countdown(app, words) {
  const { timer } = app.training.ui;
  const left = timer ? secondsLeft(timer, Date.now()) : app.screen.seconds;
  return h("div", { class: "count" }, words && h("p", { class: "muted" }, words),
    h("p", { class: "clock", role: "timer", "data-left": true }, clockWords(left)));
}

/** @param {any} app */
export function restScreen(app) {
  const { screen } = app;
  const left = secondsLeft(app.training.ui.timer, Date.now());
  const link = (words, press) => button(words, press, { class: "link small" });
  return [
    h("h1", { tabindex: "-1" }, "Rest"),
    h("div", { class: "count" }, h("p", { class: "clock", role: "timer", "data-left": true }, clockWords(left))),
    h("div", { class: "buttons" },
      button("+ 30 s", () => app.lengthen(30)),
      button("− 15 s", () => app.lengthen(-15)),
      app.mayNotify && button("Ring when the screen is off", () => app.allowNotifying())),
    screen && h("section", { class: "card" },
      h("p", { class: "small muted" }, "Next"), h("h2", {}, screen.name),
      h("p", { class: "muted" }, `${placeWords(screen)}${nextDose(app)}`)),
    h("div", { class: "links" }, moreLink(app), undoLink(app, link)),
  ];
}

/** @param {any} app */
function nextDose({ screen, unit }) {
  if (screen.kind !== "set") return "";
  const { load_g, reps, seconds } = screen.target;
  const load = load_g === null ? "" : ` with ${loadWords(load_g, unit, screen.implement)}`;
  return ` · ${seconds === null ? reps : `${seconds} s`}${load}`;
}

/** @param {string} exercise @param {string} name */
function figure(exercise, name) {
  const image = h("img", { src: `/exercises/${encodeURIComponent(exercise)}/figure.svg`, alt: `The movement: ${name}`,
    width: "240", height: "200" });
  const stage = h("div", { class: "stage" }, image);
  image.addEventListener("error", () => stage.remove()); // own exercises have no picture
  return stage;
}

/** @param {any} screen */
function cues({ cues: [first, ...others] }) {
  if (!first || others.length === 0) return first && h("p", { class: "small" }, h("b", {}, `${first}.`));
  return h("details", { class: "cues small" }, h("summary", {}, h("b", {}, `${first}.`)),
    h("p", {}, others.map((cue) => `${cue}.`).join(" ")));
}

/** The sets so far, newest exercise last. @param {any} app */
export function setList(app) {
  const done = app.training.log.sets.filter((one) => !one.removed);
  const names = Object.fromEntries(app.training.walk.map((each) => [each.exercise, each.name]));
  return h("ul", { class: "list" }, ...done.map((one) => h("li", {},
    h("span", {}, names[one.exercise] ?? one.exercise, one.side ? h("span", { class: "muted small" }, ` ${one.side}`) : ""),
    h("span", { class: "dose num" }, `${one.load_g === null ? "" : `${amountOf(one.load_g, app.unit)} ${app.unit} × `}${one.reps ?? `${Math.round(one.seconds)} s`}`))));
}
