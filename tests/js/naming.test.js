import assert from "node:assert/strict";
import { test } from "node:test";
import { beginning, matching } from "../../static/js/lib/naming.js";

test("one names somebody from an @ at the beginning of a word on, and in no e-mail address", () => {
  assert.equal(beginning("What would @"), "");
  assert.equal(beginning("(@Ruth We"), "Ruth We");
  assert.equal(beginning("@Ada and @t"), "t");
  for (const words of ["a@b", "no one", "@Ada\nthen", "x/@y"]) assert.equal(beginning(words), null);
});

test("a name is found by its beginning or that of a later part, and no more once it stands there", () => {
  const names = ["Ada", "Adam Weber", "Ruth Weber-Klein", "Tia"];
  assert.deepEqual(matching(names, ""), names);
  assert.deepEqual(matching(names, "ad"), ["Ada", "Adam Weber"]);
  assert.deepEqual(matching(names, "we"), ["Adam Weber", "Ruth Weber-Klein"]);
  assert.deepEqual(matching(names, "klein"), ["Ruth Weber-Klein"]);
  assert.deepEqual(matching(names, "Adam "), ["Adam Weber"]);
  for (const begun of ["Ada ", "Tia said", "zoe"]) assert.deepEqual(matching(names, begun), []);
});
