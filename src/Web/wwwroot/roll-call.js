// Notes who comes and who leaves on this device the moment it is tapped, and sends it when there is a network. What the site has not
// acknowledged is kept across reloads; until it is sent it can be taken back. What the site refused is kept until somebody has seen it.
// Where no note can be made any more, what was noted before is still sent.
import { activityOf, all, change, forget, here, hold, instant, isOpen, isTimed, noteOf, read, siteTime } from "./kept-notes.js";
import { keepPage } from "./keep-page.js";
import { every, leave, send } from "./send-notes.js";

const notes = document.querySelector("#notes");
const form = document.querySelector("#roll-call");
const [full, over, unsent, elsewhere, refused] = ["full", "over", "unsent", "elsewhere", "refused"].map(id => document.getElementById(id));
const words = notes.dataset;
const rows = [...document.querySelectorAll(".roll [data-person]")];
const rowOf = new Map(rows.map(row => [row.dataset.person, row]));
const clock = line => new Date(instant(line)).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

// A second press within this time is the first one's echo, and not somebody who leaves as soon as they have come.
const echo = 2000;
const pressed = new Map();
async function note(row, kind) {
  if (Date.now() - (pressed.get(row) ?? 0) < echo) return;
  over.hidden = kind === "out" || !isTimed() || siteTime() < Number(words.ends);
  if (!over.hidden) return;
  pressed.set(row, Date.now());
  const line = noteOf(words.activity, row.dataset.person, kind);
  try {
    await change(here, kept => { kept.notes.push(line); });
    full.hidden = true;
  } catch (lost) {
    if (!(lost instanceof DOMException)) throw lost;
    full.hidden = false; // The browser has no room left, or does not lend any.
  }
  show();
  setTimeout(sendAll, hold);
}

// Whoever was too late for it sees that the note stands.
async function takeBack(row) {
  const { personId, at } = noted.get(row.dataset.person);
  pressed.set(row, Date.now());
  await change(here, kept => { kept.notes = kept.notes.filter(line => line.personId !== personId || line.at !== at); });
  show();
}

const sendAll = () => send(show);

// The last note of each person that the page does not show by itself. Of ten thousand rows only those are painted of which it changed.
const rendered = Number(words.rendered);
let noted = new Map();
let against = new Map();
function show() {
  const before = [...noted.keys(), ...against.keys()];
  const kept = read(here);
  const waiting = [
    ...kept.batches.flatMap(batch => batch.lines).map(line => ({ ...line, waits: true })),
    ...kept.notes.map(line => ({ ...line, waits: true, isOpen: true })),
  ];
  const known = [...kept.done.filter(line => line.since > rendered), ...kept.sent.flatMap(batch => batch.lines)];
  noted = new Map([...known, ...waiting].map(line => [line.personId, line]));
  against = new Map(kept.refused.map(line => [line.personId, line]));
  unsent.hidden = waiting.length === 0;
  refused.hidden = kept.refused.length === 0;
  say(unsent, [unsent.dataset.text + waiting.length]);
  say(refused.querySelector("ul"), kept.refused.map(told));
  const others = all().slice(1).filter(key => isOpen(read(key)) || read(key).refused.length > 0);
  elsewhere.hidden = others.length === 0;
  if (others.length > 0) elsewhere.querySelector("a").href = `/organise/${activityOf(others[0])}/roll-call`;
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
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
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
  offerBack(row, line?.isOpen);
  if (focused && (focused.hidden || !focused.isConnected)) (button.hidden ? row : button).focus({ preventScroll: true });
}

function offerBack(row, isOpen) {
  const there = row.querySelector(".back");
  if (!isOpen) there?.remove();
  if (!isOpen || there) return;
  const back = Object.assign(document.createElement("button"), { type: "button", className: "back plain", textContent: words.back });
  back.id = `back-${row.dataset.person}`;
  back.setAttribute("aria-labelledby", `${back.id} name-${row.dataset.person}`);
  back.addEventListener("click", () => takeBack(row));
  row.append(back);
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
    row.tabIndex = -1; // Takes the focus of a button that goes while none is left.
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

async function begin() {
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
  sendAll();
  setInterval(sendAll, every);
  addEventListener("online", sendAll);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(show, true); });
  keepPage();
}

// On plain HTTP of a local network, and on phones of many years ago, the page stays the form that it is without scripts.
if (navigator.locks && navigator.serviceWorker && crypto.randomUUID) await begin();
