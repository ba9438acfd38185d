import { Controller } from "@hotwired/stimulus";
import { join, writtenEarly } from "supervise/lib/form_fields.js";
import { Keeping } from "supervise/lib/keeping.js";
import { patiently, request } from "supervise/lib/request.js";

const PAUSE = 600;
const LONGEST = 1000;

const Section = /** @type {Parts<{element: HTMLElement, wordsTarget: HTMLTextAreaElement, savedTarget: HTMLInputElement, stateTarget: HTMLElement, partValue: string, savedValue: number}>} */ (/** @type {unknown} */ (Controller));

/** One box of a write-up: its words are kept on the server a moment after the writing pauses, and the page says so. */
export default class extends Section {
  static targets = ["words", "saved", "state"];
  static values = { part: String, saved: Number };

  /** @type {Keeping | null} */
  #keeping = null;

  // Lifecycle

  connect() {
    this.#keeping = new Keeping(
      {
        place: this.partValue,
        line: this.stateTarget,
        kept: "Kept",
        keeping: "Keeping…",
        early: () => writtenEarly([this.wordsTarget]),
        read: () => this.#fields,
        fill: ({ body = "" }) => this.#fill(body),
        words: ({ body }) => (body?.trim() ? [["", body]] : []),
        join: (first, second) => ({ body: join(first.body ?? "", second.body ?? "") }),
        told: (state, answer) => this.#told(state, answer),
      },
      {
        version: this.savedValue,
        pause: PAUSE,
        longest: LONGEST,
        save: (fields, saved, last) => request("POST", `/parts/${this.partValue}`, { ...fields, saved }, { keepalive: last, signal: patiently() }),
        drop: async () => ({ ok: true }),
      },
    );
  }

  disconnect() {
    this.#keeping?.stop();
  }

  // Actions

  changed() {
    this.#keeping?.changed(this.#fields);
    const { pending, held } = this.#keeping?.keeper ?? {};
    if (pending && !held) this.stateTarget.textContent = "Not kept yet";
  }

  /** The page is sent as a whole: what is under way is waited for. @param {CustomEvent<{until: (ready: Promise<boolean | string>) => void}>} event */
  settle({ detail }) {
    if (this.#keeping) detail.until(this.#keeping.settled());
  }

  again() {
    this.#keeping?.again();
  }

  // Private

  get #fields() {
    return { body: this.wordsTarget.value };
  }

  /** @param {string} body */
  #fill(body) {
    if (this.wordsTarget.value === body) return;
    this.wordsTarget.value = body;
    this.wordsTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {import("supervise/lib/draft.js").State} state @param {Answer & {meters?: Record<string, {sentence: string, stand: string}>}} [answer] */
  #told(state, answer) {
    if (state === "kept") this.savedTarget.value = String(this.#keeping?.keeper.version ?? 0);
    for (const [name, meter] of Object.entries(answer?.meters ?? {})) this.#measure(name, meter);
  }

  /** @param {string} name @param {{sentence: string, stand: string}} meter */
  #measure(name, meter) {
    const line = document.getElementById(`meter-${name}`);
    if (!line) return;
    line.textContent = meter.sentence;
    line.className = `meter meter--${meter.stand}`;
  }
}
