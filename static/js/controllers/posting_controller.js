import { Controller } from "@hotwired/stimulus";

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
    this.#tell("");
    this.#asking = true;
    /** @type {Promise<boolean>[]} */
    const waits = [];
    this.dispatch("check", { detail: { until: (/** @type {Promise<boolean>} */ ready) => waits.push(ready) } });
    const ready = (await Promise.all(waits)).every(Boolean);
    this.#asking = false;
    if (!ready) return this.dispatch("held");
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
