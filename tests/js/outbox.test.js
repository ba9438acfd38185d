import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox, mayWait, newKey } from "supervise/lib/outbox.js";

const entry = (key) => ({ key, data: { key, body: `words of ${key}` } });
const OFFLINE = { ok: false, code: "offline" };

function filled(...keys) {
  const outbox = new Outbox();
  for (const key of keys) outbox.add(entry(key));
  return outbox;
}

test("what waits is sent in its order and leaves the box when the server has it", async () => {
  const outbox = filled("a", "b");
  const sent = [];
  await outbox.flush(async (data) => (sent.push(data.key), { ok: true }), () => {});
  assert.deepEqual(sent, ["a", "b"]);
  assert.equal(outbox.waiting, 0);
});

test("without a connection everything stays, with the same keys", async () => {
  const outbox = filled("a", "b");
  let asked = 0;
  await outbox.flush(async () => ((asked += 1), OFFLINE), () => assert.fail());
  assert.equal(asked, 1);
  assert.deepEqual(outbox.entries.map((one) => one.key), ["a", "b"]);
});

test("an answer that never came may be asked for again: the key is the same", async () => {
  const outbox = filled("a");
  const keys = [];
  const answers = [{ ok: false, code: "unanswered" }, { ok: true }];
  for (let turn = 0; turn < 2; turn += 1) await outbox.flush(async (data) => (keys.push(data.key), answers[turn]), () => {});
  assert.deepEqual(keys, ["a", "a"]);
  assert.equal(outbox.waiting, 0);
});

test("what the server refuses is kept for its writer and not sent again by itself", async () => {
  const outbox = filled("a", "b");
  const told = [];
  const refuse = async (data) => (data.key === "a" ? { ok: false, code: "review", message: "Answer what is marked." } : { ok: true });
  await outbox.flush(refuse, (one, answer) => told.push([one.key, answer.ok]));
  assert.deepEqual(told, [["a", false], ["b", true]]);
  assert.equal(outbox.entries[0].refused, "Answer what is marked.");
  await outbox.flush(async () => assert.fail(), () => {});
  assert.equal(outbox.take("a").data.body, "words of a");
  assert.equal(outbox.entries.length, 0);
});

test("two turns at once send nothing twice", async () => {
  const outbox = filled("a");
  let sent = 0;
  const slow = async () => {
    sent += 1;
    await new Promise((done) => setTimeout(done, 5));
    return { ok: true };
  };
  await Promise.all([outbox.flush(slow, () => {}), outbox.flush(slow, () => {})]);
  assert.equal(sent, 1);
});

test("adding the same comment again adds nothing", () => {
  assert.equal(filled("a", "a").waiting, 1);
});

test("not yet is told apart from no", () => {
  for (const code of ["offline", "unanswered", "signed_out", "too_fast", "failed"]) assert.ok(mayWait({ ok: false, code }));
  for (const code of ["review", "invalid", "not_allowed", "missing"]) assert.ok(!mayWait({ ok: false, code }));
  assert.ok(!mayWait({ ok: true }));
});

test("keys are UUIDs and never the same", () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));
  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
