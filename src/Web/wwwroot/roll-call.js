// Notes who comes and who leaves on this device the moment it is tapped, and sends it when there is a network. What the site has not
// acknowledged is kept across reloads; a batch keeps its name until it is, so that it counts once however often it is sent. What it
// refused is kept until somebody has seen it. After the end nothing is noted any more, and what was is still sent.
// Needs a secure context; on plain HTTP of a local network the page stays the form that it is without scripts.
const notes = document.querySelector("#notes");
const form = document.querySelector("#roll-call");
const [offline, signedOut, stale, forbidden, busy, unsent, refused] =
  ["offline", "signed-out", "stale", "forbidden", "busy", "unsent", "refused"].map(id => document.getElementById(id));
const rows = [...document.querySelectorAll(".roll [data-person]")];
const rowOf = new Map(rows.map(row => [row.dataset.person, row]));
const { activity } = notes.dataset;
const token = document.querySelector("[name=__RequestVerificationToken]").value;
const mostLines = 200;
const every = 2000;

const name = () => crypto.randomUUID();
const device = localStorage.getItem("device") ?? name();
localStorage.setItem("device", device);

// What is kept of an activity: notes, the batch of them that is being sent, the batches whose outcome is not known yet, the notes that
// count and when that was known, and those that do not.
const prefix = "roll-call:";
const key = prefix + activity;
const read = () => JSON.parse(localStorage.getItem(key)) ?? { notes: [], batch: null, sent: [], done: [], refused: [] };
const write = kept => localStorage.setItem(key, JSON.stringify(kept));
// Two windows of one browser share what is kept: one at a time changes it.
const change = how => navigator.locks.request(key, () => { const kept = read(); const given = how(kept); write(kept); return given; });

// The site's clock is the one that counts, and its answers tell how far the device's is off; less than five seconds are nothing.
// What was noted before the first answer is put right when it is sent.
const skew = () => Number(sessionStorage.getItem("skew") ?? NaN);
let isTimed = false;
function setClock(date, asked) {
  if (date === null) return;
  const ahead = Date.parse(date) + 500 - (asked + Date.now()) / 2;
  sessionStorage.setItem("skew", Math.abs(ahead) < 5000 ? 0 : Math.round(ahead));
  isTimed = true;
}
const instant = line => line.at + (line.skew ?? (skew() || 0));
const clock = line => new Date(instant(line)).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

async function note(row, kind) {
  const line = { activityId: activity, personId: row.dataset.person, kind, at: Date.now(), skew: isNaN(skew()) ? null : skew() };
  await change(kept => { kept.notes.push(line); });
  show();
  send();
}

// The last note of each person that the page does not show by itself. Of ten thousand rows only those are painted of which it changed.
let noted = new Map();
let against = new Map();
function show() {
  const before = [...noted.keys(), ...against.keys()];
  const kept = read();
  const waiting = [...(kept.batch?.lines ?? []), ...kept.notes];
  const known = [...kept.done, ...kept.sent.flatMap(batch => batch.lines)];
  noted = new Map([...known, ...waiting.map(line => ({ ...line, waits: true }))].map(line => [line.personId, line]));
  against = new Map(kept.refused.map(line => [line.personId, line]));
  unsent.hidden = waiting.length === 0;
  unsent.textContent = unsent.dataset.text + waiting.length;
  refused.hidden = kept.refused.length === 0;
  refused.querySelector("ul").replaceChildren(...kept.refused.map(told));
  if (!form) return;
  for (const person of new Set([...before, ...noted.keys(), ...against.keys()])) if (rowOf.has(person)) paint(rowOf.get(person));
}

function told(line) {
  const item = document.createElement("li");
  const who = rowOf.get(line.personId)?.querySelector("strong").textContent ?? notes.dataset.nobody;
  item.textContent = `${who} ${clock(line)} ${notes.dataset[line.kind]}${notes.dataset.colon}${line.why}`;
  return item;
}

const came = new Map();
function paint(row) {
  const when = row.querySelector(".when");
  if (!came.has(row)) came.set(row, { state: row.dataset.state, text: when.textContent });
  const [line, no, { state, text }] = [noted.get(row.dataset.person), against.get(row.dataset.person), came.get(row)];
  const isRefused = no !== undefined && !line?.waits;
  row.dataset.state = line?.kind ?? state;
  when.textContent = isRefused ? notes.dataset.refused + no.why
    : line ? `${clock(line)} ${notes.dataset[line.kind]}${line.waits ? ` (${notes.dataset.noted})` : ""}`
    : text;
  row.classList.toggle("refused", isRefused);
  const button = row.querySelector("button");
  button.hidden = row.dataset.state === "out";
  button.textContent = row.dataset.state === "in" ? notes.dataset.out : notes.dataset.in;
  button.classList.toggle("second", row.dataset.state === "in");
}

