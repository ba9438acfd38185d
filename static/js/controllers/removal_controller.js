import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { ask, connected } from "supervise/lib/live.js";

const Removal = /** @type {Parts<{dialogTarget: HTMLDialogElement}>} */ (/** @type {unknown} */ (Controller));

/** Asks before one's own response is removed; without the channel the link leads to a page that asks. */
export default class extends Removal {
  static targets = ["dialog"];

  #id = "";

  // Actions

  /** @param {Event & {params: {id: string}}} event */
  ask(event) {
    if (!connected()) return;
    event.preventDefault();
    this.#id = event.params.id;
    this.dialogTarget.returnValue = "";
    this.dialogTarget.showModal();
  }

  async answer() {
    if (this.dialogTarget.returnValue !== "remove") return;
    const answer = await ask("comment:remove", { id: this.#id });
    this.dispatch("answered", { detail: { change: answer.change } });
    announce(answer.ok ? "Your response was removed." : (answer.message ?? "It was not removed: there is no connection just now."));
  }
}
