import { Controller } from "@hotwired/stimulus";
import { say, zone } from "supervise/lib/time.js";

const Moment = /** @type {Parts<{element: HTMLTimeElement, atValue: string, styleValue: string}>} */ (/** @type {unknown} */ (Controller));

/** A moment in the reader's own zone. */
export default class extends Moment {
  static values = { at: String, style: { type: String, default: "short" } };

  // Lifecycle

  /** At the beginning, and when a change from the server brings another moment. */
  atValueChanged() {
    const at = new Date(this.atValue);
    if (Number.isNaN(at.getTime())) return;
    this.element.textContent = say(at, new Date(), this.styleValue, zone());
    this.element.title = say(at, new Date(), "long", zone());
  }
}
