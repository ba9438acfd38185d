import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, keptSpans, pieces, rewritten, sentence, unanswered } from "supervise/lib/findings.js";

/** Findings of each place of some words, with wordings. */
function found(text, said, { kind = "direct", replacements = ["someone"], label = "PERSON" } = {}) {
  const points = [...text];
  const wanted = [...said];
  return points.flatMap((_, at) => (points.slice(at, at + wanted.length).join("") === said ? [{ start: at, end: at + wanted.length, label, kind, reason: "a name", replacements }] : []));
}

const TEXT = "🦊 Ada met Ben. Ada left; Adam stayed.";
const findings = [...found(TEXT, "Ada").slice(0, 2), ...found(TEXT, "Ben", { kind: "quasi", replacements: [] })].sort((a, b) => a.start - b.start);

test("the same words are one thing to answer", () => {
  const groups = grouped(TEXT, findings, new Map());
  assert.deepEqual(groups.map((group) => [group.words, group.places.length, group.direct]), [["Ada", 2, true], ["Ben", 1, false]]);
  assert.deepEqual(unanswered(groups).map((group) => group.words), ["Ada"]);
});

test("one press changes every place and no other word", () => {
  const [ada] = grouped(TEXT, findings, new Map());
  assert.equal(rewritten(TEXT, [{ group: ada, choice: 0 }]).text, "🦊 someone met Ben. someone left; Adam stayed.");
});

test("each place gets the wording that fits it there", () => {
  const fitting = findings.map((one, at) => ({ ...one, replacements: [at === 0 ? "A woman" : "she"] }));
  const [ada] = grouped(TEXT, fitting, new Map());
  assert.match(rewritten(TEXT, [{ group: ada, choice: 0 }]).text, /^🦊 A woman met Ben\. she left/);
});

test("a place that the check did not list is changed too", () => {
  const [ada] = grouped(TEXT, findings.slice(0, 1), new Map());
  assert.equal(rewritten(TEXT, [{ group: ada, choice: 0 }]).text, "🦊 someone met Ben. someone left; Adam stayed.");
});

test("signs that mean something to a search are only words here", () => {
  const text = "Ring (020) 7946? Yes, (020) 7946.";
  const [number] = grouped(text, found(text, "(020) 7946", { replacements: ["$& number"] }), new Map());
  assert.equal(rewritten(text, [{ group: number, choice: 0 }]).text, "Ring $& number? Yes, $& number.");
});

test("what is kept is told with its places, and needs no answer", () => {
  const groups = grouped(TEXT, findings, new Map([["PERSON Ada", "public"]]));
  assert.deepEqual(unanswered(groups), []);
  assert.deepEqual(keptSpans(groups), [{ start: 2, end: 5, reason: "public" }, { start: 15, end: 18, reason: "public" }]);
});

test("the pieces behind the box are the text, marked where something is open", () => {
  const groups = grouped(TEXT, findings, new Map([["PERSON Ben", "agreed"]]));
  const parts = pieces(TEXT, findings, groups);
  assert.equal(parts.map((part) => part.text).join(""), TEXT);
  assert.deepEqual(parts.filter((part) => part.marked).map((part) => part.text), ["Ada", "Ada"]);
});

test("changed words are marked where they stand now, those of an earlier change as well", () => {
  const [ben] = grouped(TEXT, found(TEXT, "Ben", { replacements: ["a friend"] }), new Map());
  const once = rewritten(TEXT, [{ group: ben, choice: 0 }]);
  const [ada] = grouped(once.text, found(once.text, "Ada").slice(0, 2), new Map());
  const twice = rewritten(once.text, [{ group: ada, choice: 0 }], once.places);
  assert.equal(twice.text, "🦊 someone met a friend. someone left; Adam stayed.");
  const marked = pieces(twice.text, [], [], twice.places).filter((part) => part.marked === "changed");
  assert.deepEqual(marked.map((part) => part.text), ["someone", "a friend", "someone"]);
});

test("one thing is said as one", () => {
  assert.equal(sentence(1), "One thing that could point to someone.");
  assert.equal(sentence(3), "3 things that could point to someone.");
});
