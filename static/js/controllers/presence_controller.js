import { Controller } from "@hotwired/stimulus";

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
    else this.element.replaceChildren(Object.assign(document.createElement("p"), { textContent: "Others are here." }));
  }

  // Private

  #heading() {
    return Object.assign(document.createElement("h2"), { textContent: "Here now" });
  }

  /** @param {{name: string, role?: string}[]} people */
  #list(people) {
    const list = document.createElement("ul");
    for (const { name, role } of people) {
      const item = document.createElement("li");
      item.append(name);
      if (role) item.append(" ", Object.assign(document.createElement("span"), { className: "role", textContent: role }));
      list.append(item);
    }
    return list;
  }
}
