// Looks every 20 s whether the challenge has changed, while somebody can see it; htmx does the
// asking and the swapping. An answer that has not changed is 304 and changes nothing.

const EVERY_MS = 20_000;
const live = /** @type {HTMLElement | null} */ (document.querySelector("[data-live]"));

if (live) {
  let known = "";
  let timer = 0;

  const look = () => live.dispatchEvent(new CustomEvent("look"));
  const stop = () => window.clearInterval(timer);
  const begin = () => {
    stop();
    if (live.dataset.live !== undefined) timer = window.setInterval(look, EVERY_MS);
  };

  live.addEventListener("htmx:configRequest", (event) => {
    if (known) /** @type {CustomEvent} */ (event).detail.headers["If-None-Match"] = known;
  });
  live.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    // Who is on a link in there stays on it: the next look swaps.
    const isBusy = live.contains(document.activeElement);
    detail.shouldSwap = detail.xhr.status === 200 && !isBusy;
    if (detail.shouldSwap) known = detail.xhr.getResponseHeader("ETag") ?? "";
  });
  live.addEventListener("challenge-over", () => {
    delete live.dataset.live;
    stop();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return stop();
    if (live.dataset.live !== undefined) look();
    begin();
  });
  if (!document.hidden) begin();
}
