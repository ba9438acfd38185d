/** Elements made by scripts: words are text, never HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, unknown>} [given] its properties
 * @param {...(Node | string)} inside
 * @returns {HTMLElementTagNameMap[N]}
 */
export function make(name, given = {}, ...inside) {
  const made = document.createElement(name);
  Object.assign(made, given);
  made.append(...inside);
  return made;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {string} [className]
 */
export function makeButton(label, act, className = "") {
  const made = make("button", { type: "button", className, textContent: label });
  made.addEventListener("click", act);
  return made;
}
