// How far an import is, until it is done: what changes is put in its place, and who reads the page keeps theirs. While nothing happens it
// is asked for ever more seldom, up to every five seconds.
import { ask, NetworkGone } from "./network.js";

const [unreachable, signedOut] = ["unreachable", "signed-out"].map(id => document.getElementById(id));
const partsOf = page => ["so-far", "bar", "not-registered"].map(id => page.getElementById(id));
const [soFar, bar, refused] = partsOf(document);
const soon = 1000;
let wait = soon;

function show(page) {
  const [said, done, lines] = partsOf(page);
  const isNew = said.textContent !== soFar.textContent;
  wait = isNew ? soon : Math.min(2 * wait, 5000);
  if (!isNew) return;
  soFar.textContent = said.textContent;
  bar.value = done.value;
  refused.hidden = lines.hidden;
  refused.querySelector("tbody").replaceWith(lines.querySelector("tbody"));
}

async function look() {
  try {
    const { answer, text } = await ask(location.pathname, 15000);
    signedOut.hidden = answer.type !== "opaqueredirect";
    unreachable.hidden = answer.ok || !signedOut.hidden;
    if (answer.ok) show(new DOMParser().parseFromString(text, "text/html"));
  } catch (lost) {
    if (!(lost instanceof NetworkGone)) throw lost;
    unreachable.hidden = false;
  } finally {
    if (bar.value < bar.max) setTimeout(look, wait);
  }
}

setTimeout(look, wait);
