// The page /session/: finds whose phone this is, goes on with the session under way or begins one,
// and exchanges facts with the server whenever there is a network.
import { letSleep, mayAskToNotify, sound, stayAwake, wakeSound } from "./alarm.js";
import { askEnd, askLoad, askNote, askPain, askReps, askSeconds, askSets, askSwap, showRefused } from "./dialogs.js";
import { button, h } from "./dom.js";
import { beginScreen, closingScreen, doneScreen, strangerScreen } from "./edges.js";
import { followHolding } from "./hold.js";
import { openOutbox } from "./outbox.js";
import { athleteHere, athleteIs, keepFigures, openWithoutNetwork } from "./presence.js";
import { restScreen, setScreen, strip, timedScreen } from "./screens.js";
import { SyncError, Syncing, pull, push, request } from "./sync.js";
import { clockWords, countdown, longer, secondsDone, secondsLeft, soundBetween } from "./timer.js";
import { Training, begin, openSession, plannedDone } from "./training.js";
import { placeWords, savedWords } from "./words.js";

const SWITCH_S = 5;
const TICK_MS = 200;
const ASKS = { pain: askPain, swap: askSwap, note: askNote, load: askLoad, reps: askReps, seconds: askSeconds, sets: askSets };
const GUARDED = "[data-go], [data-begin], [data-skip]";
const SETTLE_MS = 400; // a second tap this soon after a new screen was meant for the one before

