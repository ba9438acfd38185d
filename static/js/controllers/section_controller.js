import { Controller } from "@hotwired/stimulus";
import { join, writtenEarly } from "supervise/lib/form_fields.js";
import { Keeping } from "supervise/lib/keeping.js";
import { patiently, request } from "supervise/lib/request.js";
import { WritingTogether } from "supervise/lib/writing_together.js";

const PAUSE = 600;
const LONGEST = 1000;

const Section = /** @type {Parts<{element: HTMLElement, wordsTarget: HTMLTextAreaElement, savedTarget: HTMLInputElement, stateTarget: HTMLElement, partValue: string, savedValue: number}>} */ (/** @type {unknown} */ (Controller));

/** @typedef {{sentence: string, stand: string}} Meter */

/**
 * One box of a write-up: its words are kept on the server a moment after the writing pauses, and the page says so. What
 * is written in it elsewhere meanwhile comes into the box. What was written apart, without a line, is asked about.
 */
export default class extends Section {
  static targets = ["words", "saved", "state"];
  static values = { part: String, saved: Number };

  /** @type {Keeping | null} */
  #keeping = null;
  /** @type {WritingTogether | null} */
  #together = null;
  /** @type {Promise<void> | null} */
  #beginning = null;
  /** What the server has, as far as this page knows. */
  #base = "";
  /** The saving that this was, and the newest that this page was told of. */
  #version = 0;
  #newest = 0;
  #saving = false;
  #composing = false;
  /** Whether the page is being sent as a whole, these words with it. */
  #sent = false;

  // Lifecycle

