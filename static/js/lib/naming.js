/** Whom one begins to name: pure, so that it is tried without a page. */

const MOST = 6;
const BEGUN = /(?:^|[\s("'‘“])@([^\n@]{0,80})$/u;

/**
 * What stands after the `@` at which one types, or null where one names nobody.
 * @param {string} before all that stands before the cursor
 */
export function beginning(before) {
  return BEGUN.exec(before)?.[1] ?? null;
}

/**
 * The names of which one, or a later part of it, begins so; a few, in their order.
 * @param {string[]} names
 * @param {string} begun
 */
export function matching(names, begun) {
  const sought = begun.toLocaleLowerCase();
  const parts = (/** @type {string} */ name) => [name, ...name.split(/(?<=[\s-])/u).slice(1)];
  if (/\s$/u.test(sought) && !names.some((name) => name.toLocaleLowerCase().startsWith(sought))) return [];
  return names.filter((name) => parts(name).some((part) => part.toLocaleLowerCase().startsWith(sought))).slice(0, MOST);
}
