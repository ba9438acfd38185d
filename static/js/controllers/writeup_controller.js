import { RoomPage } from "supervise/lib/room_page.js";

const Writeup = /** @type {Parts<RoomPage & {newerTarget: HTMLElement, roomValue: string, seqValue: number}>} */ (/** @type {unknown} */ (RoomPage));

/** A write-up: how it stands, and notes in its margin as they come. What is being written is never touched. */
export default class extends Writeup {
  static targets = ["list", "newer"];
  static values = { room: String, seq: Number };

  // Lifecycle

  connect() {
    this.open(
      {
        room: this.roomValue,
        seq: this.seqValue,
        seqOf: (doc) => Number(doc.getElementById(this.element.id)?.dataset.writeupSeqValue),
        parts: () => "#standing, .notes-beside, .read",
        placeOf: (element) => this.#placeOf(element),
        placed: (element) => this.#placed(element),
        answered: () => {},
      },
      this.newerTarget,
    );
  }

  // Private

  /** @param {HTMLElement} element @returns {import("supervise/lib/placing.js").Place} */
  #placeOf(element) {
    if (!element.matches(".note")) return { list: element.parentElement, after: () => false };
    const place = (/** @type {HTMLElement} */ one) => Number(one.dataset.place) * 10_000 + Number(one.dataset.number);
    return { list: document.getElementById(`notes-${element.dataset.section}`), after: (other, one) => place(other) > place(one) };
  }

  /** @param {HTMLElement | null} element */
  #placed(element) {
    if (!element?.matches(".note")) return;
    const author = element.querySelector("b")?.textContent ?? "somebody";
    this.arrivals?.add(element, "comment--arrived", `A note from ${author}`, "new notes");
  }
}
