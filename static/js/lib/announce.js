/** What a screen reader is told, politely: gathered for a moment, never in the middle of a word. */

const GATHER = 900;
/** @type {string[]} */
let words = [];
/** @type {Map<string, number>} */
let arrivals = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Say a sentence.
 * @param {string} sentence
 */
export function announce(sentence) {
  if (!words.includes(sentence)) words.push(sentence);
  timer ??= setTimeout(speak, GATHER);
}

/**
 * Say that something has come; many at once become one sentence.
 * @param {string} one what came, as a sentence without its end: 'A response from Ben'
 * @param {string} many how several are called: 'new responses'
 */
export function announceArrival(one, many) {
  arrivals.set(one, (arrivals.get(one) ?? 0) + 1);
  arrivedAs = many;
  timer ??= setTimeout(speak, GATHER);
}

let arrivedAs = "";

/**
 * Say a sentence once somebody has been quiet; asked again before, it waits anew.
 * @param {number} pause milliseconds
 * @param {() => string} sentence made at the end, '' to say nothing
 */
export function announceWhenQuiet(pause, sentence) {
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    const said = sentence();
    if (said) announce(said);
  }, pause);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let quiet;

/**
 * One sentence for what came; exported to be tried without a page.
 * @param {Map<string, number>} came
 * @param {string} many
 */
export function arrivalSentence(came, many) {
  const number = [...came.values()].reduce((sum, one) => sum + one, 0);
  if (number === 0) return "";
  return number === 1 ? `${[...came.keys()][0]}.` : `${number} ${many}.`;
}

function speak() {
  timer = undefined;
  const arrived = arrivalSentence(arrivals, arrivedAs);
  const all = arrived ? [...words, arrived] : words;
  words = [];
  arrivals = new Map();
  const region = document.getElementById("announce");
  if (!region) return;
  region.textContent = "";
  // a region that is emptied and filled in one turn is not read out
  setTimeout(() => (region.textContent = all.join(" ")), 60);
}
