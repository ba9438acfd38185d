/** JSON over HTTP, with the page's token, answered in the live channel's form. */

/** Tells the server that this is the page's own doing, and no sign of somebody at it. */
const BACKGROUND = { "X-Background": "1" };
const PATIENCE = 30_000;

/**
 * Ask the server. Never throws: without a network the answer is `offline`, after an abort `stopped`.
 * @param {string} method
 * @param {string} address
 * @param {object} [body]
 * @param {{signal?: AbortSignal, keepalive?: boolean, background?: boolean}} [how] `background`: the person has done nothing
 * @returns {Promise<Answer>}
 */
export async function request(method, address, body = {}, how = {}) {
  const json = JSON.stringify(body);
  try {
    const response = await fetch(address, {
      method,
      body: method === "GET" ? undefined : json,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Requested-With": "fetch", "X-CSRF-Token": token(), ...(how.background && BACKGROUND) },
      credentials: "same-origin",
      signal: how.signal,
      // browsers refuse to keep more than 64 kB alive
      keepalive: how.keepalive === true && json.length < 20_000,
    });
    const answer = await read(response);
    if (response.status === 401) tellSignedOut(answer);
    return answer;
  } catch {
    return { ok: false, code: how.signal?.aborted ? "stopped" : "offline" };
  }
}

/** Whoever waits that long for an answer asks again. */
export function patiently() {
  return AbortSignal.timeout(PATIENCE);
}

/**
 * Fetch a page of ours as a document, or null.
 * @param {string} address
 * @returns {Promise<Document | null>}
 */
export async function fetchPage(address) {
  try {
    const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html", ...BACKGROUND } });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

/** @param {Response} response */
async function read(response) {
  try {
    return /** @type {Answer} */ (await response.json());
  } catch {
    return { ok: false, code: "failed", message: "The server did not answer as it should. Please try again." };
  }
}

/** @param {Answer} answer */
function tellSignedOut(answer) {
  document.dispatchEvent(new CustomEvent(answer.locked ? "session:locked" : "session:ended"));
}

function token() {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
}
