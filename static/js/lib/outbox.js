/** Comments written while the server could not be reached: kept in the open page with their key, sent once. */

/**
 * @typedef {object} Entry
 * @property {string} key made by the page; the server posts a key once
 * @property {Record<string, unknown>} data what is sent
 * @property {string} [refused] why the server did not take it
 */

/** The connection is gone, or it is not known whether the server has acted: the same key may be sent again. */
const WAIT = new Set(["offline", "unanswered", "signed_out", "too_fast", "failed"]);

/**
 * Whether an answer means 'not yet' rather than 'no'.
 * @param {Answer} answer
 */
export function mayWait(answer) {
  return !answer.ok && WAIT.has(answer.code ?? "");
}

export class Outbox {
  /** @type {Entry[]} */
  #entries = [];
  #sending = false;

  get entries() {
    return [...this.#entries];
  }

  /** How many wait to be sent; one that was refused waits for its writer. */
  get waiting() {
    return this.#entries.filter((entry) => !entry.refused).length;
  }

  /** @param {Entry} entry */
  add(entry) {
    if (!this.#entries.some((other) => other.key === entry.key)) this.#entries.push(entry);
  }

  /**
   * Take an entry out, to be written on.
   * @param {string} key
   */
  take(key) {
    const entry = this.#entries.find((other) => other.key === key);
    this.#entries = this.#entries.filter((other) => other.key !== key);
    return entry;
  }

  /**
   * Send what waits, in its order, one after the other; stops where the server cannot be reached.
   * @param {(data: Record<string, unknown>) => Promise<Answer>} send
   * @param {(entry: Entry, answer: Answer) => void} sent
   */
  async flush(send, sent) {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (const entry of this.entries.filter((one) => !one.refused)) {
        const answer = await send(entry.data);
        if (mayWait(answer)) return;
        if (answer.ok) this.take(entry.key);
        else entry.refused = answer.message ?? "It was not taken.";
        sent(entry, answer);
      }
    } finally {
      this.#sending = false;
    }
  }
}

/** A key of the page's own making; also where the page is not on a secure address. */
export function newKey() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
