// The code of the moment and who has come, asked for every two seconds. Without an answer the page says so: an old code lets nobody in.
import { ask, NetworkGone } from "./network.js";

const door = document.querySelector("#door");
const [offline, signedOut, refused] = ["#offline", "#signed-out", "#refused"].map(id => document.querySelector(id));
const button = document.querySelector("#full-screen");

function paint(now) {
  const [picture, ground, path] = ["svg", "rect", "path"].map(name => door.querySelector(name));
  picture.setAttribute("viewBox", `0 0 ${now.size} ${now.size}`);
  ground.setAttribute("width", now.size);
  ground.setAttribute("height", now.size);
  path.setAttribute("d", now.path);
  for (const [id, text] of [["door-code", now.text], ["signed-up", now.signedUp], ["checked-in", now.checkedIn], ["checked-out", now.checkedOut]])
    document.getElementById(id).textContent = text;
}

async function show() {
  const { answer, text } = await ask(door.dataset.now, 5000);
  offline.hidden = true;
  signedOut.hidden = answer.type !== "opaqueredirect";
  refused.hidden = answer.ok || !signedOut.hidden;
  if (answer.ok) paint(JSON.parse(text));
}

// One after the other, so that no late answer brings an old code back.
async function keepShowing() {
  try {
    await show();
  } catch (lost) {
    if (!(lost instanceof NetworkGone)) throw lost;
    offline.hidden = false;
  } finally {
    setTimeout(keepShowing, 2000);
  }
}

if (door.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => door.requestFullscreen());
}
setTimeout(keepShowing, 2000);
