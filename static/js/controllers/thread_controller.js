import { placeInThread as placeIn } from "supervise/lib/placing.js";
import { RoomPage } from "supervise/lib/room_page.js";
import { YoursKept } from "supervise/lib/yours.js";

const Thread = /** @type {Parts<RoomPage & {listTarget: HTMLElement, emptyTarget: HTMLElement, newerTarget: HTMLElement, roomValue: string, seqValue: number, mayValue: string, earlierValue: boolean, laterValue: boolean}>} */ (/** @type {unknown} */ (RoomPage));

/** A thread: opens its room, puts changes in their place, and shows what concerns this person alone. */
export default class extends Thread {
  static targets = ["list", "empty", "newer"];
  static values = { room: String, seq: Number, may: String, earlier: Boolean, later: Boolean };

  #yours = new YoursKept();

  // Lifecycle

  connect() {
    this.open(
      {
        room: this.roomValue,
        seq: this.seqValue,
        seqOf: (doc) => this.#read(doc),
        parts: () => `.dilemma, #may, .stage, #turn, #${this.listTarget.id}${this.#writing ? "" : ", #respond"}`,
        placeOf: (element) => this.#placeOf(element),
        placed: (element, change) => this.#placed(element, change),
        answered: (answer) => this.#answered(answer),
      },
      this.newerTarget,
    );
  }

  // Actions

  /** @param {CustomEvent<Yours>} event */
  yours({ detail }) {
    if (detail?.id) this.#yours.take(detail);
  }

  /** This page is sending: until the answer it is not known which arrival is its own. */
  sending() {
    this.arrivals?.hold();
  }

  /** @param {CustomEvent<{change?: Change}>} event */
  answered(event) {
    this.taken(event);
    this.arrivals?.release(event.detail.change?.id);
  }

  /** @param {Event & {params: {id: string, author: string}}} event */
  reply(event) {
    if (!document.getElementById("compose")) return;
    event.preventDefault();
    this.dispatch("reply", { detail: event.params });
  }

  // Private

  /** @param {HTMLElement} element */
  #placeOf(element) {
    return placeIn(this.listTarget, element, { earlier: this.earlierValue, later: this.laterValue });
  }

  /** @param {HTMLElement | null} element @param {Change} change */
  #placed(element, change) {
    this.emptyTarget.hidden = this.listTarget.childElementCount > 0;
    this.dispatch("placed");
    if (change.id?.startsWith("dilemma-")) this.#settle();
    if (change.id?.startsWith("stage-")) this.room?.reload(); // what is asked of this person is theirs alone
    if (change.op !== "put" || !change.id?.startsWith("comment-")) return;
    this.#yours.show(change.id, element !== null && this.#mayRespond);
    if (!element) return;
    const author = element.querySelector(".comment__by")?.textContent ?? "somebody";
    this.arrivals?.add(element, "comment--arrived", `A response from ${author}`, "new responses");
  }

  get #mayRespond() {
    return this.mayValue.split(" ").includes("comment");
  }

  /** Words of one's own are not taken from the page, nor the box from under the hands. */
  get #writing() {
    const respond = document.getElementById("respond");
    const words = respond?.querySelector("textarea")?.value.trim() || respond?.querySelector(".outbox > li");
    return Boolean(words) || respond?.contains(document.activeElement) === true;
  }

  /** Closed, or opened again: what this person may do here is read anew. */
  #settle() {
    const closed = this.element.querySelector(".dilemma .outcome") !== null;
    if (closed !== this.#mayRespond) return;
    this.#yours.forget();
    this.room?.reload();
  }

  /** What a page fetched anew says of itself. @param {Document} doc */
  #read(doc) {
    const fresh = doc.getElementById(this.element.id)?.dataset ?? {};
    this.element.dataset.threadMayValue = fresh.threadMayValue ?? this.mayValue;
    return Number(fresh.threadSeqValue);
  }

  /** @param {Answer} answer */
  #answered(answer) {
    this.#yours.takeAll(answer);
    if (answer.present === undefined) return;
    document.dispatchEvent(new CustomEvent("live:presence", { detail: { room: this.roomValue, present: answer.present } }));
  }
}
