import { Controller } from "@hotwired/stimulus";

const SeenBy = /** @type {Parts<{element: HTMLFormElement, sentenceTargets: HTMLElement[]}>} */ (/** @type {unknown} */ (Controller));

/** Who will read this, and as whose, by what is chosen: one sentence of those that the server wrote. */
export default class extends SeenBy {
  static targets = ["sentence"];

  // Lifecycle

  connect() {
    this.choose();
  }

  // Actions

  choose() {
    const given = new FormData(this.element);
    const audience = given.get("audience") ?? "group";
    const signed = given.get("signed") ?? "name";
    for (const sentence of this.sentenceTargets) {
      const { audience: forAudience, signed: forSigned } = sentence.dataset;
      sentence.hidden = (forAudience !== undefined && forAudience !== audience) || (forSigned !== undefined && forSigned !== signed);
    }
  }
}