  connect() {
    const { wordsTarget: box } = this;
    this.#base = writtenEarly([box]) ? box.defaultValue : box.value;
    this.#keeping = new Keeping(
      {
        place: this.partValue,
        line: this.stateTarget,
        kept: "Kept",
        keeping: "Keeping…",
        early: () => writtenEarly([box]),
        read: () => this.#fields,
        fill: ({ body = "" }) => this.#fill(body),
        words: ({ body }) => (body?.trim() ? [["", body]] : []),
        join: (first, second) => ({ body: join(first.body ?? "", second.body ?? "") }),
        told: (state) => this.#told(state),
      },
      {
        version: this.savedValue,
        pause: PAUSE,
        longest: LONGEST,
        save: (fields, saved, last) => this.#save(fields, saved, last),
        drop: async () => ({ ok: true }),
      },
    );
  }

  disconnect() {
    this.#keeping?.stop();
  }

  // Actions

  /** Somebody is about to write here: they see what was written elsewhere. */
  begin() {
    if (!this.#together?.shared && !this.#apart) this.#look();
  }

  /** @param {Event} event */
  changed(event) {
    // what is typed while the page goes is written apart: it stands beside what the page has brought, and is asked about
    if (event.type === "posting:held") this.#sent = false;
    this.#composing = event instanceof InputEvent && event.isComposing;
    if (!this.#composing && !this.#apart) this.#together?.shared?.write(this.wordsTarget.value);
    this.#keeping?.changed(this.#fields);
    const { pending, held } = this.#keeping?.keeper ?? {};
    if (pending && !held) this.stateTarget.textContent = "Not kept yet";
  }

  /** It has other words. @param {CustomEvent<{part: string, version: number}>} event */
  heard({ detail }) {
    if (detail.part !== this.partValue) return;
    this.#newest = Math.max(this.#newest, detail.version);
    if (!this.#saving) this.#catchUp();
  }

  /** The page is sent as a whole: what is under way is waited for. @param {CustomEvent<{until: (ready: Promise<boolean | string>) => void}>} event */
  settle({ detail }) {
    if (!this.#keeping) return;
    this.#sent = true;
    detail.until(this.#keeping.settled().finally(() => this.#together?.part()));
  }

  again() {
    this.#keeping?.again();
    if (this.#together?.shared && !this.#apart) this.#look();
  }

  // Private

  get #fields() {
    return { body: this.wordsTarget.value };
  }

  /** Whether what stands here was written apart from the server, and is still to be chosen or sent, or is being sent. */
  get #apart() {
    return this.#sent || this.#keeping === null || this.#keeping.keeper.held || this.#keeping.undecided;
  }

  /** @param {string} body */
  #fill(body) {
    if (this.wordsTarget.value === body) return;
    this.wordsTarget.value = body;
    this.wordsTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {Record<string, string>} fields @param {number} saved @param {boolean} last @returns {Promise<Answer>} */
  async #save(fields, saved, last) {
    this.#saving = true;
    try {
      return await this.#give(fields, saved, last);
    } finally {
      this.#saving = false;
      queueMicrotask(() => this.#catchUp());
    }
  }

  /** @param {Record<string, string>} fields @param {number} saved @param {boolean} last @returns {Promise<Answer>} */
  async #give(fields, saved, last) {
    if (!last && !this.#apart) await (this.#beginning ??= this.#prepare());
    const together = this.#apart ? null : this.#together;
    if (together?.shared && last) return together.last();
    if (together && !last) {
      const answer = await together.bring();
      return answer.ok && !this.#composing ? { ...answer, taken: { body: this.#base } } : answer;
    }
    const answer = await this.#ask({ ...fields, saved }, last);
    if (answer.ok) this.#base = fields.body ?? "";
    this.#together?.part();
    return answer;
  }

  async #look() {
    await (this.#beginning ??= this.#prepare());
    if (!this.#apart) this.#together?.look();
  }

  #catchUp() {
    if (this.#newest > (this.#keeping?.keeper.version ?? 0) && !this.#apart) this.#look();
  }

  /** Where the library is missing, the box is kept by itself. */
  async #prepare() {
    const yjs = await import("yjs").catch(() => null);
    if (!yjs) return;
    this.#together = new WritingTogether(yjs, {
      ask: (data) => this.#ask(data),
      reached: () => navigator.onLine && !this.#sent,
      may: () => true,
      busy: () => this.#composing,
      kept: () => [],
      typed: () => (this.wordsTarget.value === this.#base ? null : { body: this.wordsTarget.value, base: this.#base }),
      words: () => this.wordsTarget.value,
      carets: () => [this.wordsTarget.selectionStart, this.wordsTarget.selectionEnd],
      changed: (shared, carets) => this.#moved(shared, carets),
      sent: () => {},
      refused: () => {},
    });
  }

  /** @param {object} data @param {boolean} [last] */
  async #ask(data, last = false) {
    /** @type {Answer & {meters?: Record<string, Meter>}} */
    const answer = await request("POST", `/parts/${this.partValue}`, data, { keepalive: last, signal: patiently(), background: !this.#saving });
    if (answer.ok) this.#version = answer.version ?? 0;
    for (const [name, meter] of Object.entries(answer.meters ?? {})) measure(name, meter);
    return answer;
  }

  /** Let the box show what stands, and the writing go on where it was. @param {import("supervise/lib/shared_words.js").SharedWords} shared @param {number[]} carets */
  #moved({ words, agreed }, [start, end]) {
    const { wordsTarget: box } = this;
    this.#base = agreed;
    this.#keeping?.keeper.moved({ body: agreed }, { body: words }, this.#version);
    this.savedTarget.value = String(this.#version);
    if (words === box.value) return;
    box.value = words;
    if (document.activeElement === box) box.setSelectionRange(start, end);
  }

  /** @param {import("supervise/lib/draft.js").State} state */
  #told(state) {
    const { keeper } = this.#keeping ?? {};
    if (state !== "kept" || !keeper) return;
    this.savedTarget.value = String(keeper.version);
    if (!keeper.pending) this.#base = this.wordsTarget.value;
  }
}

/** @param {string} name @param {Meter} meter */
function measure(name, { sentence, stand }) {
  const line = document.getElementById(`meter-${name}`);
  if (!line) return;
  line.textContent = sentence;
  line.className = `meter meter--${stand}`;
}
