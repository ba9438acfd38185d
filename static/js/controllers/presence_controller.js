import { Controller } from "@hotwired/stimulus";
import { make } from "supervise/lib/make.js";

const Here = /** @type {Parts<{element: HTMLElement, roomValue: string, meValue: string, presentValue: any}>} */ (/** @type {unknown} */ (Controller));

/** Who else has this page open; only whether anybody does where somebody signs as 'a colleague'. */
export default class extends Here {
  static values = { room: String, me: String };

  // Actions

  /** @param {CustomEvent<{room: string, present: Presence}>} event */
  show({ detail }) {
    if (detail.room !== this.roomValue) return;
    const { present } = detail;
    const others = Array.isArray(present) ? present.filter(({ member }) => member !== this.meValue) : [];
    this.element.hidden = Array.isArray(present) ? others.length === 0 : !present;
    if (Array.isArray(present)) this.element.replaceChildren(this.#heading(), this.#list(others));
    else this.element.replaceChildren(make("p", { textContent: "Others are here." }));
  }

  // Private

  #heading() {
    return make("h2", { textContent: "Here now" });
  }

  /** @param {{name: string, role?: string}[]} people */
  #list(people) {
    const one = (/** @type {{name: string, role?: string}} */ { name, role }) => make("li", {}, name, ...(role ? [" ", make("span", { className: "role", textContent: role })] : []));
    return make("ul", {}, ...people.map(one));
  }
}
