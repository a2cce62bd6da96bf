// Notes who comes and who leaves on this device the moment it is tapped, and sends it when there is a network. What the site has not
// acknowledged is kept across reloads; a batch keeps its name until it is, so that it counts once however often it is sent. What it
// refused is kept until somebody has seen it. Where no note can be made any more, what was noted before is still sent.
// Needs a secure context; on plain HTTP of a local network the page stays the form that it is without scripts.
import { ask, NetworkGone } from "./network.js";

const notes = document.querySelector("#notes");
const form = document.querySelector("#roll-call");
const [offline, signedOut, stale, forbidden, busy, full, over, unsent, elsewhere, refused] =
  ["offline", "signed-out", "stale", "forbidden", "busy", "full", "over", "unsent", "elsewhere", "refused"].map(id => document.getElementById(id));
const words = notes.dataset;
const rows = [...document.querySelectorAll(".roll [data-person]")];
const rowOf = new Map(rows.map(row => [row.dataset.person, row]));
const token = document.querySelector("[name=__RequestVerificationToken]").value;
const mostLines = 200;
const every = 2000;
const day = 24 * 60 * 60 * 1000;

const name = () => crypto.randomUUID();
const device = localStorage.getItem("device") ?? name();
localStorage.setItem("device", device);

// What is kept of an activity: notes, the batch of them that is being sent, the batches whose outcome is not known yet, the notes that
// count and when that was known, and those that do not.
const prefix = "roll-call-notes:";
const here = prefix + words.activity;
const read = key => ({ notes: [], batch: null, sent: [], done: [], refused: [], ...JSON.parse(localStorage.getItem(key)) });
const isOpen = kept => kept.notes.length + kept.sent.length > 0 || kept.batch !== null;
const all = () => [here, ...Object.keys(localStorage).filter(key => key.startsWith(prefix) && key !== here)];
// Two windows of one browser share what is kept: one at a time changes it.
const change = (key, how) => navigator.locks.request(key, () => {
  const kept = read(key);
  const given = how(kept);
  localStorage.setItem(key, JSON.stringify(kept));
  return given;
});

// The site's clock is the one that counts, and the whole seconds of its answers tell how far the device's is off; less than five are
// nothing. What was noted before the first answer is put right when it is sent.
const ahead = () => Number(sessionStorage.getItem("ahead") ?? NaN);
const skew = () => Math.abs(ahead()) < 5000 ? 0 : ahead();
const siteTime = () => Date.now() + (ahead() || 0);
let isTimed = false;
function setClock(date, asked) {
  isTimed = true;
  if (date !== null) sessionStorage.setItem("ahead", Math.round(Date.parse(date) + 500 - (asked + Date.now()) / 2));
}
const instant = line => line.at + (line.skew ?? (skew() || 0));
const clock = line => new Date(instant(line)).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

// A second press within this time is the first one's echo, and not somebody who leaves as soon as they have come.
const echo = 2000;
const pressed = new Map();
async function note(row, kind) {
  if (Date.now() - (pressed.get(row) ?? 0) < echo) return;
  over.hidden = kind === "out" || isNaN(ahead()) || siteTime() < Number(words.ends);
  if (!over.hidden) return;
  pressed.set(row, Date.now());
  const line = { activityId: words.activity, personId: row.dataset.person, kind, at: Date.now(), skew: isNaN(skew()) ? null : skew() };
  try {
    await change(here, kept => { kept.notes.push(line); });
    full.hidden = true;
  } catch (lost) {
    if (!(lost instanceof DOMException)) throw lost;
    full.hidden = false; // The browser has no room left, or does not lend any.
  }
  show();
  send();
}

