/** Keeping what is being written, a moment after the writing pauses, or while it goes on and on. Knows nothing of pages or the network. */

const PAUSE = 1500;
const LONGEST = 4000;
const AGAIN = 5000;

/** @typedef {"" | "keeping" | "kept" | "failed" | "stale"} State */

/**
 * @typedef {object} Ways
 * @property {(fields: Record<string, string>, version: number, last: boolean) => Promise<Answer>} save `last`: the page is going away
 * @property {() => Promise<Answer>} drop forgets the draft on the server
 * @property {(state: State, answer?: Answer) => void} show
 * @property {number} [version] of the draft that the page was rendered with
 * @property {number} [pause]
 * @property {number} [longest] how long somebody who never pauses may write before it is kept, in milliseconds
 * @property {number} [again]
 */

export class DraftKeeper {
  #ways;
  #version;
  /** @type {Record<string, string> | null} */
  #fields = null;
  #kept = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** When the first word was written that is not kept yet. @type {number | null} */
  #since = null;
  /** @type {Promise<void>} */
  #saving = Promise.resolve();
  /** Counted up whenever what was being kept no longer matters. */
  #life = 0;
  #stale = false;
  /** What was sent as the page went away, so that it is not sent twice. @type {Record<string, string> | null} */
  #last = null;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
    this.#version = ways.version ?? 0;
  }

  get version() {
    return this.#version;
  }

  /** Whether something is not yet on the server. */
  get pending() {
    return this.#fields !== null;
  }

  /**
   * What stands on the page before anything is typed need not be kept again.
   * @param {Record<string, string>} fields
   */
  begin(fields) {
    this.#kept = JSON.stringify(fields);
  }

  /** @param {Record<string, string>} fields */
  changed(fields) {
    if (JSON.stringify(fields) === this.#kept) {
      this.#fields = null;
      this.#since = null;
      clearTimeout(this.#timer);
      return;
    }
    this.#fields = fields;
    this.#since ??= Date.now();
    const left = this.#since + (this.#ways.longest ?? LONGEST) - Date.now();
    if (!this.#stale) this.#later(Math.max(0, Math.min(this.#ways.pause ?? PAUSE, left)));
  }

  /**
   * Keep it now.
   * @param {boolean} [last] the page is going away: no answer can be waited for
   */
  now(last = false) {
    clearTimeout(this.#timer);
    if (this.#stale) return this.#saving;
    const { resolve, promise } = deferred();
    const before = this.#saving;
    this.#saving = promise;
    const run = () => this.#save(last).finally(resolve);
    // a page that goes away cannot wait its turn
    if (last) run();
    else before.then(run);
    return promise;
  }

  /** The words are about to be posted: what is under way is waited for, and nothing more is kept. */
  async halt() {
    clearTimeout(this.#timer);
    this.#life += 1;
    this.#fields = null;
    this.#since = null;
    await this.#saving;
  }

  /** The words have been posted: nothing is kept any more. */
  async drop() {
    this.#stale = false;
    await this.halt();
    const answer = await this.#ways.drop();
    if (answer.ok) this.#version = 0;
    this.#ways.show("");
  }

  /**
   * Another page has kept something newer; this page's words are to stand.
   * @param {number} version the newer one's
   */
  insist(version) {
    this.#stale = false;
    this.#version = version;
    return this.now();
  }

  /**
   * Another page has kept something newer, and this page now shows it.
   * @param {Record<string, string>} fields
   * @param {number} version
   */
  adopt(fields, version) {
    this.#stale = false;
    this.#version = version;
    this.#fields = null;
    this.#since = null;
    this.begin(fields);
    this.#ways.show("kept");
  }

  /** @param {boolean} last */
  async #save(last) {
    const fields = this.#fields;
    const life = this.#life;
    if (!fields || (last && fields === this.#last)) return;
    if (last) this.#last = fields;
    this.#since = null;
    this.#ways.show("keeping");
    const answer = await this.#ways.save(fields, this.#version, last);
    if (life !== this.#life) return;
    if (answer.ok) {
      this.#version = answer.version ?? this.#version;
      this.#kept = JSON.stringify(fields);
      if (this.#fields === fields) this.#fields = null;
      this.#ways.show("kept", answer);
    } else if (answer.code === "stale") {
      this.#stale = true;
      this.#ways.show("stale", answer);
    } else {
      this.#ways.show("failed", answer);
      this.#later(this.#ways.again ?? AGAIN);
    }
  }

  /** @param {number} wait */
  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), wait);
  }
}

function deferred() {
  /** @type {() => void} */
  let resolve = () => {};
  const promise = /** @type {Promise<void>} */ (new Promise((done) => (resolve = () => done(undefined))));
  return { promise, resolve };
}
