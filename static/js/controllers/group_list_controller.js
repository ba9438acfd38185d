import { RoomPage } from "supervise/lib/room_page.js";

const GroupList = /** @type {Parts<RoomPage & {askedTarget: HTMLElement, waitingTarget: HTMLElement, hasWaitingTarget: boolean, restTarget: HTMLElement, newerTarget: HTMLElement, emptyTarget: HTMLElement, roomValue: string, seqValue: number, filteredValue: boolean, moreValue: boolean}>} */ (/** @type {unknown} */ (RoomPage));

/** @param {HTMLElement} one */
const at = (one) => Number(one.dataset.at);

/** @param {HTMLElement} one */
const posted = (one) => Number(one.dataset.number);

/** A group's list of dilemmas. */
export default class extends GroupList {
  static targets = ["asked", "waiting", "rest", "newer", "empty"];
  static values = { room: String, seq: Number, filtered: Boolean, more: Boolean };

  // Lifecycle

  connect() {
    this.open(
      {
        room: this.roomValue,
        seq: this.seqValue,
        seqOf: (doc) => Number(doc.getElementById(this.element.id)?.dataset.groupListSeqValue),
        parts: () => ".rows",
        placeOf: (row) => this.#placeOf(row),
        placed: (row) => this.#placed(row),
        answered: () => {},
      },
      this.newerTarget,
    );
  }

  // Private

  /** @param {HTMLElement} row @returns {import("supervise/lib/placing.js").Place} */
  #placeOf(row) {
    const waits = row.dataset.waits === "true" && this.hasWaitingTarget;
    // a page that is narrowed shows nothing of what asks first
    const asked = row.dataset.asked === "true";
    if (asked && !this.hasWaitingTarget) return { list: null, after: () => false };
    const list = asked ? this.askedTarget : waits ? this.waitingTarget : this.restTarget;
    // the longest waiting first, then what moved last
    const after = waits ? (/** @type {HTMLElement} */ other, /** @type {HTMLElement} */ one) => posted(other) > posted(one) : (/** @type {HTMLElement} */ other, /** @type {HTMLElement} */ one) => at(other) < at(one);
    const last = /** @type {HTMLElement | null} */ (this.restTarget.lastElementChild);
    // a filtered list changes only what it shows, and a cut one takes in nothing from behind the cut
    const outside = !row.isConnected && (this.filteredValue || (this.moreValue && !waits && !asked && last !== null && at(row) < at(last)));
    return { list: outside ? null : list, after };
  }

  /** @param {HTMLElement | null} row */
  #placed(row) {
    const some = this.element.querySelector(".row") !== null;
    this.emptyTarget.hidden = some;
    for (const list of this.hasWaitingTarget ? [this.askedTarget, this.waitingTarget, this.restTarget] : [this.restTarget]) {
      const part = list.closest(".rows__part");
      if (part instanceof HTMLElement) part.hidden = list.childElementCount === 0;
    }
    if (row) this.arrivals?.add(row, "row--arrived", "A new dilemma in the list", "new dilemmas");
  }
}
