/** What has just come: a breath of colour, a sentence for those who listen, a button where it lies out of sight. */
import { announceArrival } from "supervise/lib/announce.js";
import { focusOn } from "supervise/lib/focus.js";
import { inView } from "supervise/lib/placing.js";

const BREATH = 6000;

/** @typedef {{element: HTMLElement, name: string, sentence: string, many: string}} Arrival */

export class Arrivals {
  #button;
  /** @type {HTMLElement[]} */
  #unseen = [];
  /** @type {Arrival[]} */
  #held = [];
  #holding = 0;
  #watch;

  /** @param {HTMLElement} button shown while something new lies out of sight */
  constructor(button) {
    this.#button = button;
    this.#watch = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && this.#seen(entry.target)), { rootMargin: "-40px 0px" });
  }

  /**
   * @param {HTMLElement} element
   * @param {string} name the class of what has just come
   * @param {string} sentence what came, without its full stop
   * @param {string} many how several are called
   */
  add(element, name, sentence, many) {
    const arrival = { element, name, sentence, many };
    if (this.#holding > 0) this.#held.push(arrival);
    else this.#show(arrival);
  }

  /** Say nothing of what comes until `release`: one of it may be this page's own. */
  hold() {
    this.#holding += 1;
  }

  /** @param {string} [own] the id of the element that was this page's own */
  release(own) {
    this.#holding = Math.max(0, this.#holding - 1);
    this.#held = this.#held.filter((arrival) => arrival.element.id !== own);
    if (own && this.#unseen.length) this.#seen(/** @type {Element} */ (document.getElementById(own)));
    if (this.#holding > 0) return;
    for (const arrival of this.#held.splice(0)) this.#show(arrival);
  }

  /** Go to the first one not yet seen. */
  go() {
    const first = this.#unseen.filter((element) => element.isConnected).sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];
    this.#forget();
    if (first) focusOn(first);
  }

  stop() {
    this.#forget();
    this.#watch.disconnect();
  }

  /** @param {Arrival} arrival */
  #show({ element, name, sentence, many }) {
    if (!element.isConnected) return;
    element.classList.add(name);
    setTimeout(() => element.classList.remove(name), BREATH);
    announceArrival(sentence, many);
    if (inView(element)) return;
    this.#unseen.push(element);
    this.#watch.observe(element);
    this.#button.hidden = false;
  }

  /** @param {Element | null} element */
  #seen(element) {
    if (element) this.#watch.unobserve(element);
    this.#unseen = this.#unseen.filter((other) => other !== element && other.isConnected);
    this.#button.hidden = this.#unseen.length === 0;
  }

  #forget() {
    for (const element of this.#unseen) this.#watch.unobserve(element);
    this.#unseen = [];
    this.#button.hidden = true;
  }
}
