import assert from "node:assert/strict";
import { test } from "node:test";
import { mended } from "../../static/js/lib/commands.js";

test("the first replacement of each direct finding is ready, by code points", () => {
  const findings = [
    { start: 2, end: 6, label: "name", kind: /** @type {const} */ ("direct"), reason: "", replacements: ["a colleague"] },
    { start: 10, end: 15, label: "place", kind: /** @type {const} */ ("direct"), reason: "", replacements: ["a town"] },
    { start: 0, end: 1, label: "age", kind: /** @type {const} */ ("quasi"), reason: "", replacements: ["young"] },
  ];
  assert.equal(mended("\u{1F33F} Anna in Leeds.", findings), "\u{1F33F} a colleague in a town.");
});
