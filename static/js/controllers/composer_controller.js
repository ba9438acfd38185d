import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { choosePlain, read } from "supervise/lib/comment_form.js";
import { ask, connected, expected } from "supervise/lib/live.js";
import { newKey } from "supervise/lib/outbox.js";
import { UNDECIDED, undecided } from "supervise/lib/two_versions.js";

const Composer = /** @type {Parts<{element: HTMLFormElement, bodyTarget: HTMLTextAreaElement, keyTarget: HTMLInputElement, problemTarget: HTMLElement, submitTarget: HTMLButtonElement, dilemmaValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Where one responds. The words stay in the box until the server has them; without the channel the form is posted. */
export default class extends Composer {
  static targets = ["body", "key", "problem", "submit"];
  static values = { dilemma: String };

  // Lifecycle

  connect() {
    this.keyTarget.value ||= newKey();
  }

  // Actions

  /** @param {SubmitEvent} event */
  async send(event) {
    if (!connected() && !expected()) return;
    event.preventDefault();
    if (this.bodyTarget.readOnly) return;
    if (!this.bodyTarget.value.trim()) return this.#tell("Write something first.");
    if (undecided(this.element)) return this.#tell(UNDECIDED);
    this.#tell("");
    const entry = { key: this.keyTarget.value, data: read(this.element, this.dilemmaValue) };
    this.#wait(true);
    this.dispatch("sending");
    const answer = await ask("comment:post", entry.data);
    this.#wait(false);
    this.dispatch("answered", { detail: answer.ok ? answer : {} });
    if (answer.ok) this.#sent();
    else if (["offline", "unanswered"].includes(answer.code ?? "")) this.#keep(entry);
    else this.#refused(answer);
  }

  typed() {
    this.dispatch("typing", { detail: { on: this.bodyTarget.value.trim() !== "" } });
  }

  /** @param {KeyboardEvent} event */
  shortcut(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  // Private

  #sent() {
    this.#clear();
    this.dispatch("sent");
    announce("Your response is posted.");
  }

  /** @param {import("supervise/lib/outbox.js").Entry} entry */
  #keep(entry) {
    this.dispatch("waiting", { detail: entry });
    this.#clear();
  }

  /** @param {Answer} answer */
  #refused(answer) {
    const fields = Object.values(answer.fields ?? {}).flat().join(" ");
    const said = fields || answer.message || "That was not posted. Your words are still here.";
    // what was found is shown as a list, and takes the keyboard
    if (answer.code === "review") announce(said);
    else this.#tell(said);
    this.dispatch("refused", { detail: answer });
  }

  #clear() {
    this.bodyTarget.value = "";
    this.keyTarget.value = newKey();
    choosePlain(this.element);
    this.dispatch("cleared");
    this.typed();
  }

  /** @param {boolean} on */
  #wait(on) {
    this.bodyTarget.readOnly = on;
    this.submitTarget.setAttribute("aria-disabled", String(on));
  }

  /** @param {string} words */
  #tell(words) {
    this.problemTarget.textContent = words;
    this.problemTarget.hidden = words === "";
  }
}
