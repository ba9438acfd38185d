import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { ask, connected } from "supervise/lib/live.js";
import { selected, spanOf, wordsIn } from "supervise/lib/passages.js";

const Cover = /** @type {Parts<{element: HTMLElement, buttonTarget: HTMLElement, eventValue: string, pageValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Covering a selected passage for everybody; without the channel a page does it. */
export default class extends Cover {
  static targets = ["button"];
  static values = { event: { type: String, default: "cover" }, page: String };

  /** @type {{text: string, revision: number, start: number, end: number, words: string} | null} */
  #marked = null;

  // Actions

  offer() {
    this.#marked = this.#selected();
    this.buttonTarget.hidden = this.#marked === null;
  }

  /** A press would take the selection away. @param {Event} event */
  hold(event) {
    event.preventDefault();
  }

  async take() {
    const marked = this.#marked;
    if (!marked) return;
    if (!connected()) return this.#page(marked.text);
    getSelection()?.removeAllRanges();
    const answer = await ask(this.eventValue, marked);
    this.dispatch("answered", { detail: { change: answer.change } });
    announce(answer.ok ? "It is covered for everybody now." : (answer.message ?? "It was not covered: there is no connection just now."));
    if (!answer.ok && answer.code !== "offline") this.#page(marked.text);
  }

  // Private

  /** @param {string} text */
  #page(text) {
    location.assign(this.pageValue || `/texts/${text}/cover`);
  }

  #selected() {
    const found = selected();
    if (!found || !this.element.contains(found.text)) return null;
    const words = wordsIn(found.range);
    if (!words.replaceAll("\ufffc", "").trim()) return null;
    const { text, revision } = found.text.dataset;
    const place = spanOf(found.range) ?? { start: 0, end: 0 };
    return { text: text ?? "", revision: Number(revision), ...place, words };
  }
}
