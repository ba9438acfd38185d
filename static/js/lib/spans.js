/** Places in a text: the server counts Unicode code points, a textarea counts UTF-16 units. */

/**
 * The unit at which a code point begins.
 * @param {string} text
 * @param {number} point
 */
export function toUnits(text, point) {
  let units = 0;
  let points = 0;
  while (points < point && units < text.length) {
    units += wide(text, units) ? 2 : 1;
    points += 1;
  }
  return units;
}

/**
 * The number of code points before a unit.
 * @param {string} text
 * @param {number} unit
 */
export function toPoints(text, unit) {
  let points = 0;
  for (let at = 0; at < unit && at < text.length; at += wide(text, at) ? 2 : 1) points += 1;
  return points;
}

/**
 * The words of a span in code points.
 * @param {string} text
 * @param {{start: number, end: number}} span
 */
export function words(text, span) {
  return text.slice(toUnits(text, span.start), toUnits(text, span.end));
}

/**
 * Spans after an edit: those before it stay, those behind it move, those it touches are gone.
 * @template {{start: number, end: number}} S
 * @param {S[]} spans in code points of `before`
 * @param {string} before
 * @param {string} after
 * @returns {S[]}
 */
export function moved(spans, before, after) {
  if (before === after) return spans;
  const [old, now] = [[...before], [...after]];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const shift = now.length - old.length;
  const behind = old.length - tail;
  return spans.flatMap((span) => {
    if (span.end <= head) return [span];
    if (span.start >= behind) return [{ ...span, start: span.start + shift, end: span.end + shift }];
    return [];
  });
}

/**
 * @param {string} text
 * @param {number} at
 */
function wide(text, at) {
  const high = text.charCodeAt(at);
  const low = text.charCodeAt(at + 1);
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}
