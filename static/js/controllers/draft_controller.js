import { Controller } from "@hotwired/stimulus";
import { fieldsOf, fill, isWritten, joined, wordsOf, writtenEarly } from "supervise/lib/form_fields.js";
import { Keeping } from "supervise/lib/keeping.js";
import { patiently, request } from "supervise/lib/request.js";

const Draft = /** @type {Parts<{element: HTMLFormElement, stateTarget: HTMLElement, groupValue: string, placeValue: string, versionValue: number}>} */ (/** @type {unknown} */ (Controller));

/** Keeps what is being written on the server, on this device while that cannot be reached, and says where it is. */
export default class extends Draft {
  static targets = ["state"];
  static values = { group: String, place: String, version: Number };

  /** @type {Keeping | null} */
  #keeping = null;

  // Lifecycle

  connect() {
    const form = this.element;
    this.#keeping = new Keeping(
      {
        place: `${this.groupValue} ${this.placeValue}`,
        line: this.stateTarget,
        kept: "Draft kept",
        early: () => writtenEarly(form.querySelectorAll("textarea")) && isWritten(fieldsOf(form)),
        read: () => fieldsOf(form),
        fill: (fields) => this.#fill(fields),
        words: (fields) => wordsOf(form, fields),
        join: (first, second) => joined(form, first, second),
      },
      {
        version: this.versionValue,
        save: (fields, version, last) => request("POST", "/drafts", { ...this.#where, fields, version }, { keepalive: last, signal: patiently() }),
        drop: () => request("DELETE", "/drafts", this.#where),
      },
    );
  }

  disconnect() {
    this.#keeping?.stop();
  }

  // Actions

  changed() {
    const fields = fieldsOf(this.element);
    const { keeper, undecided } = this.#keeping ?? {};
    if (isWritten(fields) || undecided) this.#keeping?.changed(fields);
    else if (keeper?.version || keeper?.pending) keeper.drop();
  }

  async sent() {
    await this.#keeping?.keeper.drop();
    this.#keeping?.keeper.begin(fieldsOf(this.element));
  }

  /** What was written waits to be sent, and for that is on this device. */
  waiting() {
    this.#keeping?.keeper.shelve();
    // the box is emptied next
    queueMicrotask(() => this.#keeping?.keeper.begin(fieldsOf(this.element)));
  }

  /** The form is posted as a whole, and the server forgets the draft with it. @param {CustomEvent<{until: (ready: Promise<boolean | string>) => void}>} event */
  settle({ detail }) {
    if (this.#keeping) detail.until(this.#keeping.settled());
  }

  posting() {
    this.#keeping?.stop();
  }

  again() {
    this.#keeping?.again();
  }

  // Private

  get #where() {
    return { group: this.groupValue, place: this.placeValue };
  }

  /** @param {import("supervise/lib/form_fields.js").Fields} fields */
  #fill(fields) {
    fill(this.element, fields);
    this.dispatch("filled", { detail: fields });
  }
}
