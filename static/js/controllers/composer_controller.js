import { Controller } from "@hotwired/stimulus";
import { announce } from "supervise/lib/announce.js";
import { ask, connected, expected } from "supervise/lib/live.js";
import { mayWait, newKey } from "supervise/lib/outbox.js";

const Composer = /** @type {Parts<{element: HTMLFormElement, bodyTarget: HTMLTextAreaElement, keyTarget: HTMLInputElement, parentTarget: HTMLInputElement, quoteTarget: HTMLInputElement, replyingTarget: HTMLElement, whomTarget: HTMLAnchorElement, quotedTarget: HTMLElement, passageTarget: HTMLElement, problemTarget: HTMLElement, submitTarget: HTMLButtonElement, dilemmaValue: string}>} */ (/** @type {unknown} */ (Controller));

/** Where one responds. The words stay in the box until the server has them; without the channel the form is posted. */
export default class extends Composer {
  static targets = ["body", "key", "parent", "quote", "replying", "whom", "quoted", "passage", "problem", "submit"];
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
    this.#tell("");
    const entry = { key: this.keyTarget.value, data: this.#data() };
    this.#wait(true);
    this.dispatch("sending", { prefix: "composer" });
    const answer = await ask("comment:post", entry.data);
    this.#wait(false);
    this.dispatch("answered", { detail: answer.ok ? answer : {} });
    if (answer.ok) this.#sent();
    else if (mayWait(answer) && ["offline", "unanswered"].includes(answer.code ?? "")) this.#keep(entry);
    else this.#refused(answer);
  }

  /** @param {CustomEvent<{id: string, author: string}>} event */
  replyTo({ detail }) {
    this.parentTarget.value = detail.id;
    this.whomTarget.textContent = detail.author;
    this.whomTarget.href = `#comment-${detail.id}`;
    this.replyingTarget.hidden = false;
    this.#write();
  }

  /** @param {Event} [event] */
  forgetReply(event) {
    event?.preventDefault();
    this.parentTarget.value = "";
    this.replyingTarget.hidden = true;
    if (event) this.#write();
  }

  /** @param {CustomEvent<{quote: string, passage: string}>} event */
  take({ detail }) {
    this.quoteTarget.value = detail.quote;
    this.passageTarget.textContent = detail.passage;
    this.quotedTarget.hidden = false;
    this.#write();
  }

  forgetQuote() {
    this.quoteTarget.value = "";
    this.quotedTarget.hidden = true;
    this.bodyTarget.focus();
  }

  /** Words that could not be sent come back to be written on. @param {CustomEvent<{data: Record<string, any>}>} event */
  restore({ detail: { data } }) {
    this.bodyTarget.value = [this.bodyTarget.value, data.body].filter(Boolean).join("\n\n");
    this.bodyTarget.dispatchEvent(new Event("input", { bubbles: true }));
    const author = document.querySelector(`#comment-${CSS.escape(data.parent ?? "-")} .comment__by`)?.textContent;
    if (author) this.replyTo(new CustomEvent("reply", { detail: { id: data.parent, author } }));
    this.#write();
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

  #data() {
    const given = new FormData(this.element);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "");
    const data = { dilemma: this.dilemmaValue, key: text("key"), body: text("body").replaceAll("\r\n", "\n"), kind: text("kind") || "response", parent: text("parent") || null, kept: JSON.parse(text("kept") || "[]") };
    return { ...data, ...(text("as") && { as: text("as") }), ...(text("quote") && { quote: text("quote") }) };
  }

  #sent() {
    this.#clear();
    this.dispatch("sent");
    announce("Your response is posted.");
  }

  /** @param {import("supervise/lib/outbox.js").Entry} entry */
  #keep(entry) {
    this.dispatch("waiting", { detail: entry });
    this.#clear();
    this.dispatch("cleared");
  }

  /** @param {Answer} answer */
  #refused(answer) {
    const fields = Object.values(answer.fields ?? {}).flat().join(" ");
    this.#tell(fields || answer.message || "That was not posted. Your words are still here.");
    this.dispatch("refused", { detail: answer });
  }

  #clear() {
    this.bodyTarget.value = "";
    this.keyTarget.value = newKey();
    this.forgetReply();
    this.quoteTarget.value = "";
    this.quotedTarget.hidden = true;
    for (const radio of this.element.querySelectorAll("input[type=radio]")) /** @type {HTMLInputElement} */ (radio).checked = ["response", "name"].includes(/** @type {HTMLInputElement} */ (radio).value);
    this.typed();
  }

  /** @param {boolean} on */
  #wait(on) {
    this.bodyTarget.readOnly = on;
    this.submitTarget.setAttribute("aria-disabled", String(on));
  }

  #write() {
    this.bodyTarget.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} words */
  #tell(words) {
    this.problemTarget.textContent = words;
    this.problemTarget.hidden = words === "";
  }
}
