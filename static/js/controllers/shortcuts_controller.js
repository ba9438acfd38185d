import { Controller } from "@hotwired/stimulus";

const Shortcuts = /** @type {Parts<{element: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** @type {Record<string, (move: (by: number) => void) => void>} what each key does together with Alt and Shift */
const KEYS = {
  KeyT: () => location.assign("/"),
  KeyF: () => focusOn("#top-words, #words") || location.assign("/search"),
  KeyR: () => focusOn("#body, #account"),
  KeyN: () => focusOn(".since a, .comment .since"),
  KeyJ: (move) => move(1),
  KeyK: (move) => move(-1),
};

/** Keys for what is done often, always with Alt and Shift, so that they never write nor are written; the help names them. */
export default class extends Shortcuts {
  // Lifecycle

  connect() {
    document.addEventListener("keydown", this.#press);
  }

  disconnect() {
    document.removeEventListener("keydown", this.#press);
  }

  // Private

  #press = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey && event.key === "/") this.#go(event, () => location.assign("/help#keyboard"));
    else if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && KEYS[event.code]) {
      this.#go(event, () => KEYS[event.code](move));
    }
  };

  /** @param {KeyboardEvent} event @param {() => void} act */
  #go(event, act) {
    // a dialog asks something first, and a locked page is nobody's
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  }
}

/** To the response after or before the one where one is. @param {number} by */
function move(by) {
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".comment"))];
  const here = all.findIndex((one) => one.contains(document.activeElement) && one.querySelector(".comment :focus") === null);
  const next = all[Math.min(all.length - 1, Math.max(0, here + by))];
  focusOn(next ? `#${next.id} .comment__when` : "");
}

/** @param {string} selector */
function focusOn(selector) {
  const found = /** @type {HTMLElement | null} */ (selector ? document.querySelector(selector) : null);
  const seen = found?.closest("form.top__search") && found.offsetParent === null ? null : found;
  seen?.focus();
  seen?.scrollIntoView({ block: "center" });
  return seen !== null;
}
