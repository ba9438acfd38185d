import { Controller } from "@hotwired/stimulus";
import { selected, spanOf } from "supervise/lib/passages.js";

const Margin = /** @type {Parts<{buttonTarget: HTMLElement, formTargets: HTMLDetailsElement[]}>} */ (/** @type {unknown} */ (Controller));

/** Selecting words of a write-up: a button beside the selection opens the note's form with them. */
export default class extends Margin {
  static targets = ["button", "form"];

  /** @type {{form: HTMLDetailsElement, quote: string, words: string} | null} */
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
    if (!this.#passage) return;
    const { form, quote, words } = this.#passage;
    form.open = true;
    this.#field(form, "quote").value = quote;
    this.#field(form, "words").value = words;
    this.buttonTarget.hidden = true;
    getSelection()?.removeAllRanges();
    this.#field(form, "body").focus();
  }

  // Private

  #selected() {
    const found = selected();
    const place = found && spanOf(found.range);
    const words = found?.range.toString().trim();
    const form = found && this.formTargets.find((one) => one.dataset.text === found.text.dataset.text);
    if (!found || !place || !words || !form) return null;
    const { text, revision } = found.text.dataset;
    return { form, quote: `${text}:${revision}:${place.start}:${place.end}`, words };
  }

  /** @param {HTMLElement} form @param {string} name */
  #field(form, name) {
    return /** @type {HTMLInputElement} */ (form.querySelector(`[name=${name}]`));
  }
}
