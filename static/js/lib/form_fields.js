/** What is written and chosen in a form, as a draft of it is kept. */

const NOT_WORDS = new Set(["csrf_token", "key", "kept", "protect", "revision", "themes", "needed_by"]);
/** Chosen in the form rather than written: they alone are no draft. */
const CHOSEN = new Set(["kind", "as", "signed", "audience", "own_supervision", "setting", "approach", "parent", "reference"]);

/** @typedef {Record<string, string>} Fields */

/** @param {HTMLFormElement} form @returns {Fields} */
export function fieldsOf(form) {
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_WORDS.has(name) || typeof value !== "string" || value === "") continue;
    fields[name] = name in fields ? `${fields[name]} ${value}` : value;
  }
  return fields;
}

/** Whether something is written, and not only chosen. @param {Fields} fields */
export function isWritten(fields) {
  return Object.entries(fields).some(([name, value]) => !CHOSEN.has(name) && value.trim());
}

/** Put a draft into its form, what was chosen too. @param {HTMLFormElement} form @param {Fields} fields */
export function fill(form, fields) {
  for (const field of form.querySelectorAll("textarea, select, input:not([type=hidden])")) {
    const one = /** @type {HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement} */ (field);
    if (!one.name || NOT_WORDS.has(one.name)) continue;
    const before = stateOf(one);
    put(one, fields[one.name] ?? "");
    if (stateOf(one) === before) continue;
    for (let folded = one.closest("details"); folded; folded = folded.parentElement?.closest("details") ?? null) folded.open = true;
    for (const told of ["input", "change"]) one.dispatchEvent(new Event(told, { bubbles: true }));
  }
}

/** The words of a draft, each with the name of its field. @param {HTMLFormElement} form @param {Fields} fields @returns {[string, string][]} */
export function wordsOf(form, fields) {
  const written = [...boxes(form)].filter((box) => fields[box.name]?.trim());
  return written.map((box) => [written.length > 1 ? nameOf(box) : "", fields[box.name]]);
}

/**
 * Two drafts one after the other, field by field; what was chosen is the second's.
 * @param {HTMLFormElement} form
 * @param {Fields} first
 * @param {Fields} second
 */
export function joined(form, first, second) {
  const both = { ...first, ...second };
  for (const box of boxes(form)) both[box.name] = join(first[box.name] ?? "", second[box.name] ?? "", box instanceof HTMLTextAreaElement);
  return both;
}

/** @param {string} first @param {string} second @param {boolean} [lines] whether there is room for paragraphs */
export function join(first, second, lines = true) {
  const parts = [first.trimEnd(), second.trimEnd()].filter(Boolean);
  return parts[0] === parts[1] ? parts[0] : parts.join(lines ? "\n\n" : " / ");
}

/** @param {HTMLFormElement} form */
function* boxes(form) {
  for (const one of form.querySelectorAll("textarea, input")) {
    const box = /** @type {HTMLTextAreaElement | HTMLInputElement} */ (one);
    if (box.name && !NOT_WORDS.has(box.name) && ["textarea", "text"].includes(box.type)) yield box;
  }
}

/** @param {HTMLTextAreaElement | HTMLInputElement} box */
function nameOf(box) {
  return box.labels?.[0]?.firstChild?.textContent?.trim() || box.getAttribute("aria-label") || "";
}

/** @param {HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement} one */
function stateOf(one) {
  return one instanceof HTMLInputElement && ["radio", "checkbox"].includes(one.type) ? String(one.checked) : one.value;
}

/** @param {HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement} one @param {string} value */
function put(one, value) {
  if (one instanceof HTMLInputElement && one.type === "checkbox") one.checked = value.split(" ").includes(one.value);
  else if (one instanceof HTMLInputElement && one.type === "radio") one.checked = value ? one.value === value : one.checked;
  else if (!(one instanceof HTMLSelectElement) || [...one.options].some((option) => option.value === value)) one.value = value;
}

/** Whether two hold the same words, however their lines end. @param {any} one @param {any} other */
export function same(one, other) {
  const said = (/** @type {any} */ fields) => fields && JSON.stringify(Object.keys(fields).sort().map((name) => [name, String(fields[name]).replaceAll("\r\n", "\n")]));
  return Boolean(one) && said(one) === said(other);
}

/**
 * Whether somebody wrote before the scripts of the page had come. What a browser puts back by itself, after a reload or on
 * the way back, is no writing.
 * @param {Iterable<HTMLTextAreaElement>} boxes
 */
export function writtenEarly(boxes) {
  const [way] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (document.readyState === "complete" || way?.type !== "navigate") return false;
  return [...boxes].some((one) => one.value !== one.defaultValue);
}

/** Tell whoever has come late what was written meanwhile, as if it were written now. */
export function tellOfEarlyWords() {
  for (const box of document.querySelectorAll("textarea")) {
    if (writtenEarly([box])) box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
