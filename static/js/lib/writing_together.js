/** Writing together with others: what is new here is sent, what is new there is taken. */
import { difference, SharedWords } from "supervise/lib/shared_words.js";

/** @typedef {Answer & {epoch: string, update: string}} Told */

/**
 * @typedef {object} Page
 * @property {(data: object) => Promise<Answer>} ask the server
 * @property {() => boolean} reached whether the server can be asked now
 * @property {() => boolean} may whether something may be written now
 * @property {() => boolean} busy whether the box may not be touched just now
 * @property {() => object[]} kept the marked words that are kept, and why
 * @property {() => {body: string, base: string} | null} typed what was typed in the box before all this began
 * @property {() => string} words what stands in the box now
 * @property {() => number[]} carets where the writing is in the box
 * @property {(shared: SharedWords, carets: number[]) => void} changed the words are others now, and the writing is there
 * @property {() => void} sent all that was written here is there
 * @property {(answer: Answer) => void} refused
 */

export class WritingTogether {
  #yjs;
  #page;
  /** @type {SharedWords | null} */
  shared = null;
  #epoch = "new";
  /** @type {Promise<Answer> | null} */
  #asking = null;
  #again = false;

  /**
   * @param {typeof import("yjs")} yjs
   * @param {Page} page
   */
  constructor(yjs, page) {
    this.#yjs = yjs;
    this.#page = page;
  }

  /** Send what is new here, and take what is new there; one question at a time. */
  look() {
    if (!this.#page.reached() || this.#page.busy()) return;
    if (this.#asking) this.#again = true;
    else this.bring();
  }

  /** The same, with the server's answer to it. @returns {Promise<Answer>} */
  async bring() {
    while (this.#asking) await this.#asking;
    this.#again = false;
    this.#asking = this.#ask().finally(() => {
      this.#asking = null;
      if (this.#again) this.look();
    });
    return this.#asking;
  }

  /** Send what is new here from a page that goes away. @returns {Promise<Answer>} */
  async last() {
    return this.#say({ epoch: this.#epoch, update: this.shared?.added });
  }

  /** What stands here was taken another way: it is begun with anew. */
  part() {
    this.shared = null;
    this.#epoch = "new";
  }

  /** Others wrote. @param {Told} told */
  hear(told) {
    const { shared } = this;
    if (!shared || this.#page.busy()) return;
    if (this.#epoch !== "new" && told.epoch !== this.#epoch) return this.look();
    this.#epoch = told.epoch;
    this.#take(shared, told.update);
    if (shared.lacks) this.look();
  }

  /** @returns {Promise<Answer>} */
  async #ask() {
    const { shared } = this;
    const update = shared?.unsent && this.#page.may() ? shared.added : undefined;
    if (shared && update) shared.unsent = false;
    const answer = await this.#say({ epoch: this.#epoch, vector: shared?.vector, update });
    if (shared && update && !answer.ok) shared.unsent = true;
    if (answer.code === "stale") return this.#put(shared?.words ?? "", shared?.agreed ?? "");
    if (!answer.ok) return this.#refused(answer);
    if (this.#page.busy()) {
      if (shared && update) shared.unsent = true;
      return answer;
    }
    const anew = !shared || (this.#epoch !== "new" && this.#epoch !== answer.epoch);
    const typed = shared ? anew && shared.unsent && { body: shared.words, base: shared.agreed } : this.#page.typed();
    if (typed) return this.#put(typed.body, typed.base);
    this.#begin(answer, anew, update);
    if (update && !this.shared?.unsent) this.#page.sent();
    return answer;
  }

  /** What was written here is put, as a whole, into a document that is another. @param {string} body @param {string} base @returns {Promise<Answer>} */
  async #put(body, base) {
    const answer = await this.#say({ epoch: "new", body, base });
    if (!answer.ok) return this.#refused(answer);
    const since = carried(body, this.#page.words());
    this.#begin(answer, true);
    const { shared } = this;
    if (!shared || since === null) {
      this.#page.sent();
      return answer;
    }
    const { words, caret } = since(shared.words);
    shared.write(words);
    this.#page.changed(shared, [caret, caret]);
    this.#again = true;
    return answer;
  }

  /** @param {Answer} answer */
  #refused(answer) {
    this.#page.refused(answer);
    return answer;
  }

  /** @param {Told} answer @param {boolean} anew @param {string} [sent] */
  #begin(answer, anew, sent) {
    const shared = anew || !this.shared ? new SharedWords(this.#yjs) : this.shared;
    this.shared = shared;
    this.#epoch = answer.epoch;
    this.#take(shared, ...(sent ? [sent] : []), answer.update);
  }

  /** @param {SharedWords} shared @param {...string} updates */
  #take(shared, ...updates) {
    const marks = shared.mark(this.#page.carets());
    shared.take(...updates);
    this.#page.changed(shared, shared.find(marks));
  }

  /** @param {object} data */
  async #say(data) {
    return /** @type {Told} */ (await this.#page.ask({ ...data, kept: this.#page.kept() }));
  }
}

/**
 * What somebody typed since, to be typed again into words in which others have written, too; null where it is nothing.
 * @param {string} before
 * @param {string} now
 */
function carried(before, now) {
  const typed = difference(before, now);
  if (!typed.gone && !typed.words) return null;
  return (/** @type {string} */ theirs) => {
    const other = difference(before, theirs);
    const [early, late] = [typed.at + typed.gone <= other.at, typed.at >= other.at + other.gone];
    const at = early ? typed.at : late ? typed.at + other.words.length - other.gone : other.at + other.words.length;
    const end = early || late ? at + typed.gone : at;
    return { words: theirs.slice(0, at) + typed.words + theirs.slice(end), caret: at + typed.words.length };
  };
}
