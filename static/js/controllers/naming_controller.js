import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { beginning, matching } from "supervise/lib/naming.js";
import { request } from "supervise/lib/request.js";

const Naming = /** @type {Parts<{element: HTMLElement, fieldTarget: HTMLTextAreaElement, listTarget: HTMLElement, addressValue: string}>} */ (/** @type {unknown} */ (Controller));

/** A short list of whom one can name, as one types `@`. What is posted is the name as it then stands, nothing else. */
export default class extends Naming {
  static targets = ["field", "list"];
  static values = { address: String };

  #at = -1;
  /** @type {Promise<string[]> | null} */
  #names = null;

  // Lifecycle

  connect() {
    this.fieldTarget.setAttribute("aria-autocomplete", "list");
    this.fieldTarget.setAttribute("aria-controls", this.listTarget.id);
  }

  disconnect() {
    this.close();
  }

  // Actions

  async look() {
    const names = this.#begun === null ? [] : await (this.#names ??= this.#ask());
    const begun = this.#begun; // who types does not wait
    const found = begun === null ? [] : matching(names, begun);
    // a name that stands there whole is chosen already
    if (!found.length || (found.length === 1 && found[0] === begun)) return this.close();
    this.listTarget.replaceChildren(...found.map((name, place) => option(name, place)));
    if (this.listTarget.hidden) announce(`${found.length === 1 ? "One name" : `${found.length} names`}: arrow keys to choose, Enter to take it.`);
    this.listTarget.hidden = false;
    this.listTarget.scrollIntoView({ block: "nearest" }); // on a phone the box may stand at the end of what is seen
    this.#choose(0);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.listTarget.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.listTarget.children.length;
    if (event.key === "ArrowDown") this.#choose((this.#at + 1) % count);
    else if (event.key === "ArrowUp") this.#choose((this.#at + count - 1) % count);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) this.#take();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  pick(event) {
    event.preventDefault(); // the box keeps the keyboard
    const options = [...this.listTarget.children];
    const picked = options.findIndex((one) => event.target instanceof Node && one.contains(event.target));
    if (picked < 0) return;
    this.#at = picked;
    this.#take();
  }

  close() {
    this.listTarget.hidden = true;
    this.listTarget.replaceChildren();
    this.fieldTarget.removeAttribute("aria-activedescendant");
    this.#at = -1;
  }

  // Private

  get #begun() {
    const { selectionStart, selectionEnd, value } = this.fieldTarget;
    const here = document.activeElement === this.fieldTarget && selectionStart === selectionEnd;
    return here ? beginning(value.slice(0, selectionStart)) : null;
  }

  /** Asked for once; where that fails, again with the next key. */
  async #ask() {
    const answer = await request("GET", this.addressValue, undefined, { background: true });
    if (!answer.ok) this.#names = null;
    return /** @type {string[]} */ (answer.names ?? []);
  }

  /** @param {number} place */
  #choose(place) {
    this.#at = place;
    [...this.listTarget.children].forEach((one, other) => one.setAttribute("aria-selected", String(other === place)));
    this.fieldTarget.setAttribute("aria-activedescendant", this.listTarget.children[place]?.id ?? "");
  }

  #take() {
    const field = this.fieldTarget;
    const name = this.listTarget.children[this.#at]?.textContent ?? "";
    const end = field.selectionStart;
    const start = end - (this.#begun ?? "").length;
    this.close();
    field.setRangeText(`${name} `, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** @param {string} name @param {number} place */
function option(name, place) {
  const one = document.createElement("li");
  one.className = "naming__one";
  one.id = `naming-${place}`;
  one.setAttribute("role", "option");
  one.textContent = name;
  return one;
}
