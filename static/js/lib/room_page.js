import { Controller } from "@hotwired/stimulus";
import { Arrivals } from "supervise/lib/arrivals.js";
import { connected } from "supervise/lib/live.js";
import { Room } from "supervise/lib/room.js";

const Page = /** @type {Parts<{element: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

const AWAY = 30_000;

/** What every page of a room does: it enters, takes what comes, asks again after a time away, and leaves. */
export class RoomPage extends Page {
  /** @type {Room | null} */
  room = null;
  /** @type {Arrivals | null} */
  arrivals = null;
  #left = 0;

  /**
   * Open the room, when the page is there.
   * @param {Omit<import("supervise/lib/room.js").Page, "element">} how
   * @param {HTMLElement | null} newer what says that something new stands further down
   */
  open(how, newer) {
    this.arrivals = newer && new Arrivals(newer);
    this.room = new Room({ element: this.element, ...how });
    if (connected()) this.room.enter();
  }

  disconnect() {
    this.room?.leave();
    this.arrivals?.stop();
  }

  // Actions

  opened() {
    this.room?.enter();
  }

  /** @param {CustomEvent<Change>} event */
  changed({ detail }) {
    this.room?.receive(detail);
  }

  /** @param {CustomEvent<{room: string, seq: number}>} event */
  heard({ detail }) {
    this.room?.heard(detail);
  }

  /** What an act of this person's came back with. @param {CustomEvent<{change?: Change}>} event */
  taken({ detail }) {
    if (detail.change) this.room?.receive(detail.change);
  }

  returned() {
    if (document.visibilityState === "hidden") this.#left = Date.now();
    else if (connected() && Date.now() - this.#left > AWAY) this.room?.enter();
  }

  showNew() {
    this.arrivals?.go();
  }
}
