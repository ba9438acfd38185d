/** The list of what was found: enough without the marks in the text, and walked by keyboard. */
import { make, makeButton } from "supervise/lib/make.js";
import { REASONS, sentence, unanswered } from "supervise/lib/findings.js";

/**
 * @typedef {import("supervise/lib/findings.js").Group & {field: HTMLTextAreaElement | HTMLInputElement, where: string}} Shown `where`: the field's name, if it is not the first
 * @typedef {object} Answers
 * @property {(group: Shown, choice: number) => void} change
 * @property {(group: Shown, reason: string) => void} keep
 * @property {() => void} changeAll
 * @property {(() => void) | null} undo
 */

/**
 * Draw the list; the keyboard stays where it was.
 * @param {HTMLElement} panel
 * @param {Shown[]} groups
 * @param {Answers} answers
 * @param {{must: boolean, verb: string, together: string}} how
 */
export function draw(panel, groups, answers, { must, verb, together }) {
  const place = placeIn(panel);
  const due = unanswered(groups);
  panel.classList.toggle("findings--must", must && due.length > 0);
  panel.hidden = groups.length === 0 && !answers.undo;
  const items = make("ul", { className: "findings__list" });
  items.append(...groups.map((group) => item(group, answers)));
  const line = head(groups, due.length, answers, verb);
  const note = make("p", { className: "findings__together", textContent: groups.some((group) => !group.kept) ? together : "" });
  panel.replaceChildren(...[line, note, items].filter((part) => part.hasChildNodes()));
  returnTo(panel, place);
}

/** What stands behind the words, by what is to be said of them. */
const BEHIND = /** @type {const} */ ({ found: "mark", changed: "ins" });

/**
 * Draw the same words behind the box, with marks where something was found or was changed. What is the same as before is
 * left as it is: this is done at every key.
 * @param {HTMLElement} marks
 * @param {{text: string, marked: "" | "found" | "changed"}[]} parts
 */
export function mark(marks, parts) {
  for (const [at, { text, marked }] of parts.entries()) {
    const there = marks.childNodes[at];
    const name = marked ? BEHIND[marked] : "#text";
    if (there?.nodeName.toLowerCase() !== name) {
      const made = marked ? make(BEHIND[marked], { textContent: text }) : document.createTextNode(text);
      if (there) there.replaceWith(made);
      else marks.append(made);
    } else if (there.textContent !== text) there.textContent = text;
  }
  while (marks.childNodes.length > parts.length) marks.lastChild?.remove();
}

/**
 * @param {Shown[]} groups
 * @param {number} due
 * @param {Answers} answers
 * @param {string} verb
 */
function head(groups, due, answers, verb) {
  const line = make("p", { className: "findings__head" });
  const open = groups.filter((group) => !group.kept).length;
  if (open > 0) {
    const rest = due > 0 ? "Change what names someone, or keep it with a reason." : `You can still ${verb}.`;
    line.append(make("b", { textContent: sentence(open) }), ` ${rest} `);
  }
  if (groups.some((group) => group.direct && !group.kept && group.replacements.length)) line.append(button("Change all as suggested", answers.changeAll));
  if (answers.undo) line.append(`Changed words stay underlined until you ${verb}. `, button("Undo", answers.undo, "quiet"));
  return line;
}

/**
 * @param {Shown} group
 * @param {Answers} answers
 */
function item(group, answers) {
  const line = make("li");
  line.dataset.key = group.key;
  line.append(make("mark", { textContent: group.words }), make("span", { className: "findings__what", textContent: group.kept ? `kept: ${REASONS[/** @type {keyof typeof REASONS} */ (group.kept)]}` : group.where ? `${group.reason}, in ‘${group.where}’` : group.reason }));
  if (group.kept) {
    line.append(button("look again", () => answers.keep(group, ""), "quiet", `look again at ${group.words}`));
    return line;
  }
  group.replacements.forEach((wording, choice) => line.append(button(wording, () => answers.change(group, choice), "", `Change ${group.words} to: ${wording}`)));
  const offered = [...line.querySelectorAll("button")];
  const show = (/** @type {boolean} */ on) => [...offered, keep].forEach((one) => (one.hidden = !on));
  const keep = button("keep it", () => ask(group, answers, line, show), "quiet", `keep it: ${group.words}`);
  line.append(keep);
  return line;
}

/**
 * Ask why it may stay, in place of the wordings.
 * @param {Shown} group
 * @param {Answers} answers
 * @param {HTMLElement} line
 * @param {(on: boolean) => void} show the wordings
 */
function ask(group, answers, line, show) {
  const choice = make("fieldset", { className: "findings__reasons" });
  choice.append(make("legend", { className: "visually-hidden", textContent: `Why may ${group.words} stay?` }));
  for (const [reason, label] of Object.entries(REASONS)) choice.append(button(label, () => answers.keep(group, reason)));
  const back = button("not after all", () => {
    choice.remove();
    show(true);
    /** @type {HTMLElement | null} */ (line.querySelector("button:last-child"))?.focus();
  }, "quiet");
  choice.append(back);
  show(false);
  line.append(choice);
  choice.querySelector("button")?.focus();
}

/** @param {HTMLElement} panel */
function placeIn(panel) {
  if (!panel.contains(document.activeElement)) return null;
  const at = document.activeElement;
  const line = /** @type {HTMLElement | null} */ (at?.closest("li"));
  const index = line ? [...(line.parentElement?.children ?? [])].indexOf(line) : 0;
  return { key: line?.dataset.key ?? "", index, name: nameOf(at), asking: Boolean(at?.closest(".findings__reasons")) };
}

/** @param {Element | null} button */
function nameOf(button) {
  return button?.getAttribute("aria-label") ?? button?.textContent ?? "";
}

/**
 * The same button, as long as there is one: what comes in while somebody answers must not put another under their hand.
 * @param {HTMLElement} panel
 * @param {{key: string, index: number, name: string, asking: boolean} | null} place
 */
function returnTo(panel, place) {
  if (!place) return;
  const lines = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("li")]);
  const line = lines.find((one) => one.dataset.key === place.key) ?? lines[Math.min(place.index, lines.length - 1)];
  if (place.asking) /** @type {HTMLElement | null} */ (line?.querySelector('[aria-label^="keep it"]'))?.click();
  const buttons = [...(place.key && line ? line : panel).querySelectorAll("button")].filter((one) => !one.hidden);
  const next = buttons.find((one) => nameOf(one) === place.name) ?? buttons[0];
  if (next) next.focus();
  else panel.closest("form")?.querySelector("textarea")?.focus();
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {string} [className]
 * @param {string} [said] its name for those who hear it
 */
function button(label, act, className = "", said = "") {
  const made = makeButton(label, act, className);
  if (said) made.setAttribute("aria-label", said);
  return made;
}
