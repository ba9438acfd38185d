import { Controller } from "@hotwired/stimulus";
import { say } from "supervise/lib/live.js";

const Typing = /** @type {Parts<{element: HTMLElement, roomValue: string, meValue: string}>} */ (/** @type {unknown} */ (Controller));

const REPEAT = 4000;
const FADE = 7000;

/** Who is writing just now: told while typing goes on, forgotten soon after it stops. Nothing is announced. */
export default class extends Typing {
  static values = { room: String, me: String };

  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #writing = new Map();
  /** @type {Map<string, string>} */
  #names = new Map();
  #toldAt = 0;

  // Actions

  /** @param {CustomEvent<{on: boolean}>} event */
  tell({ detail: { on } }) {
    if (on && Date.now() - this.#toldAt < REPEAT) return;
    if (!on && this.#toldAt === 0) return;
    this.#toldAt = on ? Date.now() : 0;
    say("typing", { dilemma: this.roomValue.split(":")[1], on });
  }

  /** @param {CustomEvent<{room: string, on: boolean, member?: string}>} event */
  show({ detail }) {
    if (detail.room !== this.roomValue || detail.member === this.meValue) return;
    const who = detail.member ?? "";
    clearTimeout(this.#writing.get(who));
    this.#writing.delete(who);
    if (detail.on) this.#writing.set(who, setTimeout(() => this.#forget(who), FADE));
    this.#draw();
  }

  /** @param {CustomEvent<{room: string, present: Presence}>} event */
  learn({ detail }) {
    if (detail.room !== this.roomValue || !Array.isArray(detail.present)) return;
    for (const { member, name } of detail.present) if (member) this.#names.set(member, name);
  }

  clear() {
    for (const who of [...this.#writing.keys()]) this.#forget(who);
  }

  // Private

  /** @param {string} who */
  #forget(who) {
    clearTimeout(this.#writing.get(who));
    this.#writing.delete(who);
    this.#draw();
  }

  #draw() {
    const [one, ...more] = this.#writing.keys();
    const name = this.#names.get(one ?? "");
    this.element.textContent = one === undefined ? "" : more.length ? "Some are writing" : name ? `${name} is writing` : "Someone is writing";
  }
}
