/** What one field holds and what was found in it, while it is written in. */
import { request } from "supervise/lib/request.js";
import { moved } from "supervise/lib/spans.js";

const PAUSE = 350;

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
   * Something was typed: what is known moves along, and is asked for anew after a pause.
   * @param {(answer: Answer) => void} done
   */
  typed(done) {
    const now = this.field.value;
    this.findings = now.trim() ? moved(this.findings, this.#text, now) : [];
    this.#text = now;
    this.#asking?.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      const answer = await this.check();
      if (answer) done(answer);
    }, PAUSE);
  }

  /** Ask now; null if the words have changed meanwhile. */
  async check() {
    clearTimeout(this.#timer);
    const text = this.field.value;
    if (!text.trim()) return this.take(text, { ok: true, findings: [], themes: [] });
    this.#asking?.abort();
    this.#asking = new AbortController();
    const answer = await request("POST", this.#address, { text, comment: this.#comment }, { signal: this.#asking.signal });
    if (answer.code === "stopped" || text !== this.field.value) return null;
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
    return answer;
  }
}
