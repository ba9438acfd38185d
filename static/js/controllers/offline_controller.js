import { Controller } from "@hotwired/stimulus";
import { expected } from "supervise/lib/live.js";

const PATIENCE = 4000;

/** A strip at the foot that says that the line is down; it moves nothing. */
export default class extends Controller {
  /** @type {HTMLElement | null} */
  #strip = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  // Lifecycle

  connect() {
    document.addEventListener("live:down", this.#down);
    document.addEventListener("live:up", this.#up);
  }

  disconnect() {
    document.removeEventListener("live:down", this.#down);
    document.removeEventListener("live:up", this.#up);
    this.#up();
  }

  // Private

  #down = () => {
    // a page that is about to change also loses its line
    this.#timer ??= setTimeout(() => expected() && this.#show(), PATIENCE);
  };

  #up = () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#strip?.remove();
    this.#strip = null;
  };

  #show() {
    this.#strip ??= Object.assign(document.createElement("p"), { className: "offline", role: "status" });
    this.#strip.textContent = "The connection is away. Go on writing; what you send is kept in this page until it is back.";
    document.body.append(this.#strip);
  }
}
