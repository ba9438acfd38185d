import { Controller } from "@hotwired/stimulus";

const Menu = /** @type {Parts<{element: HTMLDetailsElement}>} */ (/** @type {unknown} */ (Controller));

/** A small menu that closes when one looks elsewhere. */
export default class extends Menu {
  // Lifecycle

  connect() {
    document.addEventListener("click", this.#elsewhere);
    this.element.addEventListener("focusout", this.#left);
    this.element.addEventListener("keydown", this.#escape);
  }

  disconnect() {
    document.removeEventListener("click", this.#elsewhere);
    this.element.removeEventListener("focusout", this.#left);
    this.element.removeEventListener("keydown", this.#escape);
  }

  // Private

  /** @param {Event} event */
  #elsewhere = (event) => {
    if (event.target instanceof Node && !this.element.contains(event.target)) this.element.open = false;
  };

  /** @param {FocusEvent} event */
  #left = (event) => {
    if (event.relatedTarget instanceof Node && !this.element.contains(event.relatedTarget)) this.element.open = false;
  };

  /** @param {KeyboardEvent} event */
  #escape = (event) => {
    if (event.key !== "Escape" || !this.element.open) return;
    this.element.open = false;
    this.element.querySelector("summary")?.focus();
  };
}
