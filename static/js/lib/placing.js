/** Puts what the server rendered in its place on the page, without taking a reader's place, focus or selection. */
import { Idiomorph } from "idiomorph";
import { keepFocus, restInside } from "supervise/lib/focus.js";

/**
 * @typedef {object} Place
 * @property {Element | null} list where the element belongs; null where this page does not show it
 * @property {(other: HTMLElement, element: HTMLElement) => boolean} after whether `other` comes after `element`
 */

/** Set by this page for this person, and not known to the server's neutral words. */
const PERSONAL = "[data-may], [data-reaction], [data-names]";

/**
 * Apply one change; returns the element if it is new on the page.
 * @param {Change} change
 * @param {(element: HTMLElement) => Place} placeOf
 * @returns {HTMLElement | null}
 */
export function apply(change, placeOf) {
  if (!change.id || change.op === "none") return null;
  const here = document.getElementById(change.id);
  if (change.op === "drop") {
    if (here) keepFocus(here, () => here.remove());
    return null;
  }
  const element = parse(change.html ?? "");
  if (!element) return null;
  if (here) restInside(here, () => morph(here, element));
  const { list, after } = placeOf(here ?? element);
  if (!list) return null;
  if (!here || here.parentElement !== list || !inOrder(here, after)) insert(list, here ?? element, after);
  return here ? null : element;
}

/**
 * Make an element on the page like one that the server rendered.
 * @param {Element} here
 * @param {Element} like
 * @param {boolean} [anew] the page was read anew by this person: what is theirs, and the replies, come with it
 */
export function morph(here, like, anew = false) {
  Idiomorph.morph(here, like, {
    morphStyle: "outerHTML",
    callbacks: {
      beforeNodeMorphed: (/** @type {Node} */ old, /** @type {Node} */ now) => !isOurs(old, now, anew),
      beforeNodeRemoved: (/** @type {Node} */ old) => !(old instanceof Element && old.hasAttribute("data-mine")),
      beforeAttributeUpdated: (/** @type {string} */ name, /** @type {Element} */ node) => (anew ? !isUnfolded(name, node) : !isState(name, node)),
    },
  });
}

/**
 * What somebody has unfolded, in order to press what is in it, is not folded under their finger.
 * @param {string} name
 * @param {Element} node
 */
function isUnfolded(name, node) {
  return name === "open" && node.matches("[data-stays-open] details");
}

/**
 * Do something to the page while what the reader looks at, or writes in, stays where it is.
 * @param {() => void} change
 */
export function steady(change) {
  document.documentElement.style.overflowAnchor = "none"; // or the browser would correct a second time
  const anchor = lookedAt();
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (!anchor?.isConnected) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}

/**
 * Whether an element can be seen without scrolling.
 * @param {Element} element
 */
export function inView(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 40 && box.top < innerHeight - 40;
}

/**
 * @param {Node} old
 * @param {Node} now
 * @param {boolean} anew
 */
function isOurs(old, now, anew) {
  if (!(old instanceof Element)) return false;
  // a form in use stays as it is for as long as there is one, and it is for the same
  if (old.hasAttribute("data-keeps") && now instanceof Element && now.getAttribute("data-keeps") === old.getAttribute("data-keeps")) return true;
  if (!anew && ["data-names", "data-replies"].some((part) => old.hasAttribute(part) && now instanceof Element && now.hasAttribute(part))) return true;
  return old.matches("time") && now instanceof Element && old.getAttribute("datetime") === now.getAttribute("datetime");
}

/**
 * @param {string} name
 * @param {Element} node
 */
function isState(name, node) {
  return name === "open" ? node.matches("details") : ["hidden", "aria-pressed", "form"].includes(name) && node.matches(PERSONAL);
}

/** @returns {Element | null} */
function lookedAt() {
  const focus = document.activeElement;
  if (focus && focus !== document.body && !focus.matches("main") && inView(focus)) return focus;
  for (const height of [12, 72, 144, 240]) {
    const seen = document.elementFromPoint(innerWidth / 2, height);
    if (seen && seen.closest("main") && !seen.matches("main, .thread, .talk, .talk__list, .rows")) return seen;
  }
  return null;
}

/**
 * @param {HTMLElement} here
 * @param {Place["after"]} after
 */
function inOrder(here, after) {
  const [before, next] = [here.previousElementSibling, here.nextElementSibling];
  return !(before instanceof HTMLElement && after(before, here)) && !(next instanceof HTMLElement && !after(next, here));
}

/**
 * @param {Element} list
 * @param {HTMLElement} element
 * @param {Place["after"]} after
 */
function insert(list, element, after) {
  const next = [...list.children].find((other) => other !== element && after(/** @type {HTMLElement} */ (other), element));
  list.insertBefore(element, next ?? null);
}

/**
 * Where a comment belongs: by its number, a reply under what it answers. A part of a long thread takes in nothing from
 * before or behind it.
 * @param {HTMLElement} list
 * @param {HTMLElement} element
 * @param {{earlier: boolean, later: boolean}} more what the thread has beyond this page
 * @returns {Place}
 */
export function placeInThread(list, element, more) {
  const after = (/** @type {HTMLElement} */ other, /** @type {HTMLElement} */ one) => Number(other.dataset.number) > Number(one.dataset.number);
  // what is no comment stays where it stands
  if (!element.id.startsWith("comment-")) return { list: element.parentElement, after: follows };
  const parent = element.dataset.parent;
  if (parent) return { list: document.querySelector(`#comment-${CSS.escape(parent)} > [data-replies]`), after };
  const [first, last] = /** @type {(HTMLElement | null)[]} */ ([list.firstElementChild, list.lastElementChild]);
  const beyond = (more.earlier && first && after(first, element)) || (more.later && last && after(element, last));
  return { list: beyond ? null : list, after };
}

/**
 * Whether one element stands behind another on the page.
 * @param {HTMLElement} other
 * @param {HTMLElement} one
 */
function follows(other, one) {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/**
 * @param {string} html rendered by the server, its words made safe there
 * @returns {HTMLElement | null}
 */
function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return /** @type {HTMLElement | null} */ (template.content.firstElementChild);
}
