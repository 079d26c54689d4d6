// A step button that is held steps on, faster and faster.

const FIRST_MS = 450;
const LONGEST_MS = 180;
const SHORTEST_MS = 45;

/** How long to wait before the next step. @param {number} steps made so far while held */
export function pauseAfter(steps) {
  return steps === 0 ? FIRST_MS : Math.max(SHORTEST_MS, Math.round(LONGEST_MS * 0.85 ** (steps - 1)));
}

/**
 * Which way a key steps: up and right are more.
 * @param {string} key @returns {"+" | "-" | null}
 */
export function directionOf(key) {
  if (key === "ArrowUp" || key === "ArrowRight") return "+";
  return key === "ArrowDown" || key === "ArrowLeft" ? "-" : null;
}

/** Steps while a button is held; the first step is the tap's own, when it was let go early. */
export class Holding {
  /**
   * @param {(name: string) => void} step makes one step of the button of this name
   * @param {(doing: () => void, ms: number) => any} later
   * @param {(timer: any) => void} never
   */
  constructor(step, later = (doing, ms) => setTimeout(doing, ms), never = (timer) => clearTimeout(timer)) {
    this.step = step;
    this.later = later;
    this.never = never;
    this.timer = null;
    this.steps = 0;
  }

  /** @param {string} name */
  begin(name) {
    this.end();
    this.steps = 0;
    const next = () => {
      this.step(name);
      this.steps += 1;
      this.timer = this.later(next, pauseAfter(this.steps));
    };
    this.timer = this.later(next, pauseAfter(0));
  }

  end() {
    if (this.timer !== null) this.never(this.timer);
    this.timer = null;
  }
}

/**
 * Let every `data-step` button in a place be held, and its dial be stepped by the arrow keys. The
 * screen may be drawn anew under the finger: the button is found by its name each time.
 * @param {HTMLElement} place
 */
export function followHolding(place) {
  const named = (name) => place.querySelector(`[data-step="${name}"]`);
  const holding = new Holding((name) => named(name)?.click());
  const nameOf = (event) => event.target instanceof Element && event.target.closest('[data-step$="+"], [data-step$="-"]')?.getAttribute("data-step");
  place.addEventListener("pointerdown", (event) => {
    const name = nameOf(event);
    if (name && event.button === 0) holding.begin(name);
  });
  for (const end of ["pointerup", "pointercancel", "blur"]) window.addEventListener(end, () => holding.end());
  place.addEventListener("click", (event) => {
    const held = event.isTrusted && event.detail > 0 && holding.steps > 0 && nameOf(event);
    if (event.isTrusted) holding.steps = 0;
    if (held) event.stopPropagation(); // letting go is no further step
  }, { capture: true });
  place.addEventListener("contextmenu", (event) => { if (nameOf(event)) event.preventDefault(); });
  place.addEventListener("keydown", (event) => {
    const way = directionOf(event.key);
    const dial = event.target instanceof Element && event.target.closest(".dial");
    if (!way || !dial) return;
    event.preventDefault();
    dial.querySelector(`[data-step$="${way}"]`)?.click();
  });
}
