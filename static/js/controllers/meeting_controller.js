import { announce } from "supervise/lib/announce.js";
import { mended, read } from "supervise/lib/commands.js";
import { Countdown, sentence, shown, stands } from "supervise/lib/countdown.js";
import { ask, connected } from "supervise/lib/live.js";
import { RoomPage } from "supervise/lib/room_page.js";

const Meeting = /** @type {Parts<RoomPage & {listTarget: HTMLElement, hasListTarget: boolean, emptyTarget: HTMLElement, newerTarget: HTMLElement, hasNewerTarget: boolean, clockTargets: HTMLElement[], problemTarget: HTMLElement, sayTarget: HTMLFormElement, hasSayTarget: boolean, idValue: string, seqValue: number, meValue: string, wallValue: boolean}>} */ (/** @type {unknown} */ (RoomPage));

const SOON = 30;
const AGAIN = 2000;
const PARTS = "#room-now, #room-asked, #room-exits, #room-kinds, #room-console, #room-rating, #room-people";

/** A meeting's room: how it stands for this person, lines as they come, and the time that is left. */
export default class extends Meeting {
  static targets = ["list", "empty", "newer", "clock", "problem", "say"];
  static values = { id: String, seq: Number, me: String, wall: Boolean };

  #countdown = new Countdown();
  #told = -1;
  #phase = "";
  #last = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #ticking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reading;

  // Lifecycle

  connect() {
    this.open(
      {
        room: `meeting:${this.idValue}`,
        seq: this.seqValue,
        seqOf: (doc) => Number(doc.getElementById(this.element.id)?.dataset.meetingSeqValue),
        parts: () => PARTS,
        placeOf: () => ({ list: this.hasListTarget ? this.listTarget : null, after: (other, one) => Number(other.dataset.number) > Number(one.dataset.number) }),
        placed: (element) => this.#placed(element),
        answered: (answer) => this.#answered(answer),
      },
      this.hasNewerTarget ? this.newerTarget : null,
    );
  }

  disconnect() {
    clearTimeout(this.#ticking);
    clearTimeout(this.#reading);
    super.disconnect();
  }

  // Actions

  returned() {
    if (document.visibilityState === "hidden") return;
    this.#countdown.forget();
    if (connected()) this.room?.enter();
  }

  /** How the meeting stands for this person. @param {{detail: {room: string, seq: number, now: number, state: any}}} event */
  told({ detail: { room, seq, now, state } }) {
    if (room !== `meeting:${this.idValue}` || seq < this.#told) return;
    this.#told = seq;
    this.#countdown.take({ remaining: state.remaining_ms, now, paused: state.paused || !state.phase });
    if (state.ended && !this.wallValue && !this.#words && !this.element.querySelector("[data-unsent]")) return location.assign(`/meetings/${this.idValue}/record`);
    if (this.hasSayTarget) this.sayTarget.hidden = state.voices.length === 0 && !this.#words;
    document.body.classList.toggle("page--calm", state.silent);
    const phase = `${state.phase?.stage}:${state.paused}`;
    if (this.#phase && phase !== this.#phase && state.phase) announce(state.paused ? "A pause." : `Now: ${state.phase.title}.`);
    this.#phase = phase;
    this.#tick();
    this.#read(SOON, !state.ended);
  }

  /** Send what a form commands; without the channel it is posted. @param {SubmitEvent} event */
  async command(event) {
    if (!connected()) return;
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const answer = await ask("meeting:command", read(form, this.idValue));
    const words = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("text"));
    if (answer.code === "review" && words) words.value = mended(words.value, answer.findings ?? []);
    this.#tell(answer.ok ? "" : `${Object.values(answer.fields ?? {}).flat().join(" ") || answer.message || "The line is down just now. Try again in a moment."}${answer.code === "review" ? " It is changed already; send it again if it fits." : ""}`);
    if (answer.ok && words) words.value = "";
    if (answer.ok) this.told({ detail: /** @type {any} */ (answer) });
    else if (answer.code === "stale") this.room?.enter();
  }

  // Private

  /** The room was entered. @param {Answer} answer */
  #answered(answer) {
    this.told({ detail: /** @type {any} */ (answer) });
    this.#countdown.learn(() => ask("meeting:time", { id: this.idValue })).then(() => this.#tick());
  }

  /** Take the page anew; again, where it did not come. @param {number} delay @param {boolean} goesOn */
  #read(delay, goesOn) {
    clearTimeout(this.#reading);
    const reading = setTimeout(async () => {
      const seq = await this.room?.reload();
      this.#tick();
      if (seq === null && goesOn && this.#reading === reading) this.#read(AGAIN, goesOn);
    }, delay);
    this.#reading = reading;
  }

  /** @param {HTMLElement | null} element */
  #placed(element) {
    if (!this.hasListTarget) return;
    this.emptyTarget.hidden = this.listTarget.childElementCount > 0;
    if (element) this.arrivals?.add(element, "comment--arrived", `${element.querySelector("b")?.textContent ?? "Somebody"} wrote`, "new lines");
  }

  get #words() {
    return this.hasSayTarget && (this.sayTarget.querySelector("textarea")?.value.trim() ?? "") !== "";
  }

  #tick() {
    clearTimeout(this.#ticking);
    if (this.#told < 0) return;
    const left = this.#countdown.left;
    const { time, word } = shown(left, this.#countdown.paused);
    for (const clock of this.clockTargets) {
      const [first, second] = clock.children;
      if (first.textContent !== time) first.textContent = time;
      if (second.textContent !== word) second.textContent = word;
      clock.classList.toggle("clock--over", left < 0);
    }
    const said = this.#countdown.paused ? "" : sentence(this.#last, left);
    if (said) announce(said);
    this.#last = left;
    if (!this.#countdown.paused) this.#ticking = setTimeout(() => this.#tick(), stands(left));
  }

  /** @param {string} words */
  #tell(words) {
    this.problemTarget.textContent = words;
    this.problemTarget.hidden = words === "";
  }
}
