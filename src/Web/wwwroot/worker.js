// Brings pages of roll calls that were opened before back without a network. Everything else goes its way.
const kept = "roll-call";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", event => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method === "GET" && /^\/organise\/[^/]+\/roll-call$/.test(path)) event.respondWith(networkFirst(request, path));
  else if (request.method === "GET" && path.startsWith("/assets/")) event.respondWith(keptFirst(request));
  // Whoever signs out leaves no list of names behind.
  else if (request.method === "POST" && path === "/sign-out") event.waitUntil(caches.delete(kept));
});

async function networkFirst(request, path) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(kept)).put(path, answer.clone());
    return answer;
  } catch (lost) {
    const found = await caches.match(path);
    if (found) return found;
    throw lost;
  }
}

async function keptFirst(request) {
  const found = await caches.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(kept)).put(request, answer.clone());
  return answer;
}
