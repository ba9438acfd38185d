/** Words that several write at one time: a Yjs document behind a text box. */

const PLACE = "words";

/** @param {Uint8Array} bytes */
export const toText = (bytes) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));

/** @param {string} text */
export const toBytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

/**
 * What has to be changed for some words to become others; never in the middle of a character.
 * @param {string} before
 * @param {string} after
 */
export function difference(before, after) {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at: start, gone: before.length - start - end, words: after.slice(start, after.length - end) };
}

export class SharedWords {
  #yjs;
  #doc;
  /** The same without what was written here and the server does not have. */
  #agreed;
  /** Whether something was written here that the server was not sent. */
  unsent = false;

  /** @param {typeof import("yjs")} yjs */
  constructor(yjs) {
    this.#yjs = yjs;
    this.#doc = new yjs.Doc();
    this.#agreed = new yjs.Doc();
  }

  get words() {
    return this.#doc.getText(PLACE).toString();
  }

  /** What the server has of it, as far as this page knows. */
  get agreed() {
    return this.#agreed.getText(PLACE).toString();
  }

  /** What was written here that the server does not have. */
  get added() {
    return toText(this.#yjs.encodeStateAsUpdate(this.#doc, this.#yjs.encodeStateVector(this.#agreed)));
  }

  /** How much of each writer is here. */
  get vector() {
    return toText(this.#yjs.encodeStateVector(this.#doc));
  }

  /** Whether others' words have come of which something before them has not. */
  get lacks() {
    return this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null;
  }

  /** @param {string} words as somebody has made them here */
  write(words) {
    const { at, gone, words: said } = difference(this.words, words);
    if (!gone && !said) return;
    const text = this.#doc.getText(PLACE);
    this.#doc.transact(() => {
      if (gone) text.delete(at, gone);
      if (said) text.insert(at, said);
    });
    this.unsent = true;
  }

  /** Mark places, such as the caret's: each stays beside what stands before it. @param {number[]} places */
  mark(places) {
    return places.map((place) => this.#yjs.createRelativePositionFromTypeIndex(this.#doc.getText(PLACE), place, -1));
  }

  /** Where marked places are now. @param {import("yjs").RelativePosition[]} marks */
  find(marks) {
    return marks.map((mark) => this.#yjs.createAbsolutePositionFromRelativePosition(mark, this.#doc)?.index ?? 0);
  }

  /** @param {...string} updates what the server has: others' words, and what was sent from here and taken */
  take(...updates) {
    for (const one of updates) for (const doc of [this.#doc, this.#agreed]) this.#yjs.applyUpdate(doc, toBytes(one));
  }
}

/** @param {number} unit */
const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;

/** @param {number} unit */
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;
