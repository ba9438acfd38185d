/** The whole way of a draft, whichever box it stands in: the server, this device meanwhile, the line that says where it is. */
import { Unsent } from "supervise/lib/device.js";
import { DraftKeeper } from "supervise/lib/draft.js";
import { showHeld, showLine } from "supervise/lib/kept_line.js";
import { clock, say, zone } from "supervise/lib/time.js";
import { TwoVersions } from "supervise/lib/two_versions.js";

export const DEAD = "There is no connection just now. Your words stay on this page and on this device; please try again when it is back.";

/** @typedef {import("supervise/lib/form_fields.js").Fields} Fields */

/**
 * @typedef {object} Box
 * @property {string} place where it is, by ids
 * @property {HTMLElement} line says where the words are
 * @property {string} kept what that is called once the server has them
 * @property {string} [keeping] and while it is asked
 * @property {() => boolean} early whether somebody wrote in it before the scripts of the page had come
 * @property {() => Fields} read
 * @property {(fields: Fields) => void} fill
 * @property {(fields: Fields) => [string, string][]} words
 * @property {(first: Fields, second: Fields) => Fields} join one after the other
 * @property {(state: import("supervise/lib/draft.js").State, answer?: Answer) => void} [told]
 */

export class Keeping {
  #box;
  #device;
  /** @type {TwoVersions | null} */
  #versions = null;
  /** When what this device had from before was written. @type {number | null} */
  #from = null;
  /** Whether this device may have more for this place. */
  #more = false;
  #leave = () => this.keeper.now(true);

  /**
   * @param {Box} box
   * @param {Pick<import("supervise/lib/draft.js").Ways, "save" | "drop" | "version" | "pause" | "longest">} ways
   */
  constructor(box, ways) {
    this.#box = box;
    this.#device = new Unsent(box.place);
    this.keeper = new DraftKeeper({
      ...ways,
      hold: (held) => this.#device.keep(held),
      release: () => this.#device.erase(),
      away: () => !navigator.onLine,
      show: (state, answer) => this.#show(state, answer),
    });
    if (box.early()) this.keeper.changed(box.read());
    else this.keeper.begin(box.read());
    this.#recover();
    // before a reload asks for the page, so that it comes with these words; a phone tells only of hiding
    addEventListener("beforeunload", this.#leave);
    addEventListener("pagehide", this.#leave);
  }

  /** Whether somebody has still to choose between two versions. */
  get undecided() {
    return this.#versions !== null;
  }

  stop() {
    removeEventListener("beforeunload", this.#leave);
    removeEventListener("pagehide", this.#leave);
  }

  /** @param {Fields} fields */
  changed(fields) {
    this.#from = null;
    this.#versions?.refresh(this.#box.words(fields));
    this.keeper.changed(fields);
  }

  again() {
    if (this.keeper.pending) this.keeper.now();
  }

  /** What is here is about to be posted; what is on this device alone is not sent into a dead line. @returns {Promise<boolean | string>} */
  async settled() {
    if (this.keeper.held) await this.keeper.now();
    if (this.keeper.held && !this.undecided) return DEAD;
    await this.keeper.halt();
    return true;
  }

  /** What this device had for this place, perhaps from a page that is no more, stands in the box again, and is kept. */
  async #recover() {
    const { read, fill, join } = this.#box;
    const there = await this.#device.take();
    if (!there) return;
    this.#more = true;
    // somebody may have begun to type before it was found
    fill(this.keeper.pending ? join(there.what.fields, read()) : there.what.fields);
    this.#from = there.at;
    await this.keeper.recover({ ...there.what, fields: read() });
  }

  /** @param {import("supervise/lib/draft.js").State} state @param {Answer} [answer] */
  #show(state, answer) {
    const { line, kept, keeping } = this.#box;
    if (state === "stale" && answer) this.#ask(answer);
    else if (state === "held") showHeld(line, answer?.code === "invalid" ? answer.message : "");
    else if (state === "kept") showLine(line, `${this.#back}${kept} ${clock(new Date(answer?.saved_at ?? Date.now()), zone())}`);
    else if (state !== "keeping") showLine(line, state === "failed" ? refusal(answer) : "");
    else if (keeping) showLine(line, keeping);
    this.#box.told?.(state, answer);
    if (state === "kept" && this.#more) this.#next();
  }

  /** Another page may have left something here as well. */
  #next() {
    this.#more = false;
    this.#recover();
  }

  get #back() {
    return this.#from ? `Put back from this device, written ${say(new Date(this.#from), new Date(), "short", zone())}. ` : "";
  }

  /** @param {Answer & {fields?: any}} answer */
  #ask({ fields: there = {}, version = 0, saved_at }) {
    const { line, words, read } = this.#box;
    this.#versions?.close();
    showLine(line, "");
    this.#versions = new TwoVersions(
      line.closest(".composer__end") ?? line.closest("p") ?? line,
      { at: this.#from, words: words(read()) },
      { at: saved_at ? Number(saved_at) : null, words: words(there) },
      (choice) => this.#chosen(choice, there, version),
    );
  }

  /** @param {import("supervise/lib/two_versions.js").Choice} choice @param {Fields} there @param {number} version */
  #chosen(choice, there, version) {
    const { line, read, fill, join } = this.#box;
    const here = read();
    this.#versions = null;
    this.#from = null;
    line.closest(".part, form")?.querySelector("textarea")?.focus({ preventScroll: true });
    if (choice !== "here") fill(choice === "both" ? join(there, here) : there);
    if (choice === "there") return this.keeper.adopt(read(), version);
    this.keeper.changed(read());
    this.keeper.insist(version);
  }
}

/** @param {Answer} [answer] */
function refusal(answer) {
  return (answer?.code === "invalid" && answer.message) || "Not kept yet; this page goes on trying";
}
