/** Where the keyboard is. */

/**
 * Move the keyboard to an element that does not usually take it.
 * @param {HTMLElement} element
 */
export function focusOn(element) {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

/**
 * Change what is inside an element; if the keyboard's place in it is gone, the keyboard rests on the element itself.
 * @param {HTMLElement} element
 * @param {() => void} change
 */
export function restInside(element, change) {
  const inside = element.contains(document.activeElement);
  change();
  if (!inside || element.contains(document.activeElement)) return;
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/**
 * Take an element away; if the keyboard was inside, it goes to what stands beside it.
 * @param {HTMLElement} element
 * @param {() => void} remove
 */
export function keepFocus(element, remove) {
  const inside = element.contains(document.activeElement);
  const beside = element.nextElementSibling ?? element.previousElementSibling ?? element.parentElement;
  remove();
  if (inside && beside instanceof HTMLElement) {
    if (!beside.hasAttribute("tabindex")) beside.tabIndex = -1;
    beside.focus({ preventScroll: true });
  }
}
