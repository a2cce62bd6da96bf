// The code of the moment and who has come, asked for every two seconds. Without an answer the page says so: an old code lets nobody in.
const door = document.querySelector("#door");
const [offline, signedOut, refused] = ["#offline", "#signed-out", "#refused"].map(id => document.querySelector(id));
const button = document.querySelector("#full-screen");

// What fetch throws where there is no network, or no answer in time.
const isNetworkGone = lost => lost instanceof TypeError || lost instanceof DOMException;

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
  try {
    const answer = await fetch(door.dataset.now, { signal: AbortSignal.timeout(5000), redirect: "manual" });
    if (answer.ok) paint(await answer.json());
    offline.hidden = true;
    signedOut.hidden = answer.type !== "opaqueredirect";
    refused.hidden = answer.ok || !signedOut.hidden;
  } catch (lost) {
    if (!isNetworkGone(lost)) throw lost;
    offline.hidden = false;
  } finally {
    setTimeout(show, 2000);
  }
}

if (door.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => door.requestFullscreen());
}
setTimeout(show, 2000);
