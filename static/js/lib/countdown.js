/**
 * How much time is left by the server's clock. It knows no wall clock of this machine: only how far the server's moment
 * lies ahead of a local clock that never jumps. It is asked for until an answer comes quickly (Cristian, 1989: the
 * server's moment was half way); until then the message that came with the least delay tells it.
 */

const TOO_FAR = 2000;
const GOOD = 120;
const QUICK = 40;
const TIMES = 8;
const BETWEEN = 200;

export class Countdown {
  #ticks;
  /** @type {number | null} */
  #ahead = null;
  /** How long the best answer took, in milliseconds. */
  #took = Infinity;
  #ends = 0;
  #left = 0;
  #paused = true;

  /** @param {() => number} ticks milliseconds that only go on */
  constructor(ticks = () => performance.now()) {
    this.#ticks = ticks;
  }

  /**
   * The server says what was left at a moment of its own.
   * @param {{remaining: number, now: number, paused: boolean}} told
   */
  take({ remaining, now, paused }) {
    const ahead = now - this.#ticks();
    // a delay makes it smaller, never larger; a server that was moved, or a machine that slept, begins anew
    if (this.#ahead === null || ahead > this.#ahead || this.#ahead - ahead > TOO_FAR) {
      if (this.#ahead !== null && Math.abs(ahead - this.#ahead) > TOO_FAR) this.#took = Infinity;
      this.#ahead = ahead;
    }
    this.#ends = now + remaining;
    this.#left = remaining;
    this.#paused = paused;
  }

  /**
   * Ask the server for its moment, ever more seldom, until an answer comes quickly. One that was long on its way tells
   * little of how long it took there and how long back, and is left aside.
   * @param {() => Promise<Answer>} ask
   * @param {(milliseconds: number) => Promise<void>} wait
   */
  async learn(ask, wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))) {
    for (let time = 0; time < TIMES; time += 1) {
      if (time) await wait(BETWEEN * 2 ** time);
      const sent = this.#ticks();
      const answer = await ask();
      const came = this.#ticks();
      if (!answer.ok || answer.now === undefined) return;
      const took = came - sent;
      if (took <= GOOD && took < this.#took) [this.#took, this.#ahead] = [took, answer.now - (sent + came) / 2];
      if (took <= QUICK) return;
    }
  }

  /** The machine may have slept: what was learned counts no more. */
  forget() {
    this.#ahead = null;
    this.#took = Infinity;
  }

  /** Milliseconds left now; negative once the time is over. */
  get left() {
    return this.#paused || this.#ahead === null ? this.#left : this.#ends - (this.#ticks() + this.#ahead);
  }

  get paused() {
    return this.#paused;
  }
}

/**
 * A time as it is shown: 13:10, and beside it whether it is left or over.
 * @param {number} left milliseconds
 * @param {boolean} paused
 */
export function shown(left, paused) {
  const seconds = Math.floor(Math.abs(left) / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return { time, word: paused ? "paused" : left < 0 ? "over" : "left" };
}

/**
 * How long the time stays as it is shown, so that all screens change at one moment.
 * @param {number} left milliseconds
 * @returns {number} milliseconds
 */
export function stands(left) {
  return left > 0 ? (left % 1000) + 1 : 1000 - (-left % 1000);
}

/**
 * What is said aloud by a screen reader as a time passes: whole minutes, the last five each, before them every fifth.
 * @param {number} before milliseconds left at the last look
 * @param {number} left
 */
export function sentence(before, left) {
  if (before > 0 && left <= 0) return "The time of this phase is over.";
  const minutes = Math.floor(before / 60_000);
  if (left <= 0 || minutes < 1 || before - left > 5000 || left > minutes * 60_000) return "";
  if (minutes > 5 && minutes % 5) return "";
  return minutes === 1 ? "One minute left." : `${minutes} minutes left.`;
}
