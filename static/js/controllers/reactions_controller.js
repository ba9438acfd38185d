import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { ask, connected } from "supervise/lib/live.js";
import { press } from "supervise/lib/yours.js";

const Reactions = /** @type {Parts<{idValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Acknowledging a response; without the channel the button posts the page's form. */
export default class extends Reactions {
  static values = { id: String };

  // Actions

  /** @param {Event} event */
  async toggle(event) {
    if (!connected()) return;
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
    const on = button.getAttribute("aria-pressed") !== "true";
    press(button, on);
    const answer = await ask("comment:react", { id: this.idValue, reaction: button.value, on });
    if (answer.ok) return this.dispatch("answered", { detail: { change: answer.change } });
    press(button, !on);
    announce(answer.message ?? "That did not reach the server. Please try again.");
  }
}
