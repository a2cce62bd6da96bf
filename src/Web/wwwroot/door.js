// The code of the moment and who has come, asked for every two seconds. Without an answer the page says so: an old code lets nobody in.
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

// Null where there is no network, or no answer in time: for what else fetch throws there is no reason here.
async function ask() {
  try {
    const answer = await fetch(door.dataset.now, { signal: AbortSignal.timeout(5000), redirect: "manual" });
    return { answer, text: await answer.text() };
  } catch {
    return null;
  }
}

async function show() {
  const came = await ask();
  offline.hidden = came !== null;
  if (came === null) return;
  const { answer, text } = came;
  signedOut.hidden = answer.type !== "opaqueredirect";
  refused.hidden = answer.ok || !signedOut.hidden;
  if (answer.ok) paint(JSON.parse(text));
}

// One after the other, so that no late answer brings an old code back.
async function keepShowing() {
  try {
    await show();
  } finally {
    setTimeout(keepShowing, 2000);
  }
}

if (door.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => door.requestFullscreen());
}
setTimeout(keepShowing, 2000);