// The last note of each person that the page does not show by itself. Of ten thousand rows only those are painted of which it changed.
const rendered = Number(words.rendered);
let noted = new Map();
let against = new Map();
function show() {
  const before = [...noted.keys(), ...against.keys()];
  const kept = read(here);
  const waiting = [...(kept.batch?.lines ?? []), ...kept.notes];
  const known = [...kept.done.filter(line => line.since > rendered), ...kept.sent.flatMap(batch => batch.lines)];
  noted = new Map([...known, ...waiting.map(line => ({ ...line, waits: true }))].map(line => [line.personId, line]));
  against = new Map(kept.refused.map(line => [line.personId, line]));
  unsent.hidden = waiting.length === 0;
  refused.hidden = kept.refused.length === 0;
  say(unsent, [unsent.dataset.text + waiting.length]);
  say(refused.querySelector("ul"), kept.refused.map(told));
  const others = all().slice(1).filter(key => isOpen(read(key)) || read(key).refused.length > 0);
  elsewhere.hidden = others.length === 0;
  if (others.length > 0) elsewhere.querySelector("a").href = `/organise/${others[0].slice(prefix.length)}/roll-call`;
  if (!form) return;
  for (const person of new Set([...before, ...noted.keys(), ...against.keys()])) if (rowOf.has(person)) paint(rowOf.get(person));
}

function told(line) {
  const who = rowOf.get(line.personId)?.querySelector("strong").textContent ?? words.nobody;
  return `${who} ${clock(line)} ${words[line.kind]}${words.colon}${line.why}`;
}

// Touched only where it differs: readers of the screen would hear the same again every two seconds.
function say(where, texts) {
  if (texts.length === where.childElementCount && texts.every((text, i) => where.children[i].textContent === text)) return;
  const element = where.localName === "ul" ? "li" : "span";
  where.replaceChildren(...texts.map(text => Object.assign(document.createElement(element), { textContent: text })));
}

const came = new Map();
function paint(row) {
  const when = row.querySelector(".when");
  if (!came.has(row)) came.set(row, { state: row.dataset.state, text: when.textContent });
  const [line, no, { state, text }] = [noted.get(row.dataset.person), against.get(row.dataset.person), came.get(row)];
  const isRefused = no !== undefined && !line?.waits;
  row.dataset.state = line?.kind ?? state;
  when.textContent = isRefused ? words.refused + no.why : line ? `${clock(line)} ${words[line.kind]}${line.waits ? words.noted : ""}` : text;
  row.classList.toggle("refused", isRefused);
  const button = row.querySelector("button");
  button.hidden = row.dataset.state === "out";
  button.textContent = row.dataset.state === "in" ? words.out : words.in;
  button.classList.toggle("second", row.dataset.state === "in");
}

let notBefore = 0;
async function call(address, options) {
  const asked = Date.now();
  const { answer, text } = await ask(address, 15000, options);
  setClock(answer.headers.get("Date"), asked);
  offline.hidden = true;
  signedOut.hidden = answer.type !== "opaqueredirect";
  forbidden.hidden = answer.status !== 403;
  busy.hidden = answer.status !== 409 && answer.status !== 429 && answer.status < 500;
  notBefore = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 0);
  return { status: answer.status, text };
}

let sending = false;
async function send() {
  if (sending || Date.now() < notBefore) return;
  sending = true;
  try {
    if (!isTimed) await call("/worker.js", { cache: "no-store" });
    for (const key of all().filter(key => isOpen(read(key)))) await sendOf(key);
  } catch (lost) {
    if (!(lost instanceof NetworkGone)) throw lost;
    offline.hidden = false;
  } finally {
    sending = false;
    show();
  }
}

async function sendOf(key) {
  const { batch, sent } = await change(key, kept => {
    kept.batch ??= kept.notes.length > 0
      ? { batchId: name(), lines: kept.notes.splice(0, mostLines).map(line => ({ ...line, at: instant(line), skew: 0 })) }
      : null;
    return kept;
  });
  if (batch) await deliver(key, batch);
  for (const { batchId } of sent) await follow(key, batchId);
}

