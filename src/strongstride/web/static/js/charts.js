// Draws every chart of the page with uPlot, again when the width or the colour scheme changes.
import { columns, options } from "./chart_options.js";

/** @typedef {import("./chart_options.js").Chart} Chart */

const drawn = new Map();

/** @param {string} name */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** @param {HTMLElement} place */
function draw(place) {
  const source = document.getElementById(place.dataset.chart ?? "");
  if (!source || !place.clientWidth && !place.parentElement?.clientWidth) return;
  const chart = /** @type {Chart} */ (JSON.parse(source.textContent ?? "{}"));
  if (chart.x.length === 0) return;
  drawn.get(place)?.destroy();
  const width = Math.floor(place.clientWidth || place.parentElement?.clientWidth || 320);
  const parts = {
    bars: uPlot.paths.bars({ size: [0.7, 28] }),
    font: getComputedStyle(document.body).fontFamily,
  };
  const given = options(chart, width, colour, parts);
  // dates are the athlete's own days: shown as they were sent, whatever the browser's time zone
  const inUtc = (/** @type {number} */ seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");
  drawn.set(place, new uPlot({ ...given, tzDate: inUtc }, columns(chart), place));
}

function drawAll() {
  document.querySelectorAll("[data-chart]").forEach((place) => draw(/** @type {HTMLElement} */ (place)));
}

let width = 0;
new ResizeObserver(() => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  drawAll();
}).observe(document.body);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
