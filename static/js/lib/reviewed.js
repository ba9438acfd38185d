/** What was found in a form's fields, what was answered, and the changes that can be taken back. */
import { CheckedField } from "supervise/lib/checked.js";
import { grouped, keptSpans, pieces, rewritten, unanswered } from "supervise/lib/findings.js";
import { moved } from "supervise/lib/spans.js";

/** @typedef {import("supervise/lib/checked.js").Field} Field */
/** @typedef {import("supervise/lib/findings_list.js").Shown} Shown */
/** @typedef {{text: string, places: import("supervise/lib/findings.js").Span[]}} Changed a text, and where words of it were changed */

export class Reviewed {
  /** @type {Map<Field, CheckedField>} */
  #fields;
  #comment;
  /** @type {Map<string, string>} */
  #kept = new Map();
  /** @type {{field: Field, before: Changed, after: string}[]} */
  #changes = [];
  /** @type {Map<Field, Changed>} */
  #changed = new Map();

  /**
   * @param {Field[]} fields
   * @param {string} group
   * @param {boolean} comment
   */
  constructor(fields, group, comment) {
    this.#comment = comment;
    this.#fields = new Map(fields.map((field) => [field, new CheckedField(field, group, comment)]));
  }

  get fields() {
    return [...this.#fields.values()];
  }

  /** @returns {Shown[]} */
  get groups() {
    return this.fields.flatMap(({ field, findings }) => grouped(field.value, findings, this.#kept).map((group) => ({ ...group, field, where: field === this.fields[0].field ? "" : (field.labels?.[0]?.firstChild?.textContent?.trim() ?? "") })));
  }

  /** Those that have to be answered first. @returns {Shown[]} */
  get due() {
    return /** @type {Shown[]} */ (unanswered(this.groups));
  }

  /** What several findings together could do, in a sentence. */
  get together() {
    return this.fields.map(({ combination }) => combination).find(Boolean) ?? "";
  }

  get canUndo() {
    return this.#changes.length > 0;
  }

  /** @param {EventTarget | null} field */
  of(field) {
    return this.#fields.get(/** @type {Field} */ (field));
  }

  /** What is kept, as the server takes it: with the field's name where a form has several. */
  get spans() {
    const { groups } = this;
    return this.fields.flatMap(({ field, name }) => keptSpans(groups.filter((group) => group.field === field)).map((span) => (this.#comment ? span : { field: name, ...span })));
  }

  /** @param {Field} field */
  pieces(field) {
    return pieces(field.value, this.of(field)?.findings ?? [], this.groups.filter((group) => group.field === field), this.#changed.get(field)?.places);
  }

  /** @param {{group: Shown, choice: number}[]} changes */
  change(changes) {
    this.#changes = [];
    for (const field of new Set(changes.map(({ group }) => group.field))) {
      const before = { text: field.value, places: this.#changed.get(field)?.places ?? [] };
      const after = rewritten(before.text, changes.filter(({ group }) => group.field === field), before.places);
      this.#changes.push({ field, before, after: after.text });
      this.#write(field, after);
    }
  }

  /** What was typed since a change is not taken back with it; changed words stay marked where they move to. */
  typed() {
    for (const [field, { text, places }] of this.#changed) this.#changed.set(field, { text: field.value, places: moved(places, text, field.value) });
    if (this.#changes.some(({ field, after }) => field.value !== after)) this.#changes = [];
  }

  takeBack() {
    for (const { field, before } of this.#changes.splice(0)) this.#write(field, before);
  }

  /** @param {Shown} group @param {string} reason or '' to look at it again */
  keep(group, reason) {
    if (reason) this.#kept.set(group.key, reason);
    else this.#kept.delete(group.key);
  }

  clear() {
    this.#kept.clear();
    this.#changes = [];
    this.#changed.clear();
    for (const checked of this.fields) checked.take(checked.field.value, { ok: true });
  }

  /** @param {Field} field @param {Changed} changed */
  #write(field, changed) {
    this.#changed.set(field, changed);
    field.value = changed.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
