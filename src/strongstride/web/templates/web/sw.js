// The service worker: lets the player open without a network. It stores no page and no answer that
// holds anything of anybody; those are always asked of the server.
const SHELL = "shell-{{ version }}";
const FIGURES = "figures-{{ drawings }}";
const PLAYER = "/session/";
const PATIENCE_MS = 2500;
const FIGURE = /^\/exercises\/[^/]+\/figure(-still)?\.svg$/;

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().catch(() => {})); // offline or not set up yet: kept at the first visit
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await self.clients.claim();
    await Promise.all(names.filter((name) => name.startsWith("figures") && name !== FIGURES).map(redraw));
    await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(kept(request, SHELL));
  else if (FIGURE.test(url.pathname)) event.respondWith(kept(request, FIGURES));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
});

self.addEventListener("message", (event) => {
  if (event.data?.figures) event.waitUntil(keepFigures(event.data.figures));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const [open] = await self.clients.matchAll({ type: "window" });
    return open ? open.focus() : self.clients.openWindow(PLAYER);
  })());
});

async function keepShell() {
  const answer = await fetch(PLAYER, { credentials: "same-origin", cache: "no-store" });
  if (answer.ok && !answer.redirected) await storeShell(answer);
}

/** The shell, and every script and style it names. */
async function storeShell(answer) {
  const cache = await caches.open(SHELL);
  const text = await answer.clone().text();
  const named = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  const missing = [];
  for (const path of new Set(named)) if (!(await cache.match(path))) missing.push(path);
  await cache.addAll(missing);
  await cache.put(PLAYER, answer);
}

async function keepFigures(paths) {
  const cache = await caches.open(FIGURES);
  for (const path of paths) {
    if (await cache.match(path)) continue;
    const answer = await fetch(path, { credentials: "same-origin", cache: "no-cache" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(path, answer);
  }
}

/** The figures that were at hand, as they are drawn now; those of before are let go. */
async function redraw(name) {
  const old = await caches.open(name);
  await keepFigures((await old.keys()).map(({ url }) => new URL(url).pathname));
  await caches.delete(name);
}

/** From the cache, else from the network and then kept. */
async function kept(request, name) {
  const cache = await caches.open(name);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request, name === FIGURES ? { cache: "no-cache" } : {});
  if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
  return answer;
}

/** Pages come from the network; the player's shell is there without one too. */
async function page(request, url) {
  const isPlayer = url.pathname === PLAYER;
  const known = await caches.match(PLAYER, { cacheName: SHELL });
  try {
    const answer = await fetch(request, isPlayer && known ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {});
    if (isPlayer && answer.ok && !answer.redirected) storeShell(answer.clone()).catch(() => {});
    if (!isPlayer || !known || answer.ok) return answer;
    return known; // the server is unwell: train on
  } catch (error) {
    if (!known) throw error;
    return isPlayer ? known : Response.redirect(PLAYER);
  }
}
