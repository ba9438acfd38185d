import { Controller } from "@hotwired/stimulus";

const Agenda = /** @type {Parts<{element: HTMLFormElement, lengthTarget: HTMLInputElement, partTargets: HTMLInputElement[], totalTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** Adds up an agenda's minutes beside the meeting's length while somebody plans it. */
export default class extends Agenda {
  static targets = ["length", "part", "format", "total"];

  connect() {
    this.add();
  }

  // Actions

  add() {
    const length = this.#minutes(this.lengthTarget);
    const parts = this.partTargets.filter((part) => this.#isOn(part));
    const total = parts.reduce((sum, part) => sum + this.#minutes(part), 0);
    const line = this.totalTarget;
    const words = length ? `${total} of ${length} minutes are given to something.` : `The agenda takes ${total} minutes.`;
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("agenda__total--over", length > 0 && total > length);
  }

  // Private

  /** A case whose format is left out takes no time. @param {HTMLElement} part */
  #isOn(part) {
    const format = /** @type {HTMLSelectElement | null | undefined} */ (part.closest("fieldset")?.querySelector("[data-agenda-target=format]"));
    return !format || format.value !== "";
  }

  /** @param {HTMLInputElement} field */
  #minutes(field) {
    return Math.max(0, Math.trunc(Number(field.value)) || 0);
  }
}
