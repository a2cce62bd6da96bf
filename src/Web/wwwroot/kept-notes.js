// What a device keeps of roll calls until the site has it, and what the time is at the site.
export const name = () => crypto.randomUUID();
export function device() {
  const known = localStorage.getItem("device") ?? name();
  localStorage.setItem("device", known);
  return known;
}

// What is kept of an activity: notes that can still be taken back, the batches of them that the site has not acknowledged, those whose
// outcome is not known yet, the notes that count and when that was known, and those that do not.
const prefix = "roll-call-notes:";
const day = 24 * 60 * 60 * 1000;
export const here = prefix + document.querySelector("#notes").dataset.activity;
export const activityOf = key => key.slice(prefix.length);
export const isOpen = kept => kept.notes.length + kept.batches.length + kept.sent.length > 0;
export const all = () => [here, ...Object.keys(localStorage).filter(key => key.startsWith(prefix) && key !== here)];
export function read(key) {
  const { batch, ...kept } = { notes: [], batches: [], sent: [], done: [], refused: [], ...JSON.parse(localStorage.getItem(key)) };
  if (batch) kept.batches.push(batch); // As it was kept when there was one at a time.
  return kept;
}
export const write = (key, kept) => localStorage.setItem(key, JSON.stringify(kept));

// Two windows of one browser share what is kept: one at a time changes it.
export const change = (key, how) => navigator.locks.request(key, () => {
  const kept = read(key);
  const given = how(kept);
  write(key, kept);
  return given;
});

// So long a note waits before it goes into a batch: whoever tapped the wrong row takes it back. A clock that was put back holds nothing.
export const hold = 5000;
const isHeld = line => Date.now() >= line.at && Date.now() < line.at + hold;
export const due = kept => kept.notes.filter(line => !isHeld(line));

// A batch keeps its name until the site has acknowledged it, so that it counts once however often it is sent.
const mostLines = 200;
export function pack(kept, notes) {
  const lines = notes.slice(0, mostLines);
  if (lines.length === 0) return null;
  const batch = { batchId: name(), lines: lines.map(line => ({ ...line, at: instant(line), skew: 0 })) };
  kept.notes = kept.notes.filter(line => !lines.includes(line));
  kept.batches.push(batch);
  return batch;
}

// Of what is settled nothing stays longer than a day.
export async function forget() {
  for (const key of all()) {
    await change(key, kept => { kept.done = kept.done.filter(line => line.since > siteTime() - day); });
    const kept = read(key);
    if (key !== here && !isOpen(kept) && kept.done.length + kept.refused.length === 0) localStorage.removeItem(key);
  }
}

// The site's clock is the one that counts, and the whole seconds of its answers tell how far the device's is off; less than five are
// nothing. What was noted before the first answer is put right when it is sent.
const ahead = () => Number(sessionStorage.getItem("ahead") ?? NaN);
const skew = () => Math.abs(ahead()) < 5000 ? 0 : ahead();
export const isTimed = () => !isNaN(ahead());
export const siteTime = () => Date.now() + (ahead() || 0);
export function setClock(date, asked) {
  if (date !== null) sessionStorage.setItem("ahead", Math.round(Date.parse(date) + 500 - (asked + Date.now()) / 2));
}
export const noteOf = (activityId, personId, kind) => ({ activityId, personId, kind, at: Date.now(), skew: isTimed() ? skew() : null });
export const instant = line => line.at + (line.skew ?? (skew() || 0));
