import { Controller } from "@hotwired/stimulus";
import { Arrivals } from "supervise/lib/arrivals.js";
import { connected } from "supervise/lib/live.js";
import { Room } from "supervise/lib/room.js";

const GroupList = /** @type {Parts<{element: HTMLElement, waitingTarget: HTMLElement, hasWaitingTarget: boolean, restTarget: HTMLElement, newerTarget: HTMLElement, emptyTarget: HTMLElement, roomValue: string, seqValue: number, filteredValue: boolean, moreValue: boolean}>} */ (/** @type {unknown} */ (Controller));

/** @param {HTMLElement} one */
const at = (one) => Number(one.dataset.at);

/** @param {HTMLElement} one */
const posted = (one) => Number(one.dataset.number);

/** A group's list of dilemmas. */
export default class extends GroupList {
  static targets = ["waiting", "rest", "newer", "empty"];
  static values = { room: String, seq: Number, filtered: Boolean, more: Boolean };

  /** @type {Room | null} */
  #room = null;
  /** @type {Arrivals | null} */
  #arrivals = null;
  #away = 0;

  // Lifecycle

  connect() {
    this.#arrivals = new Arrivals(this.newerTarget);
    this.#room = new Room({
      element: this.element,
      room: this.roomValue,
      seq: this.seqValue,
      seqOf: (doc) => Number(doc.getElementById(this.element.id)?.dataset.groupListSeqValue),
      parts: () => ".rows",
      placeOf: (row) => this.#placeOf(row),
      placed: (row) => this.#placed(row),
      answered: () => {},
    });
    if (connected()) this.#room.enter();
  }

  disconnect() {
    this.#room?.leave();
    this.#arrivals?.stop();
  }

  // Actions

  opened() {
    this.#room?.enter();
  }

  /** @param {CustomEvent<Change>} event */
  changed({ detail }) {
    this.#room?.receive(detail);
  }

  /** @param {CustomEvent<{room: string, seq: number}>} event */
  heard({ detail }) {
    this.#room?.heard(detail);
  }

  returned() {
    if (document.visibilityState === "hidden") this.#away = Date.now();
    else if (connected() && Date.now() - this.#away > 30_000) this.#room?.enter();
  }

  showNew() {
    this.#arrivals?.go();
  }

  // Private

  /** @param {HTMLElement} row @returns {import("supervise/lib/placing.js").Place} */
  #placeOf(row) {
    const waits = row.dataset.waits === "true" && this.hasWaitingTarget;
    const list = waits ? this.waitingTarget : this.restTarget;
    // the longest waiting first, then what moved last
    const after = waits ? (/** @type {HTMLElement} */ other, /** @type {HTMLElement} */ one) => posted(other) > posted(one) : (/** @type {HTMLElement} */ other, /** @type {HTMLElement} */ one) => at(other) < at(one);
    const last = /** @type {HTMLElement | null} */ (this.restTarget.lastElementChild);
    // a filtered list changes only what it shows, and a cut one takes in nothing from behind the cut
    const outside = !row.isConnected && (this.filteredValue || (this.moreValue && !waits && last !== null && at(row) < at(last)));
    return { list: outside ? null : list, after };
  }

  /** @param {HTMLElement | null} row */
  #placed(row) {
    const some = this.element.querySelector(".row") !== null;
    this.emptyTarget.hidden = some;
    for (const list of this.hasWaitingTarget ? [this.waitingTarget, this.restTarget] : [this.restTarget]) {
      const part = list.closest(".rows__part");
      if (part instanceof HTMLElement) part.hidden = list.childElementCount === 0;
    }
    if (row) this.#arrivals?.add(row, "row--arrived", "A new dilemma in the list", "new dilemmas");
  }
}
