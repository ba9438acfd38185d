import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { mended } from "supervise/lib/commands.js";
import { ask, connected, expected } from "supervise/lib/live.js";
import { newKey } from "supervise/lib/outbox.js";

const Say = /** @type {Parts<{element: HTMLFormElement, bodyTarget: HTMLTextAreaElement, keyTarget: HTMLInputElement, problemTarget: HTMLElement, submitTarget: HTMLButtonElement, meetingValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Where one says something in a meeting. The words stay in the box until the server has them. */
export default class extends Say {
  static targets = ["body", "key", "problem", "submit"];
  static values = { meeting: String };

  // Actions

  /** @param {SubmitEvent} event */
  async send(event) {
    if (!connected() && !expected()) return;
    event.preventDefault();
    const body = this.bodyTarget.value.trim();
    if (this.bodyTarget.readOnly) return;
    if (!body) return this.#tell("Write something first.");
    this.#wait(true);
    const answer = await ask("meeting:say", { meeting: this.meetingValue, body, key: this.keyTarget.value, kind: this.#kind, kept: this.#kept });
    this.#wait(false);
    if (answer.ok) this.#said(answer);
    else this.#refused(answer, body);
  }

  /** @param {KeyboardEvent} event */
  shortcut(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  // Private

  get #kind() {
    return new FormData(this.element).get("kind") || null;
  }

  get #kept() {
    const kept = /** @type {HTMLInputElement | null} */ (this.element.elements.namedItem("kept"));
    try {
      return JSON.parse(kept?.value || "[]").map((/** @type {any} */ { start, end, reason }) => ({ start, end, reason }));
    } catch {
      return [];
    }
  }

  /** @param {Answer} answer */
  #said(answer) {
    this.bodyTarget.value = "";
    this.keyTarget.value = newKey();
    this.#tell("");
    this.dispatch("cleared");
    this.dispatch("answered", { detail: answer });
    announce("Said.");
  }

  /**
   * The first replacement of each finding is put in, so that one more press sends it so.
   * @param {Answer} answer
   * @param {string} body
   */
  #refused(answer, body) {
    if (answer.code === "review") {
      this.bodyTarget.value = mended(body, answer.findings ?? []);
      this.bodyTarget.dispatchEvent(new Event("input", { bubbles: true }));
      return this.#tell(`${answer.message} It is changed already; say it again if it fits.`);
    }
    if (["offline", "unanswered"].includes(answer.code ?? "")) return this.#tell("The line is down just now. Your words are here; say it again in a moment, and it is said once.");
    this.#tell(Object.values(answer.fields ?? {}).flat().join(" ") || answer.message || "That was not said. Your words are still here.");
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
