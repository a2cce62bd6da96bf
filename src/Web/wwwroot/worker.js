// Brings pages of roll calls that were opened before back without a network. Everything else goes its way.
const kept = "roll-call";
// An answer varies by the language that was asked for, which the page's own request and the worker's may tell in different ways.
const anyLanguage = { ignoreVary: true };
// A list of names stays no longer than its day, and not after its organiser has left.
const longest = 24 * 60 * 60 * 1000;
const leave = ["/sign-in", "/sign-out", "/me/data/delete"];
const isRollCall = path => /^\/organise\/[^/]+\/roll-call$/.test(path);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", event => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") event.waitUntil(dropOld());
  if (request.method === "GET" && isRollCall(path)) networkFirst(event, path);
  else if (request.method === "GET" && path.startsWith("/assets/")) event.respondWith(keptFirst(request));
  else if (request.method === "POST" && leave.includes(path)) event.waitUntil(caches.delete(kept));
});

const isOld = answer => Date.now() - Date.parse(answer.headers.get("Date")) > longest;

async function dropOld() {
  const cache = await caches.open(kept);
  for (const request of await cache.keys()) {
    const answer = isRollCall(new URL(request.url).pathname) && await cache.match(request);
    if (answer && isOld(answer)) await cache.delete(request);
  }
}

// With a signal and no throughput a browser waits for minutes: after some seconds the kept page serves. What comes after all is kept.
const patience = 4000;
function networkFirst(event, path) {
  const coming = fetch(event.request);
  const renewed = coming.then(answer => renew(path, answer));
  const isOver = renewed.then(() => {}, () => {}); // Whoever asked is told of what went wrong with it.
  event.waitUntil(isOver);
  event.respondWith(firstOf(coming, renewed, path));
}

async function firstOf(coming, renewed, path) {
  const found = await caches.match(path, anyLanguage);
  if (!found || isOld(found)) return renewed;
  const late = new Promise(done => setTimeout(done, patience));
  const isHere = coming.then(() => true, () => false);
  return await Promise.race([isHere, late]) ? renewed : found;
}

async function renew(path, answer) {
  const cache = await caches.open(kept);
  if (answer.ok || answer.status === 403 || answer.status === 404) await cache.delete(path, anyLanguage);
  if (answer.ok) await cache.put(path, answer.clone());
  if (answer.type === "opaqueredirect") await caches.delete(kept); // The session is over.
  return answer;
}

async function keptFirst(request) {
  const found = await caches.match(request, anyLanguage);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(kept)).put(request, answer.clone());
  return answer;
}
