// Notes who comes and who leaves on this device the moment it is tapped, and sends it when there is a network. What the site has not
// acknowledged is kept across reloads; a batch keeps its name until it is, so that it counts once however often it is sent.
// Needs a secure context; on plain HTTP of a local network the page stays the form that it is without scripts.
const form = document.querySelector("#roll-call");
const find = document.querySelector("#field-number");
const [offline, signedOut, stale, forbidden, busy, unsent, unclear] =
  ["#offline", "#signed-out", "#stale", "#forbidden", "#busy", "#unsent", "#unclear"].map(id => document.querySelector(id));
const rows = [...form.querySelectorAll("[data-person]")];
const rowOf = new Map(rows.map(row => [row.dataset.person, row]));
const activity = form.dataset.activity;
const token = form.elements.__RequestVerificationToken.value;
const mostLines = 200;
const every = 2000;

const name = () => crypto.randomUUID();
const device = localStorage.getItem("device") ?? name();
localStorage.setItem("device", device);
const key = `roll-call:${activity}`;
const read = () => JSON.parse(localStorage.getItem(key)) ?? { notes: [], batch: null, sent: [] };
const write = kept => localStorage.setItem(key, JSON.stringify(kept));
// Two windows of one browser share what is kept: one at a time changes it.
const change = how => navigator.locks.request(key, () => { const kept = read(); const given = how(kept); write(kept); return given; });

// What fetch throws where there is no network, or no answer in time.
const isNetworkGone = lost => lost instanceof TypeError || lost instanceof DOMException;
const pending = kept => [...kept.notes, ...(kept.batch?.checkIns ?? [])];
const clock = at => new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

async function note(row, kind) {
  await change(kept => { kept.notes.push({ activityId: activity, personId: row.dataset.person, kind, at: new Date().toISOString() }); });
  row.classList.remove("refused");
  show();
  send();
}

// The last note of each person that the site has not acknowledged. Of ten thousand rows only those are painted of which it changed.
let noted = new Map();
function show() {
  const before = noted;
  const waiting = pending(read());
  noted = new Map(waiting.map(line => [line.personId, line]));
  unsent.hidden = waiting.length === 0;
  unsent.textContent = unsent.dataset.text + waiting.length;
  for (const person of new Set([...before.keys(), ...noted.keys()])) if (rowOf.has(person)) paint(rowOf.get(person));
}

function paint(row) {
  const line = noted.get(row.dataset.person);
  const when = row.querySelector(".when");
  if (line) {
    row.dataset.state = line.kind;
    when.textContent = `${clock(line.at)} ${form.dataset[line.kind]} (${form.dataset.noted})`;
  } else if (row.classList.contains("noted")) {
    when.textContent = when.textContent.replace(/ \(.*\)$/, "");
  }
  row.classList.toggle("noted", line !== undefined);
  const button = row.querySelector("button");
  button.hidden = row.dataset.state === "out";
  button.textContent = row.dataset.state === "in" ? form.dataset.out : form.dataset.in;
  button.classList.toggle("second", row.dataset.state === "in");
}

let notBefore = 0;
async function call(address, options) {
  const answer = await fetch(address, { ...options, redirect: "manual", signal: AbortSignal.timeout(15000) });
  offline.hidden = true;
  signedOut.hidden = answer.type !== "opaqueredirect";
  forbidden.hidden = answer.status !== 403;
  busy.hidden = answer.status !== 409 && answer.status !== 429 && answer.status < 500;
  notBefore = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 0);
  return answer;
}

let sending = false;
async function send() {
  if (sending || Date.now() < notBefore) return;
  sending = true;
  try {
    const { batch, sent } = await change(kept => {
      kept.batch ??= kept.notes.length > 0 ? { deviceId: device, batchId: name(), checkIns: kept.notes.splice(0, mostLines) } : null;
      return kept;
    });
    if (batch) await deliver(batch);
    else if (sent.length > 0) await follow(sent[0]);
  } catch (lost) {
    if (!isNetworkGone(lost)) throw lost;
    offline.hidden = false;
  } finally {
    sending = false;
    show();
  }
}

async function deliver(batch) {
  const answer = await call("/roll-call-notes", {
    method: "POST", keepalive: true, headers: { "Content-Type": "application/json", RequestVerificationToken: token }, body: JSON.stringify(batch),
  });
  stale.hidden = answer.status !== 400;
  if (answer.status !== 202) return;
  await change(kept => {
    if (kept.batch?.batchId !== batch.batchId) return; // Another window was told so before.
    kept.sent.push(batch.batchId);
    kept.batch = null;
  });
}

async function follow(batchId) {
  const answer = await call(`/roll-call-notes/${device}/${batchId}`);
  const found = answer.ok ? await answer.json() : null;
  if (found?.done || answer.status === 404) await change(kept => { kept.sent = kept.sent.filter(other => other !== batchId); });
  for (const line of found?.lines ?? []) if (line.refused) refuse(line);
}

function refuse(line) {
  const row = rowOf.get(line.person);
  if (!row) return;
  row.dataset.state = line.kind === "out" ? "in" : "";
  row.classList.add("refused");
  row.classList.remove("noted");
  paint(row);
  row.querySelector(".when").textContent = form.dataset.refused + line.refused;
}

for (const row of rows) {
  row.querySelector("input")?.remove();
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-describedby", `name-${row.dataset.person}`);
  row.querySelector("strong").id = `name-${row.dataset.person}`;
  button.addEventListener("click", () => note(row, row.dataset.state === "in" ? "out" : "in"));
  row.append(button);
}

const matching = () => rows.filter(row => row.dataset.find.includes(find.value.trim()));
find.addEventListener("input", () => {
  unclear.hidden = true;
  const shown = new Set(matching());
  for (const row of rows) if (row.hidden === shown.has(row)) row.hidden = !row.hidden;
});
// Who is not on the list is looked for by the site, by the whole number.
form.addEventListener("submit", event => {
  const typed = find.value.trim();
  const found = typed ? matching() : [];
  if (found.length === 0 && /^\d{12}$/.test(typed) && navigator.onLine) return;
  event.preventDefault();
  unclear.hidden = typed === "" || found.length === 1;
  unclear.textContent = unclear.dataset[found.length > 1 ? "several" : navigator.onLine ? "nobody" : "offline"];
  if (found.length !== 1) return;
  note(found[0], event.submitter?.value ?? "in");
  find.value = "";
  find.dispatchEvent(new Event("input"));
});

for (const row of rows) paint(row);
show();
send();
setInterval(send, every);
addEventListener("online", send);

// So that the page comes back without a network after a reload. Later visits go through the worker, which keeps what it brings.
async function keepPage() {
  const files = [...document.querySelectorAll("link[href^='/assets/'], script[src^='/assets/']")].map(file => file.href || file.src);
  try {
    await (await caches.open("roll-call")).addAll([location.pathname, ...files]);
  } catch (lost) {
    if (!isNetworkGone(lost)) throw lost;
    addEventListener("online", keepPage, { once: true });
  }
}

const isFirst = !navigator.serviceWorker.controller;
await navigator.serviceWorker.register("/worker.js");
if (isFirst) await keepPage();
