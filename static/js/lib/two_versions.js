/** Two versions of what somebody was writing, side by side: nothing is written over until they choose. */
import { announce } from "supervise/lib/announce.js";
import { make, makeButton } from "supervise/lib/make.js";
import { say, zone } from "supervise/lib/time.js";

/**
 * @typedef {object} Version
 * @property {number | null} [at] when it was written
 * @property {[string, string][]} words each with the name of its field, '' where there is only one
 */

/** @typedef {"here" | "there" | "both"} Choice */

export const UNDECIDED = "There are two versions of what you were writing. Choose first; nothing is written over until then.";

let number = 0;

/** Whether somebody has still to choose in a form. @param {Element} form */
export function undecided(form) {
  return form.querySelector(".versions") !== null;
}

export class TwoVersions {
  #element;
  #here;

  /**
   * @param {Element} place they stand before it
   * @param {Version} here what stands in the box
   * @param {Version} there what the server has
   * @param {(choice: Choice) => void} chosen
   */
  constructor(place, here, there, chosen) {
    const id = `versions-${(number += 1)}`;
    const choose = (/** @type {Choice} */ choice) => () => {
      this.close();
      chosen(choice);
    };
    this.#here = make("div", { className: "versions__words written", tabIndex: 0 });
    const others = make("div", { className: "versions__words written", tabIndex: 0 });
    this.#element = make("div", { className: "versions" });
    this.#element.setAttribute("role", "group");
    this.#element.setAttribute("aria-labelledby", id);
    this.#element.append(
      make("p", { className: "versions__title", id, textContent: "There are two versions of what you were writing." }),
      make("p", { className: "small", textContent: "They were written apart from each other. Nothing is written over until you choose." }),
      this.#side("On this device", here.at ? `written ${moment(here.at)}` : "as it stands in the box", this.#here, makeButton("Keep the one on this device", choose("here"))),
      this.#side("On the server, from another page or device", there.at ? `kept ${moment(there.at)}` : "", others, makeButton("Keep the one on the server", choose("there"))),
      make("p", { className: "acts versions__both" }, makeButton("Keep both, one after the other", choose("both"))),
    );
    this.refresh(here.words);
    show(others, there.words);
    place.before(this.#element);
    announce("There are two versions of what you were writing. They stand side by side below the box.");
  }

  /** The words in the box are others by now. @param {[string, string][]} words */
  refresh(words) {
    show(this.#here, words);
  }

  close() {
    this.#element.remove();
  }

  /** @param {string} where @param {string} when @param {HTMLElement} words @param {HTMLElement} button */
  #side(where, when, words, button) {
    words.setAttribute("role", "region");
    words.setAttribute("aria-label", where);
    return make("div", { className: "versions__one" }, make("p", {}, make("b", { textContent: where })), make("p", { className: "small soft", textContent: when }), words, button);
  }
}

/** @param {HTMLElement} place @param {[string, string][]} words */
function show(place, words) {
  const parts = words.flatMap(([name, said]) => [...(name ? [make("p", { className: "versions__field", textContent: name })] : []), make("p", { textContent: said })]);
  place.replaceChildren(...(parts.length ? parts : [make("p", { className: "soft", textContent: "Nothing stands here." })]));
}

/** @param {number} at */
const moment = (at) => say(new Date(at), new Date(), "short", zone());