async function deliver(key, batch) {
  const checkIns = batch.lines.map(({ activityId, personId, kind, at }) => ({ activityId, personId, kind, at: new Date(at).toISOString() }));
  const { status } = await call("/roll-call-notes", {
    method: "POST", keepalive: true, headers: { "Content-Type": "application/json", RequestVerificationToken: token },
    body: JSON.stringify({ deviceId: device, batchId: batch.batchId, checkIns }),
  });
  stale.hidden = status !== 400;
  if (status !== 202) return;
  await change(key, kept => {
    if (kept.batch?.batchId !== batch.batchId) return; // Another window was told so before.
    kept.sent.push(batch);
    kept.batch = null;
  });
}

// A batch that is not worked off is asked for ever more seldom, up to once a minute.
const asked = new Map();
async function follow(key, batchId) {
  const { next, wait } = asked.get(batchId) ?? { next: 0, wait: every / 2 };
  if (Date.now() < next) return;
  asked.set(batchId, { next: Date.now() + wait, wait: Math.min(2 * wait, 60000) });
  const { status, text } = await call(`/roll-call-notes/${device}/${batchId}`);
  const found = status === 200 ? JSON.parse(text) : null;
  if (!found?.done && status !== 404) return;
  await change(key, kept => {
    const batch = kept.sent.find(sent => sent.batchId === batchId);
    if (!batch) return; // Another window was told so before.
    kept.sent = kept.sent.filter(other => other !== batch);
    for (const [i, line] of batch.lines.entries()) {
      const why = found ? found.lines[i].refused : words.unknown; // Only who sent a batch is told of it.
      if (why) kept.refused.push({ ...line, why });
      else kept.done.push({ ...line, since: siteTime() + 1000 });
    }
  });
}

// Of what is settled nothing stays longer than a day.
async function forget() {
  for (const key of all()) {
    await change(key, kept => { kept.done = kept.done.filter(line => line.since > siteTime() - day); });
    const kept = read(key);
    if (key !== here && !isOpen(kept) && kept.done.length + kept.refused.length === 0) localStorage.removeItem(key);
  }
}

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
  document.querySelector("label[for=field-number]").textContent = unclear.dataset.label;
  const matching = () => rows.filter(row => row.dataset.find.includes(find.value.trim()));
  const isNext = (row, kind) => kind === "in" ? row.dataset.state === "" : row.dataset.state === "in";
  const problem = (found, kind) => found.length > 1 ? "several"
    : found.length === 1 ? (isNext(found[0], kind) ? null : kind === "in" ? "already" : "not-in")
    : navigator.onLine ? "nobody" : "offline";
  const filter = () => {
    unclear.hidden = true;
    const shown = new Set(matching());
    for (const row of rows) if (row.hidden === shown.has(row)) row.hidden = !row.hidden;
  };
  find.addEventListener("input", filter);
  filter(); // Somebody may have typed before the script came.
  // Who is not on the list is looked for by the site, by the whole number.
  form.addEventListener("submit", event => {
    const typed = find.value.trim();
    const kind = event.submitter?.value ?? "in";
    const found = typed ? matching() : [];
    if (found.length === 0 && /^\d{12}$/.test(typed) && navigator.onLine) return;
    event.preventDefault();
    const wrong = typed === "" ? null : problem(found, kind);
    unclear.hidden = wrong === null;
    unclear.textContent = wrong === null ? "" : unclear.getAttribute(`data-${wrong}`);
    if (typed === "" || wrong !== null) return;
    note(found[0], kind);
    find.value = "";
    filter();
  });
}

// So that the page comes back without a network after a reload: the worker keeps what it brings. On a first visit it came too late for
// the page itself, which is brought once more; the worker goes on with that also when the page is left meanwhile.
const worker = navigator.serviceWorker;
const isFirst = !worker.controller;
async function keepPage() {
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

notes.hidden = false;
refused.querySelector("button").addEventListener("click", async () => {
  await change(here, kept => { kept.refused = []; });
  show();
});
if (form) {
  callByTapping();
  callByTyping();
}
await forget();
show();
send();
setInterval(send, every);
addEventListener("online", send);
keepPage();
