/** What concerns this person alone, shown on elements that are the same for everybody. */

/** @typedef {{may?: string[], reactions?: string[], names?: Record<string, string[]>}} Personal */

export class YoursKept {
  /** @type {Map<string, Personal>} */
  #known = new Map();

  /** @param {Yours} yours */
  take({ id, may, reactions, names }) {
    const key = `comment-${id.replace(/^comment-/, "")}`;
    const told = Object.fromEntries(Object.entries({ may, reactions, names }).filter(([, value]) => value !== undefined));
    this.#known.set(key, { ...this.#known.get(key), ...told });
    this.show(key, false);
  }

  /**
   * What stood in the answer to opening a room.
   * @param {Answer} answer
   */
  takeAll({ mine, reacted, names }) {
    const may = Array.isArray(mine) ? Object.fromEntries(mine.map((id) => [id, ["edit", "remove", "reply"]])) : (mine ?? {});
    const ids = new Set([may, reacted ?? {}, names ?? {}].flatMap(Object.keys));
    for (const id of ids) this.take({ id, may: may[id], reactions: reacted?.[id], names: names?.[id] });
  }

  /** What one may do has changed for the whole thread, and is read anew with the page. */
  forget() {
    this.#known.clear();
  }

  /**
   * Show what is known of a comment on the page.
   * @param {string} key the element's id
   * @param {boolean} fresh it has just come, and this person may respond here: they may answer it
   */
  show(key, fresh) {
    const comment = document.getElementById(key);
    const known = this.#known.get(key);
    if (comment && (known || fresh)) show(comment, fresh && !known?.may ? { ...known, may: ["reply", "react"] } : (known ?? {}));
  }
}

/**
 * @param {HTMLElement} comment
 * @param {Personal} yours
 */
function show(comment, { may, reactions, names }) {
  if (may) {
    for (const act of partsOf(comment, "[data-may]")) act.hidden = !may.includes(act.dataset.may ?? "");
    for (const button of partsOf(comment, "[data-reaction]")) button.hidden = !may.includes("react");
  }
  if (reactions) for (const button of partsOf(comment, "[data-reaction]")) press(button, reactions.includes(button.dataset.reaction ?? ""));
  if (names) for (const line of partsOf(comment, "[data-names]")) fill(line, names);
}

/**
 * Show whether this person has acknowledged; without scripts a pressed button takes it back.
 * @param {HTMLElement} button
 * @param {boolean} on
 */
export function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
  button.setAttribute("form", on ? "act-back" : "act");
}

/**
 * The comment's own parts, not those of its replies.
 * @param {HTMLElement} comment
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function partsOf(comment, selector) {
  return /** @type {HTMLElement[]} */ ([...comment.querySelectorAll(selector)].filter((part) => part.closest(".comment") === comment));
}

/**
 * @param {HTMLElement} line
 * @param {Record<string, string[]>} names
 */
function fill(line, names) {
  const said = Object.entries(names).filter(([, people]) => people.length > 0);
  line.hidden = said.length === 0;
  line.replaceChildren(
    ...said.map(([label, people]) => {
      const one = document.createElement("span");
      one.textContent = `${label}: ${people.join(", ")}`;
      return one;
    }),
  );
}
