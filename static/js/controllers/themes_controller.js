import { Controller } from "@hotwired/stimulus";
import { make } from "supervise/lib/make.js";

const Themes = /** @type {Parts<{element: HTMLElement, listTarget: HTMLElement, lastTarget: HTMLElement, otherTarget: HTMLSelectElement, unsureTarget: HTMLInputElement, hintTarget: HTMLElement, careTarget: HTMLElement, hasCareTarget: boolean}>} */ (/** @type {unknown} */ (Controller));

const MOST = 3;
// read in the words alone, before anybody chooses: the group's own route stands there at once
const URGENT = new Set(["risk-safety", "safeguarding"]);

/** Up to three themes that the words speak for, one press each, or 'Not sure yet'. */
export default class extends Themes {
  static targets = ["list", "last", "other", "unsure", "hint", "care"];

  /** @type {ThemeHint[] | null} */
  #waiting = null;

  // Actions

  /** @param {CustomEvent<{themes: ThemeHint[]}>} event */
  suggest({ detail: { themes } }) {
    if (themes.length === 0) return;
    // nothing changes under a finger or the keyboard
    if (this.listTarget.matches(":hover, :focus-within")) this.#waiting = themes;
    else this.#show(themes);
  }

  settle() {
    const themes = this.#waiting;
    this.#waiting = null;
    if (themes) this.suggest(new CustomEvent("settle", { detail: { themes } }));
  }

  chosen() {
    this.unsureTarget.checked = !this.#some;
    this.#care();
  }

  unsure() {
    if (this.unsureTarget.checked) {
      for (const box of this.#boxes) box.checked = false;
      this.otherTarget.value = "";
    } else this.unsureTarget.checked = !this.#some;
    this.#care();
  }

  // Private

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.listTarget.querySelectorAll("input[name=themes]"))];
  }

  get #some() {
    return this.otherTarget.value !== "" || this.#boxes.some((box) => box.checked);
  }

  /** @param {ThemeHint[]} themes */
  #show(themes) {
    for (const box of this.#boxes) if (!box.checked) box.closest("label")?.remove();
    const kept = new Set(this.#boxes.map((box) => box.value));
    const room = Math.max(0, MOST - kept.size);
    this.lastTarget.before(...themes.filter((theme) => !kept.has(theme.slug)).slice(0, room).map((theme) => this.#choice(theme)));
    this.hintTarget.hidden = true;
    this.#care();
  }

  /** @param {ThemeHint} theme */
  #choice(theme) {
    const box = make("input", { type: "checkbox", name: "themes", value: theme.slug });
    box.dataset.care = String(theme.care === true);
    const label = make("label", { className: "theme-choice" }, box, make("span", { className: "theme-choice__label", textContent: theme.label ?? theme.slug }));
    if (theme.words?.length) label.append(make("span", { className: "theme-choice__why", textContent: `for ‘${theme.words[0]}’` }));
    return label;
  }

  #care() {
    if (!this.hasCareTarget) return;
    const other = this.otherTarget.selectedOptions[0]?.dataset.care === "true";
    this.careTarget.hidden = !other && !this.#boxes.some((box) => URGENT.has(box.value) || (box.checked && box.dataset.care === "true"));
  }
}
