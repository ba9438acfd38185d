/** What the check found in a text, grouped as one answers it, and the text after an answer. Spans in code points. */
import { moved, toPoints, toUnits, words } from "supervise/lib/spans.js";

/** The reasons for keeping a marked word. */
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
 * @typedef {object} Span
 * @property {number} start
 * @property {number} end
 */

/**
 * The text with some groups said differently, everywhere in it, and where its changed words stand now: those that were
 * changed `before`, and the new ones. Each place gets the wording that fits it there.
 * @param {string} text
 * @param {{group: Group, choice: number}[]} changes
 * @param {Span[]} before
 * @returns {{text: string, places: Span[]}}
 */
export function rewritten(text, changes, before = []) {
  let [now, places] = [text, before];
  for (const { start, end, wording } of edits(text, changes)) {
    const next = now.slice(0, start) + wording + now.slice(end);
    places = [...moved(places, now, next), { start: toPoints(next, start), end: toPoints(next, start + wording.length) }];
    now = next;
  }
  return { text: now, places: places.sort((one, other) => one.start - other.start) };
}

/**
 * What to put where, in UTF-16 units, the last first: at the places that were found, and wherever else the words stand.
 * @param {string} text
 * @param {{group: Group, choice: number}[]} changes
 */
function edits(text, changes) {
  const found = changes.flatMap(({ group, choice }) => group.places.map((place) => ({ start: toUnits(text, place.start), end: toUnits(text, place.end), wording: place.replacements[choice] ?? group.replacements[choice] ?? "" })));
  for (const { group, choice } of changes) {
    for (const { index, 0: said } of text.matchAll(whole(group.words))) {
      const end = index + said.length;
      if (found.every((one) => end <= one.start || one.end <= index)) found.push({ start: index, end, wording: group.replacements[choice] ?? "" });
    }
  }
  return found.sort((one, other) => other.start - one.start);
}

/**
 * Where the words stand that are kept, and why, as the server takes it.
 * @param {Group[]} groups
 */
export function keptSpans(groups) {
  return groups.filter((group) => group.kept).flatMap((group) => group.places.map(({ start, end }) => ({ start, end, reason: group.kept })));
}

/**
 * The text in pieces for the marks behind the box: marked where something was found and is not answered, and where words
 * were changed.
 * @param {string} text
 * @param {Finding[]} findings
 * @param {Group[]} groups
 * @param {Span[]} changed
 * @returns {{text: string, marked: "" | "found" | "changed"}[]}
 */
export function pieces(text, findings, groups, changed = []) {
  const kept = new Set(groups.filter((group) => group.kept).flatMap((group) => group.places));
  const open = findings.filter((one) => !kept.has(one));
  const spans = [...open.map((span) => ({ span, marked: /** @type {const} */ ("found") })), ...changed.map((span) => ({ span, marked: /** @type {const} */ ("changed") }))];
  /** @type {{text: string, marked: "" | "found" | "changed"}[]} */
  const parts = [];
  let at = 0;
  for (const { span, marked } of spans.sort((one, other) => one.span.start - other.span.start)) {
    const [start, end] = [toUnits(text, span.start), toUnits(text, span.end)];
    if (start < at) continue;
    parts.push({ text: text.slice(at, start), marked: "" }, { text: text.slice(start, end), marked });
    at = end;
  }
  parts.push({ text: text.slice(at), marked: "" });
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
