import { Controller } from "@hotwired/stimulus";
import { morph, steady } from "supervise/lib/placing.js";
import { make } from "supervise/lib/make.js";
import { fetchPage } from "supervise/lib/request.js";

/** What is covered elsewhere: pages that hear no room are read anew, and whoever wrote it is told in private. */
export default class extends Controller {
  // Lifecycle

  connect() {
    document.addEventListener("live:notice", this.#heard);
  }

  disconnect() {
    document.removeEventListener("live:notice", this.#heard);
  }

  // Private

  /** @param {Event} event */
  #heard = (event) => {
    const { shows, covered, text, writeup } = /** @type {CustomEvent<{shows?: string, covered?: number, text?: string, writeup?: string}>} */ (event).detail ?? {};
    if (shows) this.#renew(shows);
    if (covered && text) this.#tell(`/texts/${text}/covered`);
    if (covered && writeup) this.#tell(`/writeups/${writeup}/covered`);
  };

  /** Rooms hear of it themselves; whatever else shows words of that dilemma is taken from the page as it is now. @param {string} dilemma */
  async #renew(dilemma) {
    const id = CSS.escape(dilemma);
    const shown = [...document.querySelectorAll(`#row-${id}, [data-shows="${id}"]`)].filter((one) => !one.closest("[data-room]"));
    if (shown.length === 0) return;
    const doc = await fetchPage(location.pathname + location.search);
    steady(() => {
      for (const one of shown) {
        const like = doc && one.id ? doc.getElementById(one.id) : null;
        if (like) morph(one, like, true);
        else one.replaceChildren(make("p", { className: "soft", textContent: "Words that stood here were covered meanwhile. Open the page again to see the rest." }));
      }
    });
  }

  /** @param {string} href */
  #tell(href) {
    const notices = document.getElementById("notices");
    if (!notices || notices.querySelector(`[data-covered="${CSS.escape(href)}"]`)) return;
    const link = make("a", { href, textContent: "See what you can do" });
    const notice = make("div", { className: "notice notice--quiet", role: "status" }, make("p", {}, "Somebody covered words of yours, since they might point to a person. You can rewrite them. ", link));
    notice.dataset.covered = href;
    notices.hidden = false;
    steady(() => notices.append(notice));
  }
}
