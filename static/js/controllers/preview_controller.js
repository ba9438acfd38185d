import { Controller } from "@hotwired/stimulus";
import { request } from "supervise/lib/request.js";

const Preview = /** @type {Parts<{sourceTarget: HTMLTextAreaElement, panelTarget: HTMLElement, buttonTarget: HTMLButtonElement, groupValue: string}>} */ (/** @type {unknown} */ (Controller));

/** How the words will read. */
export default class extends Preview {
  static targets = ["source", "panel", "button"];
  static values = { group: String };

  // Lifecycle

  connect() {
    this.buttonTarget.hidden = false;
    this.#open(false);
  }

  // Actions

  async toggle() {
    if (!this.panelTarget.hidden) return this.#open(false);
    const answer = await request("POST", `/groups/${encodeURIComponent(this.groupValue)}/preview`, { text: this.sourceTarget.value });
    if (answer.ok) this.panelTarget.innerHTML = answer.html ?? "";
    else this.panelTarget.textContent = answer.message ?? "There is no connection just now.";
    this.#open(true);
  }

  close() {
    this.#open(false);
  }

  // Private

  /** @param {boolean} open */
  #open(open) {
    this.panelTarget.hidden = !open;
    this.buttonTarget.setAttribute("aria-expanded", String(open));
    this.buttonTarget.textContent = open ? "Close the preview" : "Preview";
  }
}
