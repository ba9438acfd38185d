import { Controller } from "@hotwired/stimulus";
import { DraftKeeper } from "supervise/lib/draft.js";
import { makeButton } from "supervise/lib/make.js";
import { request } from "supervise/lib/request.js";
import { clock, zone } from "supervise/lib/time.js";

const Draft = /** @type {Parts<{element: HTMLFormElement, stateTarget: HTMLElement, groupValue: string, placeValue: string, versionValue: number}>} */ (/** @type {unknown} */ (Controller));

const NOT_WORDS = new Set(["csrf_token", "key", "kept", "protect", "revision", "themes", "needed_by"]);
/** Chosen in the form rather than written: they alone are no draft. */
const CHOSEN = new Set(["kind", "as", "signed", "audience", "setting", "approach", "parent", "reference"]);

/** Keeps what is being written on the server, and says so. */
export default class extends Draft {
  static targets = ["state"];
  static values = { group: String, place: String, version: Number };

  /** @type {DraftKeeper | null} */
  #keeper = null;
  #leave = () => this.#keeper?.now(true);

  // Lifecycle

  connect() {
    this.#keeper = new DraftKeeper({
      version: this.versionValue,
      save: (fields, version, last) => request("POST", "/drafts", { ...this.#where, fields, version }, { keepalive: last }),
      drop: () => request("DELETE", "/drafts", this.#where),
      show: (state, answer) => this.#show(state, answer),
    });
    this.#keeper.begin(this.#fields);
    // before a reload asks for the page, so that it comes with these words; a phone tells only of hiding
    addEventListener("beforeunload", this.#leave);
    addEventListener("pagehide", this.#leave);
  }

  disconnect() {
    this.#stop();
  }

  // Actions

  changed() {
    const fields = this.#fields;
    const written = Object.entries(fields).some(([name, value]) => !CHOSEN.has(name) && value.trim());
    if (written) this.#keeper?.changed(fields);
    else if (this.#keeper?.version || this.#keeper?.pending) this.#keeper.drop();
  }

  sent() {
    this.#keeper?.drop().then(() => this.#keeper?.begin(this.#fields));
  }

  /** The form is posted as a whole, and the server forgets the draft with it. @param {CustomEvent<{until: (ready: Promise<boolean>) => void}>} event */
  settle({ detail }) {
    detail.until(Promise.resolve(this.#keeper?.halt()).then(() => true));
  }

  posting() {
    this.#stop();
  }

  again() {
    if (this.#keeper?.pending) this.#keeper.now();
  }

  // Private

  get #where() {
    return { group: this.groupValue, place: this.placeValue };
  }

  #stop() {
    removeEventListener("beforeunload", this.#leave);
    removeEventListener("pagehide", this.#leave);
  }

  /** @returns {Record<string, string>} */
  get #fields() {
    /** @type {Record<string, string>} */
    const fields = {};
    for (const [name, value] of new FormData(this.element)) {
      if (NOT_WORDS.has(name) || typeof value !== "string" || value === "") continue;
      fields[name] = name in fields ? `${fields[name]} ${value}` : value;
    }
    return fields;
  }

  /** @param {import("supervise/lib/draft.js").State} state @param {Answer} [answer] */
  #show(state, answer) {
    const at = answer?.saved_at === undefined ? new Date() : new Date(answer.saved_at);
    const said = { "": "", keeping: this.stateTarget.textContent ?? "", kept: `Draft kept ${clock(at, zone())}`, failed: "Not kept yet; this page goes on trying", stale: "" }[state];
    this.stateTarget.classList.toggle("saved", state !== "stale");
    if (this.stateTarget.textContent !== said) this.stateTarget.textContent = said;
    if (state === "stale" && answer) this.#choose(answer);
  }

  /** @param {Answer & {fields?: Record<string, any>}} answer */
  #choose(answer) {
    const version = answer.version ?? 0;
    this.stateTarget.replaceChildren(
      "Another page of yours has kept a newer draft. ",
      makeButton("Show the newer one", () => this.#adopt(/** @type {any} */ (answer.fields ?? {}), version), "link"),
      " · ",
      makeButton("Keep this one", () => this.#keeper?.insist(version), "link"),
    );
  }

  /** @param {Record<string, string>} fields @param {number} version */
  #adopt(fields, version) {
    for (const field of this.element.querySelectorAll("textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])")) {
      const written = /** @type {HTMLTextAreaElement | HTMLInputElement} */ (field);
      if (!written.name || NOT_WORDS.has(written.name)) continue;
      written.value = fields[written.name] ?? "";
      written.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#keeper?.adopt(this.#fields, version);
  }
}
