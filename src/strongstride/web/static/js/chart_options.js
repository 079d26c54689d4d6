// From a chart's JSON to uPlot's options. Pure: no document, so that `node --test` can try it.

/**
 * @typedef {{label: string, values: (number|null)[], look: string, tone: string, scale: string}} Line
 * `along` is the unit of distance of `x`; without it `x` is a time.
 * @typedef {{x: number[], show: string, note: string, unit: string, along?: string, reversed?: boolean, lines: Line[]}} Chart
 * @typedef {(name: string) => string} Colour the value of a token such as "track"
 */

/**
 * A number of seconds as a pace: 330 is 5:30.
 * @param {number} seconds
 */
export function asPace(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @param {number} value */
export function asNumber(value) {
  return String(Math.round(value * 100) / 100);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * The day of an instant at midnight UTC: 5 Oct; with the year on a first of January.
 * @param {number} seconds
 */
export function asDay(seconds) {
  const day = new Date(seconds * 1000);
  const said = `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
  return day.getUTCMonth() === 0 && day.getUTCDate() === 1 ? `${said} ${day.getUTCFullYear()}` : said;
}

/**
 * The columns uPlot wants: x first, then a line each.
 * @param {Chart} chart
 */
export function columns(chart) {
  return [chart.x, ...chart.lines.map((line) => line.values)];
}

/**
 * A range with room above and below, so that a single point stands in the middle.
 * @param {number|null} least
 * @param {number|null} most
 * @param {boolean} fromZero
 * @returns {[number, number]}
 */
export function roomFor(least, most, fromZero) {
  if (least === null || most === null) return [0, 1];
  const space = Math.max((most - least) * 0.12, Math.abs(most) * 0.02, 0.5);
  return [fromZero ? Math.min(0, least) : least - space, most + space];
}

/**
 * @param {string} colour a hex colour #rrggbb
 * @param {number} share
 */
export function faint(colour, share) {
  const alpha = Math.round(share * 255).toString(16).padStart(2, "0");
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour + alpha : colour;
}

/**
 * @param {Chart} chart
 * @param {number} width
 * @param {Colour} colour
 * @param {{bars?: Function, font: string}} parts what comes from uPlot and the page
 */
export function options(chart, width, colour, parts) {
  const format = chart.show === "pace" ? asPace : asNumber;
  const fromZero = chart.lines.some((line) => line.look === "bars");
  const hasCount = chart.lines.some((line) => line.scale === "count");
  const low = chart.lines.findIndex((line) => line.look === "low");
  /** @type {Record<string, object>} */
  const scales = {
    x: { time: !chart.along, range: (_, least, most) => (chart.along ? [least, most] : padded(least, most)) },
    y: { dir: chart.reversed ? -1 : 1, range: (_, least, most) => roomFor(least, most, fromZero) },
  };
  if (hasCount) scales.count = { range: (_, least, most) => roomFor(least, most, true) };
  return {
    width,
    height: width < 480 ? 220 : 280,
    cursor: { show: false },
    legend: { show: false },
    scales,
    series: [{}, ...chart.lines.map((line) => series(line, colour, parts))],
    bands: low < 0 ? [] : [{ series: [low + 2, low + 1], fill: faint(colour("track"), 0.2) }],
    axes: axes(chart, format, hasCount, colour, parts.font),
  };
}

/**
 * @param {number} least
 * @param {number} most
 * @returns {[number, number]}
 */
function padded(least, most) {
  const space = Math.max((most - least) * 0.03, 3 * 86400);
  return [least - space, most + space];
}

/**
 * @param {Line} line
 * @param {Colour} colour
 * @param {{bars?: Function}} parts
 */
function series(line, colour, parts) {
  const stroke = colour(line.tone);
  const base = { label: line.label, scale: line.scale, stroke, spanGaps: true };
  if (line.look === "bars") {
    return { ...base, fill: faint(stroke, 0.55), width: 0, paths: parts.bars, points: { show: false } };
  }
  if (line.look === "dots") {
    return { ...base, width: 0, paths: () => null, points: { show: true, size: 7, fill: stroke } };
  }
  if (line.look === "course") return { ...base, width: 2, points: { show: false } };
  if (line.look === "trend") return { ...base, width: 2.5, points: { show: false } };
  if (line.look === "low" || line.look === "high") {
    return { ...base, stroke: faint(stroke, 0.35), width: 1, points: { show: false } };
  }
  return { ...base, width: 2.5, points: { show: true, size: 5, fill: stroke } };
}

/**
 * @param {Chart} chart
 * @param {(value: number) => string} format
 * @param {boolean} hasCount
 * @param {Colour} colour
 * @param {string} font
 */
function axes(chart, format, hasCount, colour, font) {
  const look = {
    stroke: colour("ink-2"),
    font: `12px ${font}`,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { stroke: colour("line"), width: 1 },
  };
  const values = (_, splits) => splits.map((value) => (value === null ? "" : format(value)));
  const side = { ...look, scale: "y", size: 56, values, label: chart.unit, labelSize: 18, labelFont: look.font };
  const count = { ...look, scale: "count", side: 1, size: 44, grid: { show: false }, values: (_, s) => s.map(asNumber) };
  const along = chart.along ? { values: (_, splits) => splits.map(asNumber), label: chart.along, labelSize: 16, labelFont: look.font } : { values: (_, splits) => splits.map(asDay) };
  return [{ ...look, space: 64, ...along }, side, ...(hasCount ? [count] : [])];
}
