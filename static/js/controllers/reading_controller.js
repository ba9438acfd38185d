import { Controller } from "@hotwired/stimulus";
import { request } from "supervise/lib/request.js";

const Reading = /** @type {Parts<{element: HTMLElement, byHandTarget: HTMLElement, hasByHandTarget: boolean, addressValue: string, numberValue: number}>} */ (/** @type {unknown} */ (Controller));

const SETTLED = 1000;

/** Moves this person's own place in a thread on while they read: what has been before their eyes is not new any more. */
export default class extends Reading {
  static targets = ["byHand"];
  static values = { address: String, number: Number };

  /** @type {IntersectionObserver | null} */
  #eyes = null;
  /** @type {number | undefined} */
  #soon = undefined;
  #seen = 0;
  #told = -1;

  // Lifecycle

  connect() {
    if (this.hasByHandTarget) this.byHandTarget.hidden = true;
    this.#eyes = new IntersectionObserver((entries) => this.#saw(entries));
    this.look();
    this.#tellSoon();
  }

  disconnect() {
    this.#eyes?.disconnect();
    this.leave();
  }

  // Actions

  /** Something came: look at it too, once it is on the screen. */
  look() {
    for (const head of this.element.querySelectorAll(".comment__head")) this.#eyes?.observe(head);
  }

  /** The page goes out of sight: what was read is told at once. */
  leave() {
    if (document.visibilityState === "hidden" || !this.element.isConnected) this.#tell();
    else this.#tellSoon();
  }

  // Private

  /** @param {IntersectionObserverEntry[]} entries */
  #saw(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || document.visibilityState === "hidden") continue;
      const comment = /** @type {HTMLElement | null} */ (target.closest(".comment"));
      this.#seen = Math.max(this.#seen, Number(comment?.dataset.number ?? 0));
    }
    if (this.#seen > this.#known) this.#tellSoon();
  }

  #tellSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#tell(), SETTLED);
  }

  async #tell() {
    clearTimeout(this.#soon);
    if (this.#seen <= this.#known) return;
    const number = this.#seen;
    const answer = await request("POST", this.addressValue, { number }, { keepalive: true, background: true });
    if (answer.ok) this.#told = Math.max(this.#told, number);
  }

  /** How far this person is known to have read. */
  get #known() {
    return Math.max(this.numberValue, this.#told);
  }
}
