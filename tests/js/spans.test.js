import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, toPoints, toUnits, words } from "supervise/lib/spans.js";

const TEXT = "A 🦊 and 👩🏽‍⚕️ met Ben.";

test("places go from code points to units and back, whatever stands before them", () => {
  const points = [...TEXT];
  for (let at = 0; at <= points.length; at += 1) {
    const unit = points.slice(0, at).join("").length;
    assert.equal(toUnits(TEXT, at), unit);
    assert.equal(toPoints(TEXT, unit), at);
  }
});

test("a lone surrogate counts as one and breaks nothing", () => {
  assert.equal(toUnits("\ud83dx", 1), 1);
  assert.equal(toPoints("x\udd8a", 2), 2);
});

test("the words of a span are those that the server meant", () => {
  const start = [...TEXT].join("").indexOf("Ben");
  const point = toPoints(TEXT, start);
  assert.equal(words(TEXT, { start: point, end: point + 3 }), "Ben");
});

test("spans before an edit stay, those behind it move, those it touches go", () => {
  const before = "Ben met 🦊 Noa at noon";
  const after = "Ben met 🦊🦊 old Noa at noon";
  const spans = [{ start: 0, end: 3 }, { start: 10, end: 13 }];
  assert.deepEqual(moved(spans, before, after), [{ start: 0, end: 3 }, { start: 15, end: 18 }]);
  assert.deepEqual(moved(spans, before, "Ben met 🦊 Nora at noon"), [{ start: 0, end: 3 }]);
});

test("nothing moves when nothing was typed, and everything goes when all was taken out", () => {
  const spans = [{ start: 0, end: 3 }];
  assert.equal(moved(spans, "Ben", "Ben"), spans);
  assert.deepEqual(moved(spans, "Ben", ""), []);
});
