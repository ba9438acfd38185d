/**
 * Keeping what is being written, a moment after the writing pauses, or while it goes on and on: on the server, and on the
 * device only for as long as the server does not have it. Knows nothing of pages, the network or the device.
 */
import { same } from "supervise/lib/form_fields.js";

const PAUSE = 1500;
const LONGEST = 4000;
const AGAIN = 5000;
const PATIENCE = 3000;
/** The pause after which the device keeps what the server cannot be given. */
const SOON = 400;
const FEW = 8;
/** Answers that do not say whether the server has acted. */
const UNSURE = new Set(["offline", "unanswered", "stopped", "failed"]);

/** @typedef {"" | "keeping" | "kept" | "held" | "failed" | "stale"} State `held`: on the device alone */
/** @typedef {{fields: Record<string, string>, version: number, sent: Record<string, string>[]}} Held `sent`: what the server may have without having said so */

/**
 * @typedef {object} Ways
 * @property {(fields: Record<string, string>, version: number, last: boolean) => Promise<Answer>} save `last`: the page is going away
 * @property {() => Promise<Answer>} drop forgets the draft on the server
 * @property {(state: State, answer?: Answer) => void} show
 * @property {(held: Held) => Promise<boolean>} [hold] keeps it on the device; whether that could be done
 * @property {() => void} [release] erases it there
 * @property {() => boolean} [away] whether it is known beforehand that the server cannot be reached
 * @property {number} [patience] how long an answer may take before the device keeps what is sent, in milliseconds
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
  /** Whether the device has, or is about to have, something of it. */
  #held = false;
  /** What the device has. @type {Record<string, string> | null} */
  #there = null;
  /** Counted up whenever the device is asked for something else. */
  #asked = 0;
  /** What was sent without an answer: the server may have one of them. @type {Record<string, string>[]} */
  #unsure = [];
  /** Whether an answer is being waited for, and for too long. */
  #late = false;
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

  /** Whether what is here is on the device, because the server does not have it. */
  get held() {
    return this.#held;
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
    if (JSON.stringify(fields) === this.#kept && this.#unsure.length === 0) {
      this.#fields = null;
      this.#since = null;
      clearTimeout(this.#timer);
      if (!this.#stale && this.#held) this.#settled();
      return;
    }
    this.#fields = fields;
    this.#since ??= Date.now();
    const left = this.#since + (this.#ways.longest ?? LONGEST) - Date.now();
    const soon = this.#held || this.#ways.away?.() ? SOON : PAUSE;
    this.#later(Math.max(0, Math.min(this.#ways.pause ?? PAUSE, soon, left)));
  }

  /**
   * Keep it now.
   * @param {boolean} [last] the page is going away: no answer can be waited for
   */
  now(last = false) {
    clearTimeout(this.#timer);
    if (this.#held || this.#late || this.#ways.away?.()) this.#hold();
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

  /** The words go another way, as soon as that can be: they are no draft any more. */
  shelve() {
    clearTimeout(this.#timer);
    this.#life += 1;
    this.#fields = null;
    this.#since = null;
    this.#release();
    this.#ways.show("");
  }

  /** The words have been posted: nothing is kept any more. */
  async drop() {
    this.#stale = false;
    await this.halt();
    this.#release();
    const answer = await this.#ways.drop();
    if (answer.ok) this.#version = 0;
    this.#ways.show("");
  }

  /**
   * The device had something from before, which now stands on this page: it goes to the server unless that has other words.
   * @param {Held} held
   */
  recover({ fields, version, sent }) {
    this.#held = true;
    if (JSON.stringify(fields) === this.#kept) return this.#release();
    this.#fields = this.#there = fields;
    this.#version = version;
    this.#unsure = sent;
    return this.now();
  }

  /**
   * Another page has kept something newer; this page's words are to stand.
   * @param {number} version the newer one's
   */
  insist(version) {
    this.#life += 1;
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
    clearTimeout(this.#timer);
    this.#life += 1;
    this.#stale = false;
    this.#version = version;
    this.#fields = null;
    this.#since = null;
    this.begin(fields);
    this.#settled();
  }

  /** Others wrote in the same words, too: what the server has by now, and what stands here. @param {Record<string, string>} there @param {Record<string, string>} here @param {number} version */
  moved(there, here, version) {
    this.#version = version;
    this.begin(there);
    if (JSON.stringify(here) !== this.#kept) {
      if (this.#fields) this.#fields = here;
      return;
    }
    const pending = this.#fields !== null;
    clearTimeout(this.#timer);
    this.#fields = null;
    this.#since = null;
    if (pending) this.#settled();
  }

  /** @param {boolean} last @returns {Promise<void>} */
  async #save(last) {
    const fields = this.#fields;
    const life = this.#life;
    // somebody who is asked which of two is to stand is not asked again meanwhile
    if (!fields || this.#stale || (last && fields === this.#last)) return;
    if (last) this.#last = fields;
    this.#since = null;
    if (!this.#held) this.#ways.show("keeping");
    const answer = await this.#send(fields, last);
    if (life !== this.#life) return;
    if (answer.ok || (answer.code === "stale" && same(answer.fields, fields))) return this.#taken(fields, answer);
    if (answer.code === "stale" && this.#unsure.some((one) => same(answer.fields, one))) {
      // what is there is this page's own: only the answer was lost
      this.#version = answer.version ?? this.#version;
      this.#unsure = [];
      return this.#save(last);
    }
    if (answer.code === "stale") {
      this.#stale = true;
      this.#ways.show("stale", answer);
      return this.#hold();
    }
    if (answer.code === "missing") this.#release();
    else await this.#hold(answer);
    if (life !== this.#life) return;
    if (!this.#there) this.#ways.show("failed", answer);
    this.#later(this.#ways.again ?? AGAIN);
  }

  /** @param {Record<string, string>} fields @param {boolean} last */
  async #send(fields, last) {
    const late = setTimeout(() => ((this.#late = true), this.#hold()), this.#ways.patience ?? PATIENCE);
    const before = this.#unsure;
    if (before.length < FEW && !before.includes(fields) && !this.#ways.away?.()) this.#unsure = [...before, fields];
    const answer = await this.#ways.save(fields, this.#version, last);
    clearTimeout(late);
    this.#late = false;
    // a server that says no has not taken it
    if (!answer.ok && !UNSURE.has(answer.code ?? "")) this.#unsure = before;
    return answer;
  }

  /** @param {Record<string, string>} fields @param {Answer} answer */
  #taken(fields, answer) {
    this.#version = answer.version ?? this.#version;
    this.#kept = JSON.stringify(answer.taken ?? fields);
    this.#unsure = [];
    if (this.#fields === fields) this.#fields = null;
    this.#settled(answer);
  }

  /** The server has what is here, or will have what is being written by the next pause. @param {Answer} [answer] */
  #settled(answer) {
    this.#release();
    this.#ways.show("kept", answer);
  }

  /** Let the device keep what is here. @param {Answer} [answer] */
  async #hold(answer) {
    const fields = this.#fields;
    if (!fields || !this.#ways.hold) return;
    this.#held = true;
    const asked = (this.#asked += 1);
    const there = fields === this.#there || (await this.#ways.hold({ fields, version: this.#version, sent: this.#unsure }));
    if (asked !== this.#asked) return;
    this.#there = there ? fields : null;
    if (!this.#stale) this.#ways.show(there ? "held" : "failed", answer);
  }

  #release() {
    this.#asked += 1;
    this.#there = null;
    if (this.#held) this.#ways.release?.();
    this.#held = false;
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
