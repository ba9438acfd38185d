import { Controller } from "@hotwired/stimulus";
import { toPoints } from "supervise/lib/spans.js";

const Quote = /** @type {Parts<{element: HTMLElement, buttonTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** Quoting a selected passage: a button beside the selection, the reference into the composer. */
export default class extends Quote {
  static targets = ["button"];

  /** @type {{quote: string, passage: string} | null} */
  #passage = null;

  // Actions

  offer() {
    this.#passage = this.#selected();
    this.buttonTarget.hidden = this.#passage === null;
  }

  /** A press would take the selection away. @param {Event} event */
  hold(event) {
    event.preventDefault();
  }

  take() {
    if (this.#passage) this.dispatch("take", { detail: this.#passage });
    this.buttonTarget.hidden = true;
    getSelection()?.removeAllRanges();
  }

  // Private

  #selected() {
    const selection = getSelection();
    if (!document.getElementById("compose") || !selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const [first, last] = [this.#block(range.startContainer), this.#block(range.endContainer)];
    const text = /** @type {HTMLElement | null | undefined} */ (first?.closest("[data-text]"));
    if (!first || !last || !text?.dataset.text || text !== last.closest("[data-text]")) return null;
    const start = this.#place(first, range.startContainer, range.startOffset, false);
    const end = this.#place(last, range.endContainer, range.endOffset, true);
    const passage = selection.toString().trim();
    return start < end && passage ? { quote: `${text.dataset.text}:${text.dataset.revision}:${start}:${end}`, passage } : null;
  }

  /** The paragraph, with its place in what was written. @param {Node} node @returns {HTMLElement | null} */
  #block(node) {
    const element = node instanceof Element ? node : node.parentElement;
    return element?.closest("[data-span]") ?? null;
  }

  /**
   * A place in what was written, in code points. Where a paragraph reads other than it was written (it holds a stress or
   * a link), it is quoted whole.
   * @param {HTMLElement} block
   * @param {Node} node
   * @param {number} offset
   * @param {boolean} end
   */
  #place(block, node, offset, end) {
    const [from, to] = (block.dataset.span ?? "0:0").split(":").map(Number);
    const shown = block.textContent ?? "";
    if (toPoints(shown, shown.length) !== to - from) return end ? to : from;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, offset);
    return from + toPoints(shown, before.toString().length);
  }
}