let notBefore = 0;
async function call(address, options) {
  const asked = Date.now();
  const answer = await fetch(address, { ...options, redirect: "manual", signal: AbortSignal.timeout(15000) });
  setClock(answer.headers.get("Date"), asked);
  offline.hidden = true;
  signedOut.hidden = answer.type !== "opaqueredirect";
  forbidden.hidden = answer.status !== 403;
  busy.hidden = answer.status !== 409 && answer.status !== 429 && answer.status < 500;
  notBefore = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 0);
  return answer;
}

// What fetch throws where there is no network, or no answer in time.
const isNetworkGone = lost => lost instanceof TypeError || lost instanceof DOMException;

let sending = false;
async function send() {
  if (sending || Date.now() < notBefore) return;
  sending = true;
  try {
    if (!isTimed) await call("/worker.js", { cache: "no-store" });
    const { batch, sent } = await change(kept => {
      kept.batch ??= kept.notes.length > 0
        ? { batchId: name(), lines: kept.notes.splice(0, mostLines).map(line => ({ ...line, at: instant(line), skew: 0 })) }
        : null;
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
  const checkIns = batch.lines.map(({ activityId, personId, kind, at }) => ({ activityId, personId, kind, at: new Date(at).toISOString() }));
  const answer = await call("/roll-call-notes", {
    method: "POST", keepalive: true, headers: { "Content-Type": "application/json", RequestVerificationToken: token },
    body: JSON.stringify({ deviceId: device, batchId: batch.batchId, checkIns }),
  });
  stale.hidden = answer.status !== 400;
  if (answer.status !== 202) return;
  await change(kept => {
    if (kept.batch?.batchId !== batch.batchId) return; // Another window was told so before.
    kept.sent.push(batch);
    kept.batch = null;
  });
}

async function follow({ batchId }) {
  const answer = await call(`/roll-call-notes/${device}/${batchId}`);
  const found = answer.ok ? await answer.json() : null;
  if (!found?.done && answer.status !== 404) return;
  await change(kept => {
    const batch = kept.sent.find(sent => sent.batchId === batchId);
    if (!batch) return; // Another window was told so before.
    kept.sent = kept.sent.filter(other => other !== batch);
    const since = Date.now() + (skew() || 0);
    for (const [i, line] of batch.lines.entries()) {
      const why = found?.lines[i].refused;
      if (why) kept.refused.push({ ...line, why });
      else if (found) kept.done.push({ ...line, since });
    }
  });
}

refused.querySelector("button").addEventListener("click", async () => {
  await change(kept => { kept.refused = []; });
  show();
});

function callByTapping() {
  for (const row of rows) {
    row.querySelector("input")?.remove();
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-describedby", `name-${row.dataset.person}`);
    row.querySelector("strong").id = `name-${row.dataset.person}`;
    button.addEventListener("click", () => note(row, row.dataset.state === "in" ? "out" : "in"));
    row.append(button);
    paint(row);
  }
}

function callByTyping() {
  const find = document.querySelector("#field-number");
  const unclear = document.querySelector("#unclear");
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
}

// The page came with what was known before it was made; of other activities nothing stays behind that is settled.
async function forget() {
  const rendered = Number(notes.dataset.rendered);
  await change(kept => { kept.done = kept.done.filter(line => line.since > rendered); });
  for (const other of Object.keys(localStorage).filter(other => other.startsWith(prefix) && other !== key)) {
    await navigator.locks.request(other, () => {
      const kept = JSON.parse(localStorage.getItem(other));
      if (kept && [...kept.notes, ...kept.sent, ...kept.refused].length === 0 && !kept.batch) localStorage.removeItem(other);
    });
  }
}

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

notes.hidden = false;
await forget();
if (form) {
  callByTapping();
  callByTyping();
}
show();
send();
setInterval(send, every);
addEventListener("online", send);
const isFirst = !navigator.serviceWorker.controller;
await navigator.serviceWorker.register("/worker.js");
if (isFirst) await keepPage();
