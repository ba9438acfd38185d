/** A comment's form as the live channel takes it. */

/** What is chosen unless somebody chooses. */
const PLAIN = new Set(["response", "name"]);

/**
 * @param {HTMLFormElement} form
 * @param {string} dilemma
 * @returns {Record<string, unknown>}
 */
export function read(form, dilemma) {
  const given = new FormData(form);
  const text = (/** @type {string} */ name) => String(given.get(name) ?? "");
  const data = {
    dilemma,
    key: text("key"),
    body: text("body").replaceAll("\r\n", "\n"),
    kind: text("kind") || "response",
    parent: text("parent") || null,
    kept: JSON.parse(text("kept") || "[]"),
    reference: text("reference").trim() || null,
  };
  return { ...data, ...(text("as") && { as: text("as") }), ...(text("quote") && { quote: passage(text("quote")) }) };
}

/** @param {string} quote as the form's field holds it: text:revision:start:end */
function passage(quote) {
  const [text, ...numbers] = quote.split(":");
  const [revision, start, end] = numbers.map(Number);
  return { text, revision, start, end };
}

/** @param {HTMLFormElement} form */
export function choosePlain(form) {
  for (const radio of form.querySelectorAll("input[type=radio]")) {
    if (radio instanceof HTMLInputElement) radio.checked = PLAIN.has(radio.value);
  }
  const reference = form.elements.namedItem("reference");
  if (reference instanceof HTMLInputElement) reference.value = reference.dataset.usual ?? "";
}
