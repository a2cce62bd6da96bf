// The code of the moment and who has come, asked for every two seconds. Without an answer the page says so: an old code lets nobody in.
const door = document.querySelector("#door");
const offline = document.querySelector("#offline");
const button = document.querySelector("#full-screen");

async function show() {
  try {
    const answer = await fetch(door.dataset.now, { signal: AbortSignal.timeout(5000), redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    const now = await answer.json();
    const [picture, ground, path] = ["svg", "rect", "path"].map(name => door.querySelector(name));
    picture.setAttribute("viewBox", `0 0 ${now.size} ${now.size}`);
    ground.setAttribute("width", now.size);
    ground.setAttribute("height", now.size);
    path.setAttribute("d", now.path);
    for (const [id, text] of [["door-code", now.text], ["signed-up", now.signedUp], ["checked-in", now.checkedIn], ["checked-out", now.checkedOut]])
      document.getElementById(id).textContent = text;
    offline.hidden = true;
  } catch {
    offline.hidden = false;
  }
  setTimeout(show, 2000);
}

if (door.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => door.requestFullscreen());
}
setTimeout(show, 2000);
