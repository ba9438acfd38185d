import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";

const Copying = /** @type {Parts<{element: HTMLButtonElement, addressValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Copies the link to a page of ours; it opens nothing to whoever may not read it. */
export default class extends Copying {
  static values = { address: String };

  // Lifecycle

  connect() {
    this.element.hidden = !navigator.clipboard;
  }

  // Actions

  async copy() {
    try {
      await navigator.clipboard.writeText(new URL(this.addressValue, location.origin).href);
      this.#say("Its link is copied");
    } catch {
      this.#say("The browser does not let this page copy");
    }
  }

  // Private

  /** @param {string} words */
  #say(words) {
    this.element.textContent = words;
    announce(words);
  }
}
