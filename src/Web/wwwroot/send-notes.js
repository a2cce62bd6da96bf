// Sends what is kept of roll calls when there is a network, and says what keeps it from that.
import { all, change, device, due, here, isOpen, isTimed, pack, read, setClock, siteTime, write } from "./kept-notes.js";
import { ask, NetworkGone } from "./network.js";

const [offline, signedOut, stale, forbidden, busy] =
  ["offline", "signed-out", "stale", "forbidden", "busy"].map(id => document.getElementById(id));
const words = document.querySelector("#notes").dataset;
const token = document.querySelector("[name=__RequestVerificationToken]").value;
export const every = 2000;

let notBefore = 0;
let hasAnswered = false;
async function call(address, options) {
  const asked = Date.now();
  const { answer, text } = await ask(address, 15000, options);
  setClock(answer.headers.get("Date"), asked);
  hasAnswered = true;
  offline.hidden = true;
  signedOut.hidden = answer.type !== "opaqueredirect";
  forbidden.hidden = answer.status !== 403;
  busy.hidden = answer.status !== 409 && answer.status !== 429 && answer.status < 500;
  notBefore = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 0);
  return { status: answer.status, text };
}

function say(lost) {
  if (!(lost instanceof NetworkGone)) throw lost;
  offline.hidden = false;
}

// What is due, and for who turns away from this page also what could still be taken back; where something is being sent, after that.
let sending = false;
let hasLeft = false;
export async function send(show, isLeaving = false) {
  if (sending) hasLeft ||= isLeaving;
  if (sending || Date.now() < notBefore) return;
  sending = true;
  const ready = (key, kept) => kept.batches.length > 0 ? [] : isLeaving && key === here ? kept.notes : due(kept);
  try {
    const open = all().filter(key => isOpen(read(key)));
    // What has its batch cannot be taken back: so the site has to answer first, and has told the time by that.
    if (!hasAnswered || open.some(key => ready(key, read(key)).length > 0)) await call("/worker.js", { cache: "no-store" });
    for (const key of open) await sendOf(key, ready, show);
  } catch (lost) {
    say(lost);
  } finally {
    sending = false;
    show();
  }
  if (!hasLeft) return;
  hasLeft = false;
  await send(show, true);
}

async function sendOf(key, ready, show) {
  const { batches, sent } = await change(key, kept => {
    pack(kept, ready(key, kept));
    return kept;
  });
  show();
  for (const batch of batches) await deliver(key, batch);
  for (const { batchId } of sent) await follow(key, batchId);
}

// For who leaves this page. One that is left waits for no lock: should another window change the same in this very moment, some of it is
// sent twice, which counts once. Should the browser drop what a page sends as it goes, the next one sends it by the same name.
export function leave() {
  if (!offline.hidden || !navigator.onLine || !isTimed()) return; // The next page sends it.
  const kept = read(here);
  const batch = pack(kept, kept.notes);
  if (batch === null) return;
  write(here, kept);
  deliver(here, batch).catch(say);
}

async function deliver(key, batch) {
  const checkIns = batch.lines.map(({ activityId, personId, kind, at }) => ({ activityId, personId, kind, at: new Date(at).toISOString() }));
  const { status } = await call("/roll-call-notes", {
    method: "POST", keepalive: true, headers: { "Content-Type": "application/json", RequestVerificationToken: token },
    body: JSON.stringify({ deviceId: device(), batchId: batch.batchId, checkIns }),
  });
  stale.hidden = status !== 400;
  if (status !== 202) return;
  await change(key, kept => {
    if (kept.batches.every(other => other.batchId !== batch.batchId)) return; // Another window was told so before.
    kept.batches = kept.batches.filter(other => other.batchId !== batch.batchId);
    kept.sent.push(batch);
  });
}

// A batch that is not worked off is asked for ever more seldom, up to once a minute.
const asked = new Map();
async function follow(key, batchId) {
  const { next, wait } = asked.get(batchId) ?? { next: 0, wait: every / 2 };
  if (Date.now() < next) return;
  asked.set(batchId, { next: Date.now() + wait, wait: Math.min(2 * wait, 60000) });
  const { status, text } = await call(`/roll-call-notes/${device()}/${batchId}`);
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
