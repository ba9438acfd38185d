import { Controller } from "@hotwired/stimulus";

const Begin = /** @type {Parts<{fieldTarget: HTMLTextAreaElement, headingTargets: HTMLElement[], buttonTarget: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

/** 'Help me begin': six headings put into the account, to be written under or taken out. */
export default class extends Begin {
  static targets = ["field", "heading", "button"];

  // Lifecycle

  connect() {
    this.buttonTarget.hidden = false;
  }

  // Actions

  put() {
    const field = this.fieldTarget;
    const before = field.value.trimEnd();
    const headings = this.headingTargets.map((heading) => `### ${heading.textContent?.trim()}\n\n`).filter((heading) => !before.includes(heading.trim()));
    if (headings.length === 0) return field.focus();
    const start = before ? `${before}\n\n` : "";
    field.value = start + headings.join("\n");
    const first = start.length + headings[0].length - 1;
    field.focus();
    field.setSelectionRange(first, first);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
