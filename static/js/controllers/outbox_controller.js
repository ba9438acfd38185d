import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { Unsent } from "supervise/lib/device.js";
import { ask, connected } from "supervise/lib/live.js";
import { make, makeButton } from "supervise/lib/make.js";
import { Outbox } from "supervise/lib/outbox.js";

const Waiting = /** @type {Parts<{listTarget: HTMLElement, dilemmaValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Comments written without a connection: shown as waiting, on this device meanwhile, sent once when it is back. */
export default class extends Waiting {
  static targets = ["list"];
  static values = { dilemma: String };

  #outbox = new Outbox();
  /** @type {Unsent | null} */
  #device = null;
  #warn = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();

  // Lifecycle

  connect() {
    this.#device = new Unsent(`outbox ${this.dilemmaValue}`);
    this.#recover();
  }

  disconnect() {
    removeEventListener("beforeunload", this.#warn);
  }

  // Actions

  /** @param {CustomEvent<import("supervise/lib/outbox.js").Entry>} event */
  add({ detail }) {
    this.#outbox.add(detail);
    this.#show();
    announce("There is no connection. Your response waits on this page and is sent when it is back.");
  }

  async flush() {
    if (this.#outbox.waiting === 0) return;
    this.dispatch("sending", { prefix: "composer" });
    await this.#outbox.flush(
      (data) => ask("comment:post", data),
      (_entry, answer) => this.#sent(answer),
    );
    this.dispatch("answered", { prefix: "composer", detail: {} });
    this.#show();
  }

  // Private

  /** What waited in pages that are no more waits in this one. */
  async #recover() {
    for (let there = await this.#device?.take(); there; there = await this.#device?.take()) {
      for (const entry of there.what.entries) this.#outbox.add(entry);
      this.#show();
    }
    if (connected()) this.flush();
  }

  /** @param {Answer} answer */
  #sent(answer) {
    if (answer.ok) {
      this.dispatch("answered", { prefix: "composer", detail: answer });
      this.dispatch("sending", { prefix: "composer" });
    }
    announce(answer.ok ? "Your response is posted." : "A response that waited was not posted.");
    this.#show();
  }

  #show() {
    const { entries } = this.#outbox;
    if (entries.length > 0) this.#device?.keep({ entries });
    else this.#device?.erase();
    this.listTarget.hidden = entries.length === 0;
    this.listTarget.replaceChildren(...entries.map((entry) => this.#item(entry)));
    if (entries.length > 0) addEventListener("beforeunload", this.#warn);
    else removeEventListener("beforeunload", this.#warn);
  }

  /** @param {import("supervise/lib/outbox.js").Entry} entry */
  #item(entry) {
    const words = make("p", { className: "outbox__words written", textContent: String(entry.data.body) });
    const state = make("p", { className: "outbox__state", textContent: entry.refused ? `Not posted. ${entry.refused}` : "waiting to be sent" });
    const back = makeButton("Write on", () => this.#writeOn(entry.key), "quiet");
    return make("li", {}, words, state, back);
  }

  /** @param {string} key */
  #writeOn(key) {
    const taken = this.#outbox.take(key);
    this.#show();
    if (taken) this.dispatch("restore", { detail: taken });
  }
}
