import { Controller } from "@hotwired/stimulus";

const NEAR = 0.9;

/** How many characters are left, once a field comes near its limit. Nothing is ever cut. */
export default class extends Controller {
  // Actions

  /** @param {Event} event */
  update({ target }) {
    const fields = target instanceof HTMLElement && target.matches("[data-limit]") ? [target] : this.element.querySelectorAll("[data-limit]");
    for (const field of fields) this.#show(/** @type {HTMLTextAreaElement} */ (field));
  }

  // Private

  /** @param {HTMLTextAreaElement} field */
  #show(field) {
    const limit = Number(field.dataset.limit);
    const left = limit - [...field.value].length;
    const line = document.getElementById(`${field.id}-limit`);
    if (!line) return;
    line.dataset.said ??= line.textContent ?? "";
    const near = left < limit * (1 - NEAR);
    line.textContent = near ? this.#words(left) : line.dataset.said;
    line.hidden = line.textContent === "";
    line.classList.toggle("counter--over", left < 0);
    if (left < 0) field.setAttribute("aria-invalid", "true");
    else if (near) field.removeAttribute("aria-invalid");
  }

  /** @param {number} left */
  #words(left) {
    const number = Math.abs(left).toLocaleString("en-GB");
    return left < 0 ? `${number} characters too long; nothing is cut, please shorten it.` : `${number} characters left.`;
  }
}