class Player {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.kit = null;
    this.training = /** @type {Training | null} */ (null);
    this.draft = {};
    this.drawn = "";
    this.busy = false;
    this.ended = false;
    this.settled = 0;
    this.guarded = GUARDED;
    followHolding(place);
    this.mayNotify = mayAskToNotify();
    this.saved = { waiting: 0, refused: [], why: null };
    this.done = new Set(); // planned sessions that this phone knows to be finished
    this.ticked = Date.now();
  }

  get screen() { return this.training.screen; }
  get unit() { return this.kit?.unit ?? "kg"; }

  async start() {
    openWithoutNetwork();
    let athlete = athleteHere();
    const fresh = await this.fetchKit(athlete).catch((error) => error);
    if (!(fresh instanceof Error)) athlete = fresh.athlete;
    if (!athlete) return this.show(strangerScreen(fresh.why));
    athleteIs(athlete);
    this.athlete = athlete;
    this.outbox = await openOutbox(athlete);
    navigator.storage?.persist?.();
    this.kit = fresh instanceof Error ? await this.outbox.recall("kit") : fresh;
    if (!(fresh instanceof Error)) await this.keepKit(fresh);
    await this.told(null);
    this.stale = this.saved.waiting > 0; // the kit is older than what this phone still has to tell
    await this.resume();
    this.syncing = new Syncing(() => this.exchange(), (why) => this.told(why));
    this.syncing.follow(window);
    document.addEventListener("visibilitychange", () => this.training && !this.ended && stayAwake());
    setInterval(() => this.tick(), TICK_MS);
    await this.outbox.prune(Date.now());
  }

  /** What to train with; whoever is logged in says whose phone this is. */
  async fetchKit(athlete) {
    const here = athlete && { headers: { "X-Athlete": athlete } };
    try {
      return await request("/sync/kit", here || {});
    } catch (error) {
      if (error.why !== "somebody-else") throw error;
      return request("/sync/kit");
    }
  }

  async keepKit(kit) {
    this.kit = kit;
    await this.outbox.remember("kit", kit);
    const works = kit.sessions.flatMap(({ work, warm_up, cool_down }) => [
      ...work, ...work.flatMap(({ alternatives }) => alternatives ?? []), ...warm_up, ...cool_down]);
    keepFigures(works.map(({ exercise }) => exercise).filter(Boolean));
  }

  /** The sessions to choose from: none twice because the server has not heard of its end. */
  sessionsToDo() {
    return (this.kit?.sessions ?? []).filter(({ id }) => !this.done.has(id));
  }

  async resume() {
    this.done = await plannedDone(this.outbox);
    const session = await openSession(this.outbox);
    if (session) await this.train(session);
    else this.draw();
  }

  async train(session) {
    this.training = new Training(this.outbox, session);
    await this.training.load();
    this.ended = false;
    stayAwake();
    this.draw();
  }

  async exchange() {
    await push(this.outbox, this.athlete);
    const news = await pull(this.outbox, this.athlete);
    if (this.stale) {
      const kit = await this.fetchKit(this.athlete);
      if (kit.athlete !== this.athlete) throw new SyncError("somebody-else");
      await this.keepKit(kit);
      this.stale = false;
      if (this.ended || !this.training) this.draw();
    }
    if (!news) return;
    if (this.training) await this.training.refold().then(() => this.draw());
    else await this.resume();
  }

  async told(why) {
    if (why === "somebody-else") return location.reload();
    const { waiting, refused } = await this.outbox.state();
    this.saved = { waiting, refused, why };
    if (this.ended) this.draw();
    else this.drawSaved();
  }

  /** Do something to the training, show what came of it, and send it. A second tap meanwhile is none. */
  async act(step) {
    await this.once(async () => {
      await step(this.training);
      await this.told(this.saved.why);
    });
  }

  /** One tap at a time: what is tapped while another is being kept is the same tap again. */
  async once(doing) {
    if (this.busy) return;
    this.busy = true;
    this.hold(true);
    try {
      wakeSound();
      await doing();
    } finally {
      this.busy = false;
      this.settle();
    }
    this.draw();
    this.syncing?.now();
  }

  /** No button that changes the screen answers while one is being kept, nor just after. @param {boolean} busy */
  hold(busy) {
    const early = busy || performance.now() < this.settled;
    for (const go of this.place.querySelectorAll(this.guarded)) go.toggleAttribute("disabled", early);
  }

  settle() {
    this.settled = performance.now() + SETTLE_MS;
    setTimeout(() => this.hold(this.busy), SETTLE_MS + 1);
  }

  async begin(planned) {
    await this.once(async () => this.train(await begin(this.outbox, this.athlete, planned, Date.now())));
  }

  /** @param {string} [note] of the session, when it is another than before */
  async finish(note) { await this.end("finished", note); }
  async discard() { await this.end("discarded"); }

  async end(how, note) {
    await this.act(async (training) => {
      this.stale = true;
      this.ended = true;
      letSleep();
      if (note !== undefined && note !== training.log.note) await training.note({ note }, Date.now());
      await training.end(how, Date.now());
      this.done = await plannedDone(this.outbox);
    });
  }

  async reopen() {
    await this.act(async (training) => {
      this.ended = false;
      await training.reopen(Date.now());
      this.done = await plannedDone(this.outbox);
    });
  }

  change(some) {
    Object.assign(this.draft, some);
    this.training.keepDraft(this.draftName, this.draft);
    this.draw();
  }

  ask(what) { ASKS[what](this); }
  painWords(level) { return this.kit.pain.words[level]; }
  planned() { return this.training.log.planned.work[this.screen.index]; }

  loads() {
    const owned = this.kit?.loads[this.screen.implement] ?? [];
    const { load_g } = this.screen.target;
    return load_g === null || owned.includes(load_g) ? owned : [...owned, load_g].sort((a, b) => a - b);
  }

  /** What may take the place of the exercise shown, the planned one among them after a swap. */
  choices() {
    const planned = this.planned();
    const all = [{ ...planned, way: "as planned" }, ...(planned.alternatives ?? [])];
    return all.filter((each) => each.exercise !== this.screen.exercise);
  }

  get draftName() { return `${this.screen.key} ${this.screen.exercise}`; }

  newDraft() {
    const { target, index } = this.screen;
    const { loads, draft } = this.training.ui;
    const used = loads[index];
    this.draft = draft?.of === this.draftName ? { ...draft.said } : {
      load_g: index !== null && used !== undefined ? used : target.load_g,
      reps: target.reps, seconds: target.seconds,
      rir: null, // what one did not say was not asked: the target is no answer
      form_ok: null, pain: null, note: "",
    };
  }

  async logSet() {
    const { counts } = this.screen;
    const { reps, seconds, ...others } = this.draft;
    const done = counts === "seconds" ? { seconds } : { reps };
    await this.act((training) => training.logSet({ ...others, ...done }, Date.now()));
  }

  async lengthen(seconds) {
    const { timer, timerFor } = this.training.ui;
    await this.act((training) => training.keepTimer(longer(timer, seconds), timerFor));
  }

  async allowNotifying() {
    await Notification.requestPermission();
    this.mayNotify = mayAskToNotify();
    this.draw();
  }

  async startTimer() {
    const seconds = this.screen.kind === "set" ? this.draft.seconds : this.screen.seconds;
    await this.act((training) => training.keepTimer(countdown(Date.now(), seconds), "work"));
  }

  async stopTimer() {
    const { timer } = this.training.ui;
    if (this.screen.kind === "set") this.draft.seconds = secondsDone(timer, Date.now());
    await this.act((training) => training.keepTimer(null, null));
  }

  tick() {
    const before = this.ticked;
    this.ticked = Date.now();
    const timer = this.training && !this.ended && this.training.ui.timer;
    if (!timer || this.turning) return;
    const left = secondsLeft(timer, this.ticked);
    const digits = this.place.querySelector("[data-left]");
    if (digits && digits.textContent !== clockWords(left)) digits.textContent = clockWords(left);
    sound(soundBetween(timer, before, this.ticked), "Time for the next set.");
    if (left > 0) return;
    this.turning = true;
    this.timeOver().finally(() => { this.turning = false; });
  }

  async timeOver() {
    const { timerFor } = this.training.ui;
    const { kind, switches, seconds } = this.screen ?? {};
    await this.act(async (training) => {
      if (timerFor === "switch") return training.keepTimer(countdown(Date.now(), seconds), "work");
      if (timerFor === "rest" || kind === "set") return training.keepTimer(null, null);
      await training.pass(Date.now());
      if (switches) await training.keepTimer(countdown(Date.now(), SWITCH_S), "switch");
    });
  }

  draw() {
    if (!this.training) return this.show(beginScreen(this));
    const { training } = this;
    if (this.ended || training.log.state !== "open") return this.show(doneScreen(this));
    if (!training.screen) return this.show(closingScreen(this), "closing");
    const resting = training.ui.timerFor === "rest" && secondsLeft(training.ui.timer, Date.now()) > 0;
    const name = `${training.screen.key} ${training.screen.exercise} ${resting}`;
    if (!resting && this.drawn !== name && training.screen.kind === "set") this.newDraft();
    const render = resting ? restScreen : training.screen.kind === "set" ? setScreen : timedScreen;
    this.show([this.head(), strip(training.steps), ...render(this), this.foot(resting)], name);
  }

  head() {
    return h("div", { class: "row head" },
      button("✕ End", () => askEnd(this), { class: "link small" }),
      h("span", { class: "small muted" }, placeWords(this.screen)),
      h("span", { class: "saved" }));
  }

  foot(resting) {
    const { screen, training } = this;
    const go = (words, press) => h("div", { class: "log" }, button(words, press, { class: "button go full", "data-go": true }));
    if (resting) return go("Go on now", () => this.act((each) => each.keepTimer(null, null)));
    if (training.ui.timer) return go("Stop", () => this.stopTimer());
    if (screen.kind !== "set") return go(`Start ${clockWords(screen.seconds)}`, () => this.startTimer());
    const rest = screen.rest ? ` · rest ${clockWords(screen.rest)}` : screen.switches ? " · switch sides" : "";
    const log = button(`Log set${rest}`, () => this.logSet(), { class: "button go full", "data-go": true });
    if (screen.counts !== "seconds") return h("div", { class: "log" }, log);
    return h("div", { class: "log two" }, button(`Start ${clockWords(this.draft.seconds)}`, () => this.startTimer(), { class: "button" }), log);
  }

  /** @param {any[]} parts @param {string} name of the screen: a new one begins at its heading */
  show(parts, name = "") {
    const kept = document.activeElement?.getAttribute("data-step");
    this.place.replaceChildren(...parts.filter(Boolean));
    this.drawSaved();
    if (name !== this.drawn) {
      this.settle();
      this.guarded = this.drawn === "" ? "button" : GUARDED; // a session begins: nothing lies where it lay
      window.scrollTo(0, 0);
      this.place.querySelector("h1")?.focus({ preventScroll: true });
    } else if (kept) this.place.querySelector(`[data-step="${kept}"]`)?.focus();
    this.drawn = name;
    this.hold(this.busy);
    this.place.dataset.screen = name;
  }

  drawSaved() {
    const place = this.place.querySelector(".saved");
    if (!place || !this.outbox) return;
    const { waiting, refused, why } = this.saved;
    const { words, kind } = savedWords({ waiting, refused: refused.length, why });
    const chip = h("span", { class: `chip ${kind}`, role: "status" }, words);
    const why2 = why === "login" && waiting > 0;
    if (refused.length) chip.replaceChildren(button(words, () => showRefused(refused, (op) => this.dismiss(op)), { class: "link" }));
    else if (why2) chip.replaceChildren(h("a", { href: "/accounts/login/?next=/session/" }, words));
    place.replaceChildren(chip);
  }

  async dismiss(op) {
    await this.outbox.dismiss(op);
    await this.told(this.saved.why);
  }
}

const place = document.querySelector("[data-player]");
if (place instanceof HTMLElement) new Player(place).start();
