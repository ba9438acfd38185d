/** What somebody has selected of what was written: the words as they see them, and their place in what was typed. */
import { toPoints } from "supervise/lib/spans.js";

/** Stands for what is covered already. */
const HOLE = "\ufffc";
const BLOCKS = "p, li, h3, h4, blockquote, br, hr, pre";

/** @typedef {{text: HTMLElement, range: Range}} Selected */

/**
 * What is selected of one text; a selection that reaches beyond it is cut at its edge.
 * @returns {Selected | null}
 */
export function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const [first, last] = [textOf(range.startContainer), textOf(range.endContainer)];
  const text = first ?? last;
  if (!text) return null;
  if (first !== text) range.setStart(text, 0);
  if (last !== text) range.setEnd(text, text.childNodes.length);
  return range.collapsed ? null : { text, range };
}

/**
 * The words as they are seen, with a mark for what is covered.
 * @param {Range} range
 */
export function wordsIn(range) {
  const copy = range.cloneContents();
  const within = parentOf(range.commonAncestorContainer)?.closest(".covered");
  if (within) return within.matches(".covered--gone") ? "" : HOLE;
  for (const covered of copy.querySelectorAll(".covered")) covered.replaceWith(covered.matches(".covered--gone") ? " " : ` ${HOLE} `);
  for (const block of copy.querySelectorAll(BLOCKS)) block.append("\n");
  return (copy.textContent ?? "").trim();
}

/**
 * Where a selection stands in what was typed, in code points; null where the page does not say so.
 * @param {Range} range
 * @returns {{start: number, end: number} | null}
 */
export function spanOf(range) {
  const [first, last] = [blockOf(range.startContainer), blockOf(range.endContainer)];
  if (!first || !last) return null;
  const start = place(first, range.startContainer, range.startOffset, false);
  const end = place(last, range.endContainer, range.endOffset, true);
  return start < end ? { start, end } : null;
}

/** @param {Node} node */
function textOf(node) {
  return /** @type {HTMLElement | null} */ (parentOf(node)?.closest("[data-text]") ?? null);
}

/** The paragraph, with its place in what was written. @param {Node} node */
function blockOf(node) {
  return /** @type {HTMLElement | null} */ (parentOf(node)?.closest("[data-span]") ?? null);
}

/** @param {Node} node */
function parentOf(node) {
  return node instanceof Element ? node : node.parentElement;
}

/**
 * A place in what was written. Where a paragraph reads other than it was written (it holds a stress or a link), it is
 * taken whole.
 * @param {HTMLElement} block
 * @param {Node} node
 * @param {number} offset
 * @param {boolean} end
 */
function place(block, node, offset, end) {
  const [from, to] = (block.dataset.span ?? "0:0").split(":").map(Number);
  const shown = block.textContent ?? "";
  if (toPoints(shown, shown.length) !== to - from) return end ? to : from;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return from + toPoints(shown, before.toString().length);
}
