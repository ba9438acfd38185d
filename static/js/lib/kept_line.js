/** The line beside a box that says where its words are: on the server, or on this device alone. */
import { announce } from "supervise/lib/announce.js";
import { make, makeButton } from "supervise/lib/make.js";

const HELD = "Kept on this device, encrypted; not on the server yet";
const MEANS = "It goes to the server as soon as that can be reached, and from this device then. Signing out erases it here. It does not stop somebody who takes this device while it is unlocked.";
/** What stands on one line of a phone. */
const SHORT = 44;

/**
 * The server cannot be reached, and the words are on this device.
 * @param {HTMLElement} line
 * @param {string} [refusal] why the server did not take them, where it said so
 */
export function showHeld(line, refusal = "") {
  const said = `${refusal ? `${refusal} ` : ""}${HELD}. `;
  if (line.querySelector(".held")?.firstChild?.textContent === said) return;
  const more = make("span", { hidden: true, textContent: ` ${MEANS}` });
  const button = makeButton("What that means", () => {
    more.hidden = !more.hidden;
    button.setAttribute("aria-expanded", String(!more.hidden));
  }, "link");
  button.setAttribute("aria-expanded", "false");
  line.classList.remove("saved");
  line.replaceChildren(make("span", { className: "held" }, said, button, more));
  // a line that speaks for itself is not said twice
  if (line.getAttribute("role") !== "status") announce(`${HELD}.`);
}

/** @param {HTMLElement} line @param {string} words */
export function showLine(line, words) {
  line.classList.toggle("saved", words.length < SHORT);
  if (line.textContent !== words) line.textContent = words;
}
