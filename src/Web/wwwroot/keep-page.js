// So that the page comes back without a network after a reload: the worker keeps what it brings. On a first visit it came too late for
// the page itself, which is brought once more; the worker goes on with that also when the page is left meanwhile.
const worker = navigator.serviceWorker;
const isFirst = !worker?.controller;
export async function keepPage() {
  const files = [...document.querySelectorAll("link[href^='/assets/'], script[src^='/assets/']")].map(file => file.href || file.src);
  try {
    await worker.register("/worker.js");
    if (!isFirst) return;
    if (!worker.controller) await new Promise(done => worker.addEventListener("controllerchange", done, { once: true }));
    await Promise.all([location.pathname, ...files].map(file => fetch(file)));
  } catch (lost) {
    if (!(lost instanceof TypeError)) throw lost; // What both throw where there is no network.
    addEventListener("online", keepPage, { once: true });
  }
}
