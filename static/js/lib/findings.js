/** What the check found in a text, grouped as one answers it, and the text after an answer. Spans in code points. */
import { toUnits, words } from "supervise/lib/spans.js";

/** The reasons for keeping a marked word, as PRODUCT.md has them. */
export const REASONS = /** @type {const} */ ({
  not_a_name: "It is not a name, or already changed",
  public: "A public person, place or book",
  agreed: "The person agreed",
  other: "Another reason",
});

/**
 * @typedef {object} Group the same words, wherever they stand in one text
 * @property {string} key
 * @property {string} words
 * @property {string} reason what sort of detail it is, in words
 * @property {boolean} direct
 * @property {string[]} replacements
 * @property {Finding[]} places
 * @property {string} kept the reason why it stays, or ''
 */

/**
 * Group findings by their words, in the order of the text.
 * @param {string} text
 * @param {Finding[]} findings
 * @param {Map<string, string>} kept reasons by key
 * @returns {Group[]}
 */
export function grouped(text, findings, kept) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const finding of findings) {
    const said = words(text, finding);
    const key = `${finding.label} ${said}`;
    const group = groups.get(key) ?? { key, words: said, reason: finding.reason, direct: false, replacements: finding.replacements, places: [], kept: kept.get(key) ?? "" };
    group.direct ||= finding.kind === "direct";
    group.places.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Those that have to be answered before the text is posted.
 * @param {Group[]} groups
 */
export function unanswered(groups) {
  return groups.filter((group) => group.direct && !group.kept);
}

/**
 * The text with some groups said differently, everywhere in it. Each place gets the wording that fits it there.
 * @param {string} text
 * @param {{group: Group, choice: number}[]} changes
 */
export function replaced(text, changes) {
  const places = changes.flatMap(({ group, choice }) => group.places.map((place) => ({ place, wording: place.replacements[choice] ?? group.replacements[choice] ?? "" })));
  let changed = text;
  for (const { place, wording } of places.sort((a, b) => b.place.start - a.place.start)) {
    changed = changed.slice(0, toUnits(changed, place.start)) + wording + changed.slice(toUnits(changed, place.end));
  }
  for (const { group, choice } of changes) changed = changed.replace(whole(group.words), () => group.replacements[choice] ?? "");
  return changed;
}

/**
 * Where the words stand that are kept, and why, as the server takes it.
 * @param {Group[]} groups
 */
export function keptSpans(groups) {
  return groups.filter((group) => group.kept).flatMap((group) => group.places.map(({ start, end }) => ({ start, end, reason: group.kept })));
}

/**
 * The text in pieces, marked where something was found and is not answered, for the marks behind the box.
 * @param {string} text
 * @param {Finding[]} findings
 * @param {Group[]} groups
 * @returns {{text: string, marked: boolean}[]}
 */
export function pieces(text, findings, groups) {
  const kept = new Set(groups.filter((group) => group.kept).flatMap((group) => group.places));
  const parts = [];
  let at = 0;
  for (const finding of findings.filter((one) => !kept.has(one))) {
    const [start, end] = [toUnits(text, finding.start), toUnits(text, finding.end)];
    if (start < at) continue;
    parts.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  parts.push({ text: text.slice(at), marked: false });
  return parts.filter((part) => part.text !== "");
}

/**
 * How many were found, as a sentence.
 * @param {number} number
 */
export function sentence(number) {
  return number === 1 ? "One thing that could point to someone." : `${number} things that could point to someone.`;
}

/** @param {string} said */
function whole(said) {
  const escaped = said.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu");
}
