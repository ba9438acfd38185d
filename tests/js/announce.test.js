import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivalSentence } from "supervise/lib/announce.js";

test("one arrival is named, several become a number", () => {
  assert.equal(arrivalSentence(new Map([["A response from Ben", 1]]), "new responses"), "A response from Ben.");
  assert.equal(arrivalSentence(new Map([["A response from Ben", 2], ["A response from Noa", 1]]), "new responses"), "3 new responses.");
  assert.equal(arrivalSentence(new Map(), "new responses"), "");
});
