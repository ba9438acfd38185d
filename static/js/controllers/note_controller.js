import { Controller } from "@hotwired/stimulus";

const Note = /** @type {Parts<{element: HTMLElement, buttonTarget: HTMLElement, hasButtonTarget: boolean, wordsTarget: HTMLElement, partValue: string}>} */ (/** @type {unknown} */ (Controller));

/** A note beside words that are being written: it leads to them, wherever they stand by now. */
export default class extends Note {
  static targets = ["button", "words"];
  static values = { part: String };

  // Lifecycle

  connect() {
    if (this.hasButtonTarget && this.#box) this.buttonTarget.hidden = false;
  }

  // Actions

  show() {
    const box = this.#box;
    const words = this.wordsTarget.textContent ?? "";
    const at = box?.value.indexOf(words) ?? -1;
    if (!box || at < 0) return;
    box.focus();
    box.setSelectionRange(at, at + words.length);
    box.scrollIntoView({ block: "center" });
  }

  // Private

  get #box() {
    return /** @type {HTMLTextAreaElement | null} */ (document.getElementById(`words-${this.partValue}`));
  }
}
