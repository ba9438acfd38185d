import { Controller } from "@hotwired/stimulus";
import { selected, spanOf } from "supervise/lib/passages.js";

const Quote = /** @type {Parts<{element: HTMLElement, buttonTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** Quoting a selected passage: a button beside the selection, the reference into the composer. */
export default class extends Quote {
  static targets = ["button"];

  /** @type {{quote: string, passage: string} | null} */
  #passage = null;

  // Actions

  offer() {
    this.#passage = this.#selected();
    this.buttonTarget.hidden = this.#passage === null;
  }

  /** A press would take the selection away. @param {Event} event */
  hold(event) {
    event.preventDefault();
  }

  take() {
    if (this.#passage) this.dispatch("take", { detail: this.#passage });
    this.buttonTarget.hidden = true;
    getSelection()?.removeAllRanges();
  }

  // Private

  #selected() {
    const found = document.getElementById("compose") ? selected() : null;
    const place = found && spanOf(found.range);
    const passage = found?.range.toString().trim();
    if (!found || !place || !passage) return null;
    const { text, revision } = found.text.dataset;
    return { quote: `${text}:${revision}:${place.start}:${place.end}`, passage };
  }
}
