/** A room on the page: its changes in order, asked for again after a gap, a reconnect or a time away. */
import { Changes } from "supervise/lib/changes.js";
import { ask, connected, say } from "supervise/lib/live.js";
import { apply, morph, steady } from "supervise/lib/placing.js";
import { fetchPage } from "supervise/lib/request.js";

const POLL = 60_000;

/**
 * @typedef {object} Page
 * @property {HTMLElement} element the part of the page that shows the room; found again by its id
 * @property {string} room its name, `dilemma:ID` or `group:ID`
 * @property {number} seq the number that the page was rendered at
 * @property {(doc: Document) => number} seqOf the number of a page that was fetched anew
 * @property {() => string} parts a selector of the parts to take from a page fetched anew
 * @property {(element: HTMLElement) => import("supervise/lib/placing.js").Place} placeOf
 * @property {(element: HTMLElement | null, change: Change, live: boolean) => void} placed after a change; the element if it is new
 * @property {(answer: Answer) => void} answered what stood beside the changes
 */

export class Room {
  #page;
  #changes;
  #asked = 0;
  #shown = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #poll;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.#changes = new Changes({
      seq: page.seq,
      apply: (change, live) => this.#apply(change, live),
      ask: (after) => this.#ask(after),
      reload: () => this.reload(),
    });
    this.#poll = setInterval(() => this.#look(), POLL);
  }

  /** Enter, or come back: everything after the last number is asked for. */
  enter() {
    return this.#changes.catchUp();
  }

  /** @param {Change} change */
  receive(change) {
    if (change?.room === this.#page.room) this.#changes.receive(change);
  }

  /** @param {{room: string, seq: number}} head */
  heard(head) {
    if (head.room === this.#page.room) this.#changes.heard(head.seq);
  }

  leave() {
    clearInterval(this.#poll);
    this.#changes.stop();
    say(`${this.#noun}:leave`, { id: this.#id });
  }

  /** Take the page anew; its number, or null if it could not be fetched. */
  async reload() {
    const asked = (this.#asked += 1);
    const doc = await fetchPage(location.pathname + location.search);
    if (!doc?.getElementById(this.#page.element.id)) return null;
    if (asked > this.#shown) this.#show(doc);
    this.#shown = Math.max(this.#shown, asked); // one that was asked for earlier and came later is older
    return this.#page.seqOf(doc);
  }

  /** @param {Document} doc */
  #show(doc) {
    steady(() => {
      for (const part of this.#page.element.querySelectorAll(this.#page.parts())) {
        const like = part.id ? doc.getElementById(part.id) : null;
        if (like) morph(part, like, true);
      }
    });
  }

  get #noun() {
    return this.#page.room.split(":")[0];
  }

  get #id() {
    return this.#page.room.split(":")[1];
  }

  /** @param {number} after */
  async #ask(after) {
    const answer = await ask(`${this.#noun}:open`, { id: this.#id, after });
    if (answer.ok) this.#page.answered(answer);
    else if (answer.code === "missing") document.dispatchEvent(new CustomEvent("live:evicted", { detail: { room: this.#page.room, reason: "removed" } }));
    return answer;
  }

  /**
   * @param {Change} change
   * @param {boolean} live
   */
  #apply(change, live) {
    steady(() => this.#page.placed(apply(change, this.#page.placeOf), change, live));
  }

  /** Without the channel the page is read anew now and then, while somebody looks at it. */
  #look() {
    if (!connected() && document.visibilityState === "visible" && navigator.onLine) this.reload();
  }
}
