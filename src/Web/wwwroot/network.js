// There is no network, or no answer came in time.
export class NetworkGone extends Error {}

// Only what the network itself does is its loss, and not what is wrong with a script. Goes without AbortSignal.timeout, which phones of
// some years ago do not know.
export async function ask(address, patience, options) {
  const stop = new AbortController();
  const asked = { ...options, redirect: "manual", signal: stop.signal };
  const late = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(address, asked);
    return { answer, text: await answer.text() };
  } catch (lost) {
    throw new NetworkGone(address, { cause: lost });
  } finally {
    clearTimeout(late);
  }
}
