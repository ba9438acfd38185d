/** What one field holds and what was found in it, while it is written in. */
import { request } from "supervise/lib/request.js";
import { moved } from "supervise/lib/spans.js";

const PAUSE = 350;
/** Somebody who types without a pause is not left without an answer for longer than this. */
const PATIENCE = 2000;

/** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */

export class CheckedField {
  /** @type {Finding[]} */
  findings = [];

  /** What several of them together could do, in a sentence; empty if nothing. */
  combination = "";
  #text = "";
  /** The words that the findings were made of. */
  #checked = "";
  #address;
  #comment;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {number | null} since when there are words that nobody was asked about */
  #since = null;
  /** @type {AbortController | null} */
  #asking = null;

  /**
   * @param {Field} field
   * @param {string} group
   * @param {boolean} comment
   */
  constructor(field, group, comment) {
    this.field = field;
    this.#address = `/groups/${encodeURIComponent(group)}/review`;
    this.#comment = comment;
  }

  /** The field's name in what is kept. */
  get name() {
    return this.field.name;
  }

  /** Whether the findings are those of the words that stand there now. */
  get fresh() {
    return this.#checked === this.field.value || !this.field.value.trim();
  }

  /**
   * Something was typed: what is known moves along, and is asked for anew after a pause, or after a while without one.
   * @param {(answer: Answer) => void} done
   */
  typed(done) {
    this.follow();
    this.#since ??= Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      const answer = await this.check();
      if (answer) done(answer);
    }, this.#asking ? PAUSE : Math.min(PAUSE, Math.max(0, this.#since + PATIENCE - Date.now())));
  }

  /** Ask now; null if it was asked again meanwhile, or all was taken away. What was typed meanwhile moves the findings along. */
  async check() {
    clearTimeout(this.#timer);
    this.#since = null;
    const text = this.field.value;
    if (!text.trim()) return this.take(text, { ok: true, findings: [], themes: [] });
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const answer = await request("POST", this.#address, { text, comment: this.#comment }, { signal: asking.signal });
    if (this.#asking === asking) this.#asking = null;
    if (answer.code === "stopped" || !this.field.value.trim()) return null;
    return answer.ok ? this.take(text, answer) : answer;
  }

  /**
   * Findings that the server made of these words.
   * @param {string} text
   * @param {Answer} answer
   */
  take(text, answer) {
    this.#text = text;
    this.#checked = text;
    this.combination = answer.combination ?? "";
    // the live channel writes them as `supervise review` does, with one wording
    this.findings = (answer.findings ?? []).map((one) => ({ ...one, replacements: one.replacements ?? [/** @type {any} */ (one).replacement].filter(Boolean) }));
    this.follow();
    return answer;
  }

  /** What is known moves along with what is typed. */
  follow() {
    const now = this.field.value;
    this.findings = now.trim() ? moved(this.findings, this.#text, now) : [];
    this.#text = now;
  }
}
