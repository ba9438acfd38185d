import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { fetchPage } from "supervise/lib/request.js";

const More = /** @type {Parts<{element: HTMLElement, linkTarget: HTMLAnchorElement}>} */ (/** @type {unknown} */ (Controller));

/** How far below the window a list may be that is read on, in pixels. */
const AHEAD = 600;

/** The rest of a list, which stands on a page of its own: it is fetched as soon as the end of the list comes near. */
export default class extends More {
  static targets = ["link"];

  /** @type {IntersectionObserver | null} */
  #near = null;

  // Lifecycle

  connect() {
    this.#near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#fetch(), { rootMargin: `${AHEAD}px 0px` });
    this.#near.observe(this.element);
  }

  disconnect() {
    this.#near?.disconnect();
  }

  // Actions

  /** @param {MouseEvent} event */
  async press(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const first = await this.#fetch();
    first?.querySelector("a")?.focus();
    if (first) announce("The other notes are shown.");
  }

  // Private

  /** @returns {Promise<Element | null>} the first that is new */
  async #fetch() {
    this.#near?.disconnect();
    const list = this.element.parentElement;
    const there = list && (await fetchPage(this.linkTarget.href))?.getElementById(list.id);
    if (!there || !this.element.isConnected) return null;
    const fresh = [...there.children];
    /** @type {Element | null} */
    let before = list.firstElementChild;
    const others = [];
    for (const one of fresh) {
      const here = document.getElementById(one.id);
      if (here) before = here.nextElementSibling;
      else others.push(list.insertBefore(one, before));
    }
    this.element.remove();
    return others[0] ?? null;
  }
}
