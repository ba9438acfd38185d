import { Controller } from "@hotwired/stimulus";
import { forgetOld, wipe } from "supervise/lib/device.js";

const PATIENCE = 1000;

/** What this device keeps goes with signing out, with a network or without, and when the session was ended from elsewhere. */
export default class extends Controller {
  #leaving = false;

  // Lifecycle

  connect() {
    document.addEventListener("submit", this.#leave, { capture: true });
    document.addEventListener("session:ended", wipe);
    forgetOld();
  }

  disconnect() {
    document.removeEventListener("submit", this.#leave, { capture: true });
    document.removeEventListener("session:ended", wipe);
  }

  // Private

  /** @param {Event} event */
  #leave = async (event) => {
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || target.getAttribute("action") !== "/signout") return;
    event.preventDefault();
    if (this.#leaving) return;
    this.#leaving = true;
    await Promise.race([wipe(), new Promise((done) => setTimeout(done, PATIENCE))]);
    target.submit();
    this.#leaving = false;
  };
}
