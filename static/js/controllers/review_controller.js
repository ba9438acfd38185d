import { Controller } from "@hotwired/stimulus";
import { announce, announceWhenQuiet } from "supervise/lib/announce.js";
import { sentence } from "supervise/lib/findings.js";
import { draw, mark } from "supervise/lib/findings_list.js";
import { Reviewed } from "supervise/lib/reviewed.js";

/** @typedef {import("supervise/lib/checked.js").Field} Field */
/** @typedef {import("supervise/lib/findings_list.js").Shown} Shown */

const Review = /** @type {Parts<{element: HTMLFormElement, fieldTargets: Field[], marksTargets: HTMLElement[], panelTarget: HTMLElement, keptTarget: HTMLInputElement, groupValue: string, commentValue: boolean, sharedValue: boolean, verbValue: string}>} */ (/** @type {unknown} */ (Controller));

const QUIET = 1500;

/** What could point to someone, found while one writes: a list to answer, marks behind the words, one press to change. */
export default class extends Review {
  static targets = ["field", "marks", "panel", "kept"];
  static values = { group: String, comment: Boolean, shared: Boolean, verb: { type: String, default: "post" } };

  #state = new Reviewed([], "", false);
  #must = false;
  #told = 0;

  // Lifecycle

  connect() {
    this.#state = new Reviewed(this.fieldTargets, this.groupValue, this.commentValue);
    // where others write, too, what stands was answered by whoever wrote it: the server says what is new
    if (!this.sharedValue) for (const checked of this.#state.fields) if (checked.field.value.trim()) this.#look(checked);
    this.#draw();
  }

  // Actions

  /** @param {Event} event */
  typed(event) {
    const checked = this.#state.of(event.target);
    if (!checked) return;
    this.#state.typed();
    this.#look(checked);
    this.#draw();
    announceWhenQuiet(QUIET, () => this.#news());
  }

  /** The words changed, and nobody is asked about them: what is known moves along. */
  followed() {
    for (const checked of this.#state.fields) checked.follow();
    this.#state.typed();
    this.#draw();
  }

  /** The server answered that something has to be answered first. @param {CustomEvent<Answer>} event */
  answered({ detail }) {
    const [checked] = this.#state.fields;
    if (detail.code !== "review" || !checked) return;
    checked.take(checked.field.value, detail);
    if (this.sharedValue) this.#remind();
    else this.#ask();
  }

  clear() {
    this.#state.clear();
    this.#must = false;
    this.#told = 0;
    this.#draw();
  }

  /** A form is about to be posted as a whole. @param {CustomEvent<{until: (ready: Promise<boolean>) => void}>} event */
  check({ detail }) {
    detail.until(this.#ready());
  }

  // Private

  async #ready() {
    for (const checked of this.#state.fields) if (!checked.fresh) await checked.check();
    this.#draw();
    if (this.#state.due.length === 0) return true;
    this.#ask();
    return false;
  }

  /** @param {import("supervise/lib/checked.js").CheckedField} checked */
  #look(checked) {
    checked.typed((answer) => {
      if (!answer.ok) return;
      this.#draw();
      announceWhenQuiet(QUIET, () => this.#news()); // the answer may come once they are quiet
      this.dispatch("done", { detail: { field: checked.name, themes: answer.themes ?? [] } });
    });
  }

  #ask() {
    this.#must = true;
    this.#draw();
    this.panelTarget.querySelector("button")?.focus();
  }

  /** Whoever types on is not interrupted. */
  #remind() {
    this.#must = true;
    this.#draw();
    announceWhenQuiet(QUIET, () => this.#news());
  }

  #draw() {
    const { groups } = this.#state;
    const direct = this.#state.due.filter((group) => group.replacements.length);
    const answers = {
      change: (/** @type {Shown} */ group, /** @type {number} */ choice) => this.#change([{ group, choice }]),
      changeAll: () => this.#change(direct.map((group) => ({ group, choice: 0 }))),
      keep: (/** @type {Shown} */ group, /** @type {string} */ reason) => {
        this.#state.keep(group, reason);
        this.#draw();
      },
      undo: this.#state.canUndo ? () => this.#state.takeBack() : null,
    };
    draw(this.panelTarget, groups, answers, { must: this.#must, verb: this.verbValue, together: this.#state.together });
    this.keptTarget.value = JSON.stringify(this.#state.spans);
    for (const [index, marks] of this.marksTargets.entries()) mark(marks, this.#state.pieces(this.fieldTargets[index]));
  }

  /** @param {{group: Shown, choice: number}[]} changes */
  #change(changes) {
    this.#state.change(changes);
    announce("Changed everywhere in this text.");
  }

  /** A number, if it is another than was last told. */
  #news() {
    const open = this.#state.groups.filter((group) => !group.kept).length;
    const same = open === this.#told;
    this.#told = open;
    if (same) return "";
    return open ? sentence(open) : "Nothing more was found.";
  }
}
