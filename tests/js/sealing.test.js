import assert from "node:assert/strict";
import { test } from "node:test";
import { newKey, seal, unseal } from "supervise/lib/sealing.js";

const HERS = "ada group thread:one";
const WORDS = { fields: { body: "She counted the coats. Ünd 🧥" }, version: 3 };

test("what was sealed opens with its key alone, and only for whom and where it was sealed", async () => {
  const key = await newKey();
  const sealed = await seal(key, HERS, WORDS);
  assert.deepEqual(await unseal(key, HERS, sealed), WORDS);
  assert.equal(await unseal(await newKey(), HERS, sealed), null);
  assert.equal(await unseal(key, HERS.replace("ada", "ben"), sealed), null);
  assert.equal(await unseal(key, HERS.replace("one", "two"), sealed), null);
});

test("no word of it stands in what is sealed, and the same words are never sealed alike", async () => {
  const key = await newKey();
  const [one, other] = [await seal(key, HERS, WORDS), await seal(key, HERS, WORDS)];
  assert.ok(!Buffer.from(one.sealed).includes("coats"));
  assert.notDeepEqual(Buffer.from(one.iv), Buffer.from(other.iv));
  assert.notDeepEqual(Buffer.from(one.sealed), Buffer.from(other.sealed));
});

test("no script reads the key out", async () => {
  const key = await newKey();
  assert.equal(key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
});
