import { Controller } from "@hotwired/stimulus";
import { DraftKeeper } from "supervise/lib/draft.js";
import { makeButton } from "supervise/lib/make.js";
import { request } from "supervise/lib/request.js";
import { clock, zone } from "supervise/lib/time.js";

const PAUSE = 600;
const LONGEST = 1000;

const Section = /** @type {Parts<{element: HTMLElement, wordsTarget: HTMLTextAreaElement, savedTarget: HTMLInputElement, stateTarget: HTMLElement, partValue: string, savedValue: number}>} */ (/** @type {unknown} */ (Controller));

/** One box of a write-up: its words are kept on the server a moment after the writing pauses, and the page says so. */
export default class extends Section {
  static targets = ["words", "saved", "state"];
  static values = { part: String, saved: Number };

  /** @type {DraftKeeper | null} */
  #keeper = null;
  #leave = () => this.#keeper?.now(true);

  // Lifecycle

  connect() {
    this.#keeper = new DraftKeeper({
      version: this.savedValue,
      pause: PAUSE,
      longest: LONGEST,
      save: (fields, saved, last) => request("POST", `/parts/${this.partValue}`, { ...fields, saved }, { keepalive: last }),
      drop: async () => ({ ok: true }),
      show: (state, answer) => this.#show(state, answer),
    });
    this.#keeper.begin(this.#fields);
    addEventListener("beforeunload", this.#leave);
    addEventListener("pagehide", this.#leave);
  }

  disconnect() {
    removeEventListener("beforeunload", this.#leave);
    removeEventListener("pagehide", this.#leave);
  }

  // Actions

  changed() {
    this.#keeper?.changed(this.#fields);
    if (this.#keeper?.pending) this.stateTarget.textContent = "Not kept yet";
  }

  /** The page is sent as a whole: what is under way is waited for. @param {CustomEvent<{until: (ready: Promise<boolean>) => void}>} event */
  settle({ detail }) {
    detail.until(Promise.resolve(this.#keeper?.halt()).then(() => true));
  }

  again() {
    if (this.#keeper?.pending) this.#keeper.now();
  }

  // Private

  get #fields() {
    return { body: this.wordsTarget.value };
  }

  /** @param {import("supervise/lib/draft.js").State} state @param {Answer & {meters?: Record<string, {sentence: string, stand: string}>}} [answer] */
  #show(state, answer) {
    const refused = answer?.code === "invalid" ? answer.message : undefined;
    const said = { "": "", keeping: "Keeping…", kept: `Kept ${clock(new Date(), zone())}`, failed: refused ?? "Not kept yet; this page goes on trying", stale: "" }[state];
    if (state !== "stale") this.stateTarget.textContent = said ?? "";
    if (state === "kept") this.savedTarget.value = String(this.#keeper?.version ?? 0);
    if (state === "stale" && answer) this.#choose(answer);
    for (const [name, meter] of Object.entries(answer?.meters ?? {})) this.#measure(name, meter);
  }

  /** @param {string} name @param {{sentence: string, stand: string}} meter */
  #measure(name, meter) {
    const line = document.getElementById(`meter-${name}`);
    if (!line) return;
    line.textContent = meter.sentence;
    line.className = `meter meter--${meter.stand}`;
  }

  /** @param {Answer & {fields?: any}} answer */
  #choose(answer) {
    const version = answer.version ?? 0;
    this.stateTarget.replaceChildren(
      "Another page of yours has kept other words here. ",
      makeButton("Show those", () => this.#adopt(answer.fields?.body ?? "", version), "link"),
      " · ",
      makeButton("Keep these", () => this.#keeper?.insist(version), "link"),
    );
  }

  /** @param {string} words @param {number} version */
  #adopt(words, version) {
    this.wordsTarget.value = words;
    this.#keeper?.adopt(this.#fields, version);
    this.savedTarget.value = String(version);
  }
}
