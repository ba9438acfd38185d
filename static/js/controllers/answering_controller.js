import { Controller } from "@hotwired/stimulus";

const Answering = /** @type {Parts<{element: HTMLFormElement, bodyTarget: HTMLTextAreaElement, parentTarget: HTMLInputElement, quoteTarget: HTMLInputElement, replyingTarget: HTMLElement, whomTarget: HTMLAnchorElement, quotedTarget: HTMLElement, passageTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** Whom a response answers, and which passage it quotes. */
export default class extends Answering {
  static targets = ["body", "parent", "quote", "replying", "whom", "quoted", "passage"];

  // Actions

  /** @param {CustomEvent<{id: string, author: string}>} event */
  reply({ detail }) {
    this.#show(detail.id, detail.author);
    this.#write();
  }

  /** @param {Event} event */
  forgetReply(event) {
    event.preventDefault();
    this.#clearReply();
    this.#write();
  }

  /** @param {CustomEvent<{quote: string, passage: string}>} event */
  quote({ detail }) {
    this.quoteTarget.value = detail.quote;
    this.passageTarget.textContent = detail.passage;
    this.quotedTarget.hidden = false;
    this.#write();
  }

  /** The page has changed: words that were covered or taken away meanwhile do not stay here. */
  placed() {
    const text = this.quoteTarget.value.split(":")[0];
    const source = text && document.querySelector(`[data-text="${CSS.escape(text)}"]`);
    if (!text || (source && !source.querySelector(".covered"))) return;
    if (!source) return this.#clearQuote();
    this.passageTarget.textContent = "The passage that you marked. Some words of it may be covered now.";
  }

  forgetQuote() {
    this.#clearQuote();
    this.bodyTarget.focus();
  }

  /** Words that could not be sent come back to be written on. @param {CustomEvent<{data: Record<string, any>}>} event */
  restore({ detail: { data } }) {
    this.bodyTarget.value = [this.bodyTarget.value, data.body].filter(Boolean).join("\n\n");
    this.bodyTarget.dispatchEvent(new Event("input", { bubbles: true }));
    const reference = this.element.elements.namedItem("reference");
    if (reference instanceof HTMLInputElement && data.reference) reference.value = data.reference;
    const author = this.#authorOf(data.parent ?? "");
    if (author) this.#show(data.parent, author);
    this.#write();
  }

  /** What was begun stands in the box again, with whom it answers. @param {CustomEvent<{parent?: string}>} event */
  filled({ detail: { parent = "" } }) {
    const author = this.#authorOf(parent);
    if (author) this.#show(parent, author);
    else this.#clearReply();
  }

  clear() {
    this.#clearReply();
    this.#clearQuote();
  }

  // Private

  /** @param {string} id */
  #authorOf(id) {
    return id && document.querySelector(`#comment-${CSS.escape(id)} .comment__by`)?.textContent;
  }

  /** @param {string} id @param {string} author */
  #show(id, author) {
    this.parentTarget.value = id;
    this.whomTarget.textContent = author;
    this.whomTarget.href = `#comment-${id}`;
    this.replyingTarget.hidden = false;
  }

  #clearReply() {
    this.parentTarget.value = "";
    this.replyingTarget.hidden = true;
  }

  #clearQuote() {
    this.quoteTarget.value = "";
    this.passageTarget.textContent = "";
    this.quotedTarget.hidden = true;
  }

  #write() {
    this.bodyTarget.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }
}
