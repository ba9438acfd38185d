import { Controller } from "@hotwired/stimulus";
import { UNDECIDED, undecided } from "supervise/lib/two_versions.js";

const Posting = /** @type {Parts<{element: HTMLFormElement, problemTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** A form that is posted as a whole: once, when what was found is answered, and not into a dead line. */
export default class extends Posting {
  static targets = ["problem"];

  #passed = false;
  #asking = false;

  // Lifecycle

  connect() {
    // a page shown again from the browser's memory may be posted again
    this.#passed = false;
  }

  // Actions

  /** @param {SubmitEvent} event */
  async post(event) {
    if (this.#passed) return this.dispatch("going");
    event.preventDefault();
    if (this.#asking) return;
    if (!navigator.onLine) return this.#tell("There is no connection just now. Your words stay on this page; please try again when it is back.");
    if (undecided(this.element)) return this.#tell(UNDECIDED);
    this.#tell("");
    this.#asking = true;
    /** @type {Promise<boolean | string>[]} */
    const waits = [];
    this.dispatch("check", { detail: { until: (/** @type {Promise<boolean | string>} */ ready) => waits.push(ready) } });
    const answers = await Promise.all(waits);
    this.#asking = false;
    const why = answers.find((one) => typeof one === "string");
    if (why) this.#tell(String(why));
    if (!answers.every((one) => one === true)) return this.dispatch("held");
    this.#passed = true;
    // a form does not take a second submit while the first is still being told
    setTimeout(() => this.element.requestSubmit(event.submitter instanceof HTMLElement ? event.submitter : null));
  }

  // Private

  /** @param {string} words */
  #tell(words) {
    this.problemTarget.textContent = words;
    this.problemTarget.hidden = words === "";
  }
}
