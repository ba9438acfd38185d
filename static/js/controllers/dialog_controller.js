import { Controller } from "@hotwired/stimulus";

/** Opens a native dialog where a link would lead to a page that asks the same; a press beside it closes it. */
export default class extends Controller {
  // Lifecycle

  connect() {
    document.addEventListener("click", this.#open);
    this.element.addEventListener("click", this.#beside);
  }

  disconnect() {
    document.removeEventListener("click", this.#open);
    this.element.removeEventListener("click", this.#beside);
  }

  // Private

  /** @param {Event} event */
  #open = (event) => {
    const opener = event.target instanceof Element ? event.target.closest(`[data-opens="${CSS.escape(this.element.id)}"]`) : null;
    if (!opener || !(this.element instanceof HTMLDialogElement)) return;
    event.preventDefault();
    this.element.showModal();
  };

  /** @param {Event} event */
  #beside = (event) => {
    if (event.target === this.element && this.element instanceof HTMLDialogElement) this.element.close("");
  };
}
