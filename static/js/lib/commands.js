/** From a form on the page to a command of the live channel. */

const NUMBERS = ["seq", "seconds", "left"];

/**
 * What a form commands; what was left empty is left out.
 * @param {HTMLFormElement} form
 * @param {string} meeting
 */
export function read(form, meeting) {
  /** @type {Record<string, any>} */
  const data = { meeting };
  for (const [name, value] of new FormData(form)) {
    if (name === "csrf_token" || value === "") continue;
    data[name] = NUMBERS.includes(name) ? Number(value) : name === "warm" ? value === "true" : value;
  }
  return data;
}

/**
 * Words with the first replacement of each finding that has to be answered; spans are code points.
 * @param {string} words
 * @param {Finding[]} findings
 */
export function mended(words, findings) {
  const points = [...words];
  const direct = findings.filter(({ kind, replacements }) => kind === "direct" && replacements.length > 0);
  for (const { start, end, replacements } of direct.sort((one, other) => other.start - one.start)) points.splice(start, end - start, ...replacements[0]);
  return points.join("");
}
