import { Controller } from "@hotwired/stimulus";
import { ask, connected } from "supervise/lib/live.js";
import { clock, zone } from "supervise/lib/time.js";
import { WritingTogether } from "supervise/lib/writing_together.js";

const Notes = /** @type {Parts<{element: HTMLFormElement, bodyTarget: HTMLTextAreaElement, baseTarget: HTMLInputElement, keptTarget: HTMLInputElement, problemTarget: HTMLElement, stateTarget: HTMLElement, closedTarget: HTMLElement, submitTarget: HTMLButtonElement, meetingValue: string, mayValue: boolean}>} */ (/** @type {unknown} */ (Controller));

const PAUSE = 600;
const LONGEST = 2500;

/** Notes that several write at one time. Where the library or the line is missing, the form is sent as it is. */
export default class extends Notes {
  static targets = ["body", "base", "kept", "problem", "state", "closed", "submit"];
  static values = { meeting: String, may: Boolean };

  /** @type {WritingTogether | null} */
  #together = null;
  #may = false;
  #composing = false;
  #held = false;
  #problem = "";
  #since = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  // Lifecycle

  async connect() {
    this.#may = this.mayValue;
    const yjs = await import("yjs").catch(() => null);
    if (!yjs) return;
    this.#together = new WritingTogether(yjs, {
      ask: (data) => ask("meeting:notes", { meeting: this.meetingValue, ...data }),
      reached: connected,
      may: () => this.#may,
      busy: () => this.#composing,
      kept: () => JSON.parse(this.keptTarget.value || "[]").map((/** @type {any} */ { start, end, reason }) => ({ start, end, reason })),
      typed: () => (this.bodyTarget.value === this.baseTarget.value ? null : { body: this.bodyTarget.value, base: this.baseTarget.value }),
      words: () => this.bodyTarget.value,
      carets: () => [this.bodyTarget.selectionStart, this.bodyTarget.selectionEnd],
      changed: (shared, carets) => this.#changed(shared, carets),
      sent: () => this.#sent(),
      refused: (answer) => this.#refused(answer),
    });
    this.look();
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  // Actions

  look() {
    clearTimeout(this.#timer);
    this.#since = 0;
    this.#together?.look();
  }

  /** @param {Event} event */
  typed(event) {
    this.#composing = event instanceof InputEvent && event.isComposing;
    const shared = this.#together?.shared;
    if (!shared || this.#composing) return;
    shared.write(this.bodyTarget.value);
    if (!shared.unsent) return;
    this.#tell("Not in the notes yet");
    this.bodyTarget.dataset.unsent = "";
    this.#since ||= Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), Math.max(0, Math.min(PAUSE, this.#since + LONGEST - Date.now())));
  }

  /** @param {SubmitEvent} event */
  send(event) {
    if (!this.#together?.shared || !connected()) return;
    event.preventDefault();
    this.look();
  }

  /** @param {CustomEvent<{room: string}>} event */
  heard({ detail }) {
    if (detail.room === this.#room) this.look();
  }

  /** Somebody wrote. @param {CustomEvent<{room: string} & import("supervise/lib/writing_together.js").Told>} event */
  told({ detail }) {
    if (detail.room === this.#room) this.#together?.hear(detail);
  }

  /** The meeting moved on. @param {CustomEvent<{room: string, state: {may_note: boolean}}>} event */
  moved({ detail: { room, state } }) {
    if (room !== this.#room || this.#may === state.may_note) return;
    this.#may = state.may_note;
    this.#show();
    this.look();
  }

  // Private

  get #room() {
    return `meeting:${this.meetingValue}`;
  }

  /** Let the box show what stands, and the writing go on where it was. @param {import("supervise/lib/shared_words.js").SharedWords} shared @param {number[]} carets */
  #changed({ words, agreed }, [start, end]) {
    const { bodyTarget: box } = this;
    this.baseTarget.value = agreed;
    this.#show();
    if (words === box.value) return;
    box.value = words;
    if (document.activeElement === box) box.setSelectionRange(start, end);
    this.dispatch("changed");
  }

  #sent() {
    this.#held = false;
    delete this.bodyTarget.dataset.unsent;
    this.dispatch("clear");
    this.#tell(`In the notes ${clock(new Date(), zone())}`);
    this.#show("");
  }

  /** @param {Answer} answer */
  #refused(answer) {
    if (!("unsent" in this.bodyTarget.dataset) && answer.code !== "review") return;
    if (["offline", "unanswered"].includes(answer.code ?? "")) return this.#tell("Not in the notes yet; this page goes on trying");
    this.#held = true;
    if (answer.code === "review") this.dispatch("held", { detail: answer });
    this.#show(answer.code === "review" ? "" : Object.values(answer.fields ?? {}).flat().join(" ") || answer.message);
  }

  /** @param {string} words */
  #tell(words) {
    this.stateTarget.textContent = words;
  }

  #show(problem = this.#problem) {
    this.#problem = problem;
    this.closedTarget.hidden = this.#may;
    this.bodyTarget.readOnly = !this.#may && !("unsent" in this.bodyTarget.dataset);
    this.submitTarget.hidden = !this.#may || (this.#together?.shared != null && !this.#held);
    this.problemTarget.textContent = problem;
    this.problemTarget.hidden = problem === "";
  }
}
