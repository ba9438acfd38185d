import { Controller } from "@hotwired/stimulus";
import { make } from "supervise/lib/make.js";

const SAID = /** @type {Record<string, string>} */ ({
  removed: "This is no longer open to you. If that surprises you, ask the group’s convenor.",
  agreement: "The group’s agreement has a new version. Please read it; what you were writing is kept as a draft.",
  role: "Your role in this group has changed, and what is open to you with it. What you were writing is kept.",
  withdrawn: "This dilemma was withdrawn by its author.",
  asked: "Its author asks each reader something first now. Open it again from the group’s page.",
  stepped_out: "You have stepped out. Nothing more of this is shown to you.",
  signed_out: "You are signed out.",
});

const NEXT = /** @type {Record<string, string>} */ ({
  signed_out: "Sign in",
  agreement: "Read the agreement",
  role: "Open the page again",
});

/** What was open is open no more: its words leave the page at once, one's own unsent words stay. */
export default class extends Controller {
  // Lifecycle

  connect() {
    document.addEventListener("live:evicted", this.#evicted);
    document.addEventListener("session:ended", this.#ended);
  }

  disconnect() {
    document.removeEventListener("live:evicted", this.#evicted);
    document.removeEventListener("session:ended", this.#ended);
  }

  // Private

  /** @param {Event} event */
  #evicted = (event) => {
    const { room, reason } = /** @type {CustomEvent<{room?: string, reason: string}>} */ (event).detail ?? {};
    if (["locked", "lapsed", "signed_out"].includes(reason)) return;
    const shown = room ? document.querySelector(`[data-room="${CSS.escape(room)}"]`) : document.querySelector("[data-room]");
    if (shown) this.#close(reason);
  };

  #ended = () => this.#close("signed_out");

  /** @param {string} reason */
  #close(reason) {
    const main = document.querySelector("main");
    if (!main || main.dataset.closed) return;
    main.dataset.closed = "true";
    const again = reason === "agreement" || reason === "role";
    if (again) dispatchEvent(new Event("pagehide")); // drafts are kept now
    const kept = [...document.querySelectorAll("main textarea")].map((field) => /** @type {HTMLTextAreaElement} */ (field).value).filter((words) => words.trim());
    const heading = make("h1", { textContent: again ? "Before you go on" : "Closed to you" });
    const link = make("a", { className: "button", href: again ? location.pathname : "/", textContent: NEXT[reason] ?? "Go to the first page" });
    const said = make("p", { textContent: SAID[reason] ?? SAID.removed });
    main.replaceChildren(heading, said, ...kept.map((words) => this.#own(words)), make("p", { className: "acts" }, link));
    document.querySelector("aside.margin")?.remove();
    main.focus();
  }

  /** @param {string} words */
  #own(words) {
    return make("label", { className: "stack" }, "What you were writing", make("textarea", { className: "composer__field written", readOnly: true, rows: 10, value: words }));
  }
}
