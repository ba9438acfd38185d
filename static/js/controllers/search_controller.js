import { Controller } from "@hotwired/stimulus";
import { announceWhenQuiet } from "supervise/lib/announce.js";
import { request } from "supervise/lib/request.js";

const Search = /** @type {Parts<{formTarget: HTMLFormElement, foundTarget: HTMLElement, problemTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

const PAUSE = 250;
const QUIET = 800;

/** What is found changes as one types; without this the form is sent as a whole, with the same outcome. */
export default class extends Search {
  static targets = ["form", "found", "problem"];

  #waiting = 0;
  #asking = new AbortController();
  #asked = "";

  // Lifecycle

  connect() {
    this.#asked = this.#wanted();
  }

  disconnect() {
    clearTimeout(this.#waiting);
    this.#asking.abort();
  }

  // Actions

  typed() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#look(), PAUSE);
  }

  chosen() {
    this.#look();
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    event.preventDefault();
    const button = event.submitter;
    const page = button instanceof HTMLButtonElement && button.name === "page" ? button.value : "1";
    this.#look(page, true);
  }

  again() {
    this.#look("1", true);
  }

  // Private

  #look(page = "1", always = false) {
    clearTimeout(this.#waiting);
    const wanted = this.#wanted();
    if (wanted === this.#asked && !always) return;
    this.#asked = wanted;
    this.#ask({ ...JSON.parse(wanted), page });
  }

  /** @param {Record<string, string>} fields */
  async #ask(fields) {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.foundTarget.classList.add("found--waiting");
    const answer = await request("POST", this.formTarget.action, fields, { signal: this.#asking.signal });
    if (answer.code === "stopped") return;
    this.foundTarget.classList.remove("found--waiting");
    this.#tell(answer);
    if (!answer.ok) return;
    this.foundTarget.innerHTML = answer.html ?? "";
    if (fields.page !== "1") this.#toTop();
    announceWhenQuiet(QUIET, () => this.foundTarget.querySelector("[data-said]")?.textContent?.trim() ?? "");
  }

  /** @param {Answer} answer */
  #tell(answer) {
    const why = Object.values(answer.fields ?? {}).flat()[0] ?? answer.message ?? "There is no connection just now. What you typed stays here.";
    this.problemTarget.hidden = answer.ok;
    this.problemTarget.textContent = answer.ok ? "" : why;
    if (!answer.ok) this.#asked = "";
  }

  #toTop() {
    const first = this.foundTarget.querySelector("a");
    first?.focus({ preventScroll: true });
    this.foundTarget.scrollIntoView({ block: "start" });
  }

  #wanted() {
    const fields = Object.fromEntries(new FormData(this.formTarget));
    delete fields.csrf_token;
    return JSON.stringify(fields);
  }
}
