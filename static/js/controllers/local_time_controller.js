import { Controller } from "@hotwired/stimulus";
import { date, say, zone } from "supervise/lib/time.js";

const Moment = /** @type {Parts<{element: HTMLTimeElement, atValue: string, styleValue: string}>} */ (/** @type {unknown} */ (Controller));

/** How often it is looked whether another day has begun, in milliseconds. */
const LOOK = 30_000;

/** @type {Set<{say: () => void}>} */
const shown = new Set();
let day = date(new Date(), zone());
setInterval(look, LOOK);
document.addEventListener("visibilitychange", look);

/** A moment in the reader's own zone. */
export default class extends Moment {
  static values = { at: String, style: { type: String, default: "short" } };

  // Lifecycle

  connect() {
    shown.add(this);
  }

  disconnect() {
    shown.delete(this);
  }

  /** At the beginning, and when a change from the server brings another moment. */
  atValueChanged() {
    this.say();
  }

  say() {
    const at = new Date(this.atValue);
    if (Number.isNaN(at.getTime())) return;
    this.element.textContent = say(at, new Date(), this.styleValue, zone());
    this.element.title = say(at, new Date(), "long", zone());
  }
}

/** After midnight 'today' is yesterday on a page that stays open, too. */
function look() {
  const now = date(new Date(), zone());
  if (now === day) return;
  day = now;
  for (const one of shown) one.say();
}
