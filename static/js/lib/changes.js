/**
 * A room's numbered changes in their order, whichever way they come: live, after a gap, from a returning tab, by polling.
 * Knows nothing of pages, so that the order can be tried without one.
 */

const HOLD = 300;

/**
 * @typedef {object} Ways
 * @property {number} seq the last number that the page holds
 * @property {(change: Change, live: boolean) => void} apply puts one change on the page
 * @property {(after: number) => Promise<Answer>} ask asks for what came after a number
 * @property {() => Promise<number | null>} reload takes the whole page again; its number, or null if that failed
 * @property {number} [hold] how long an early change waits for those before it, in milliseconds
 */

export class Changes {
  /** @type {Ways} */
  #ways;
  #seq;
  /** @type {Map<number, Change>} */
  #held = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asking = false;
  #askAgain = false;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
    this.#seq = ways.seq;
  }

  get seq() {
    return this.#seq;
  }

  /**
   * Take a change: applied if it is the next, kept a moment if it is early, dropped if it is known.
   * @param {Change} change
   */
  receive(change) {
    if (!change || change.seq <= this.#seq) return;
    if (change.op === "ask") {
      this.heard(change.seq); // each reader sees it in their own way
      return;
    }
    this.#held.set(change.seq, change);
    if (this.#asking) return;
    this.#drain();
    if (this.#held.size > 0) this.#soon();
  }

  /**
   * The server says where the room stands; if the page is behind, what is on its way gets a moment first.
   * @param {number} seq
   */
  heard(seq) {
    if (seq > this.#seq && !this.#asking) this.#soon();
  }

  /** Ask for everything after the last number; called again meanwhile, it asks once more afterwards. */
  async catchUp() {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asking = true;
    try {
      await this.#take(await this.#ways.ask(this.#seq));
    } finally {
      this.#asking = false;
    }
    this.#drain();
    if (this.#askAgain) {
      this.#askAgain = false;
      await this.catchUp();
    } else if (this.#held.size > 0) this.#soon();
  }

  /** Forget what waits; nothing is applied any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#held.clear();
    this.#seq = Number.MAX_SAFE_INTEGER;
  }

  /** @param {Answer} answer */
  async #take(answer) {
    if (!answer.ok) return;
    if (answer.reload) {
      const seq = await this.#ways.reload();
      if (seq !== null) this.#seq = Math.max(this.#seq, seq);
      return;
    }
    // a state, not a history: a number may be missing here, and none of these is applied twice
    for (const change of answer.changes ?? []) if (change.seq > this.#seq) this.#ways.apply(change, false);
    this.#seq = Math.max(this.#seq, answer.seq ?? 0);
  }

  #drain() {
    for (const seq of [...this.#held.keys()]) if (seq <= this.#seq) this.#held.delete(seq);
    for (let next = this.#held.get(this.#seq + 1); next; next = this.#held.get(this.#seq + 1)) {
      this.#held.delete(next.seq);
      this.#seq = next.seq;
      this.#ways.apply(next, true);
    }
  }

  #soon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.catchUp();
    }, this.#ways.hold ?? HOLD);
  }
}
