import { Controller } from "@hotwired/stimulus";
import { Arrivals } from "supervise/lib/arrivals.js";
import { connected } from "supervise/lib/live.js";
import { Room } from "supervise/lib/room.js";

const Writeup = /** @type {Parts<{element: HTMLElement, newerTarget: HTMLElement, roomValue: string, seqValue: number}>} */ (/** @type {unknown} */ (Controller));

/** A write-up: how it stands, and notes in its margin as they come. What is being written is never touched. */
export default class extends Writeup {
  static targets = ["list", "newer"];
  static values = { room: String, seq: Number };

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
      seqOf: (doc) => Number(doc.getElementById(this.element.id)?.dataset.writeupSeqValue),
      parts: () => "#standing, .notes-beside, .read",
      placeOf: (element) => this.#placeOf(element),
      placed: (element) => this.#placed(element),
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
    this.#arrivals?.add(element, "comment--arrived", `A note from ${author}`, "new notes");
  }
}
