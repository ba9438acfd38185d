import { Controller } from "@hotwired/stimulus";
import { request } from "supervise/lib/request.js";

const Helping = /** @type {Parts<{element: HTMLElement, listTarget: HTMLElement, addressValue: string}>} */ (/** @type {unknown} */ (Controller));

const LEAST = 80;

/** Threads of the group that share much with what is being written, looked for whenever the words were checked. */
export default class extends Helping {
  static targets = ["list"];
  static values = { address: String };

  #asking = new AbortController();
  #asked = "";

  // Lifecycle

  disconnect() {
    this.#asking.abort();
  }

  // Actions

  async look() {
    const form = this.element.closest("form");
    const text = /** @type {HTMLTextAreaElement | null} */ (form?.querySelector("textarea[name=account]"))?.value ?? "";
    const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (form?.querySelectorAll("input[name=themes]:checked") ?? []);
    const fields = { text, themes: [...chosen].map((box) => box.value).join(" ") };
    if (text.trim().length < LEAST || JSON.stringify(fields) === this.#asked) return;
    this.#asked = JSON.stringify(fields);
    this.#asking.abort();
    this.#asking = new AbortController();
    const answer = await request("POST", this.addressValue, fields, { signal: this.#asking.signal });
    // nothing changes under a finger or the keyboard
    if (!answer.ok || this.element.matches(":hover, :focus-within")) return;
    this.listTarget.innerHTML = answer.html ?? "";
    this.element.hidden = this.listTarget.querySelector("a") === null;
  }
}
