import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { DraftKeeper } from "supervise/lib/draft.js";

const PAUSE = 5;

function keeper({ save, ...more } = {}) {
  const told = { saved: [], states: [], dropped: 0, device: null, held: [] };
  let version = 0;
  const draft = new DraftKeeper({
    pause: PAUSE,
    again: PAUSE,
    save: async (fields, at, last) => {
      told.saved.push({ body: fields.body, version: at, last });
      return save ? save(told.saved.length, at) : { ok: true, version: (version = at + 1), saved_at: 1 };
    },
    drop: async () => ((told.dropped += 1), { ok: true }),
    hold: async (held) => (told.held.push(held.fields.body), (told.device = held), true),
    release: () => (told.device = null),
    show: (state) => told.states.push(state),
    ...more,
  });
  return { draft, told };
}

test("a draft is kept once the writing pauses, not at every letter", async () => {
  const { draft, told } = keeper();
  for (const body of ["T", "Th", "The"]) draft.changed({ body });
  assert.ok(draft.pending);
  await wait(PAUSE * 4);
  assert.deepEqual(told.saved, [{ body: "The", version: 0, last: false }]);
  assert.deepEqual(told.states, ["keeping", "kept"]);
  assert.ok(!draft.pending);
});

test("the next keeping carries the version of the last", async () => {
  const { draft, told } = keeper();
  draft.changed({ body: "a" });
  await draft.now();
  draft.changed({ body: "ab" });
  await draft.now();
  assert.deepEqual(told.saved.map((one) => one.version), [0, 1]);
});

test("what is already kept is not kept again", async () => {
  const { draft, told } = keeper();
  draft.begin({ body: "there" });
  draft.changed({ body: "there" });
  await draft.now();
  draft.changed({ body: "there, more" });
  draft.changed({ body: "there" });
  await wait(PAUSE * 4);
  assert.deepEqual(told.saved, []);
});

test("without a connection it says so and goes on trying", async () => {
  const { draft, told } = keeper({ hold: undefined, save: (turn) => (turn < 3 ? { ok: false, code: "offline" } : { ok: true, version: 1 }) });
  draft.changed({ body: "a" });
  await wait(PAUSE * 20);
  assert.equal(told.saved.length, 3);
  assert.deepEqual(told.states.filter((state) => state !== "keeping"), ["failed", "failed", "kept"]);
});

test("whoever writes on and on without a pause loses no more than a moment's words", async () => {
  const { draft, told } = keeper({ pause: 10_000, longest: 60 });
  const end = Date.now() + 400;
  for (let body = "a"; Date.now() < end; body += "a") {
    draft.changed({ body });
    await wait(10);
  }
  assert.ok(told.saved.length >= 2, JSON.stringify(told.saved.length));
});

test("after words are posted the next ones are kept at their first pause, and not at their first letter", async () => {
  const { draft, told } = keeper({ pause: 10_000, longest: 40 });
  draft.changed({ body: "posted" });
  await wait(20);
  await draft.drop();
  await wait(30); // longer than the first word had left
  draft.changed({ body: "n" });
  await wait(5);
  assert.deepEqual(told.saved, []);
});

test("a newer draft elsewhere stops it until somebody chooses", async () => {
  const { draft, told } = keeper({ save: (_, at) => (at === 7 ? { ok: true, version: 8 } : { ok: false, code: "stale", version: 7, fields: { body: "theirs" } }) });
  draft.changed({ body: "mine" });
  await draft.now();
  draft.changed({ body: "mine still" });
  await wait(PAUSE * 4);
  assert.equal(told.saved.length, 1);
  await draft.insist(7);
  assert.deepEqual(told.saved.at(-1), { body: "mine still", version: 7, last: false });
  assert.equal(draft.version, 8);
});

test("the newer draft can be taken instead", async () => {
  const { draft, told } = keeper({ save: () => ({ ok: false, code: "stale", version: 7, fields: { body: "theirs" } }) });
  draft.changed({ body: "mine" });
  await draft.now();
  draft.adopt({ body: "theirs" }, 7);
  draft.changed({ body: "theirs" });
  await wait(PAUSE * 4);
  assert.equal(told.saved.length, 1);
  assert.equal(draft.version, 7);
});

test("whoever has chosen between two versions is not asked by what was on its way before", async () => {
  for (const choice of ["here", "there"]) {
    let first;
    const { draft, told } = keeper({ save: (turn, at) => (turn === 1 ? new Promise((done) => (first = done)) : at === 7 ? { ok: true, version: 8 } : stale(7, "theirs")) });
    draft.changed({ body: "mine" });
    draft.now();
    const queued = draft.now(); // as the line comes back
    await wait(0);
    first(stale(7, "theirs"));
    await wait(0);
    if (choice === "here") await draft.insist(7);
    else draft.adopt({ body: "theirs" }, 7);
    await queued;
    assert.deepEqual(told.states.filter((state) => state === "stale"), ["stale"], choice);
    assert.deepEqual(told.saved.map((one) => one.version), choice === "here" ? [0, 7] : [0]);
    assert.equal(told.states.at(-1), "kept");
  }
});

test("an answer to what was sent before a choice asks nothing more", async () => {
  const answers = [];
  const { draft, told } = keeper({ save: () => new Promise((done) => answers.push(done)) });
  draft.changed({ body: "mine" });
  draft.now();
  await wait(0);
  draft.changed({ body: "mine still" });
  draft.now(true); // a page that was about to go away, and stayed
  answers[0](stale(7, "theirs"));
  await wait(0);
  const insisted = draft.insist(7);
  answers[1](stale(7, "theirs"));
  await wait(0);
  answers[2]({ ok: true, version: 8 });
  await insisted;
  assert.deepEqual(told.states.filter((state) => state === "stale"), ["stale"]);
  assert.equal(draft.version, 8);
});

test("as the page goes away the words are sent at once, and once", async () => {
  const { draft, told } = keeper();
  draft.changed({ body: "a thought" });
  draft.now(true);
  draft.now(true);
  await wait(PAUSE);
  assert.deepEqual(told.saved, [{ body: "a thought", version: 0, last: true }]);
});

test("once posted, a keeping that is under way brings nothing back", async () => {
  let finish;
  const { draft, told } = keeper({ save: () => new Promise((done) => (finish = () => done({ ok: true, version: 5 }))) });
  draft.changed({ body: "posted now" });
  draft.now();
  await wait(0);
  const dropping = draft.drop();
  finish();
  await dropping;
  assert.equal(told.dropped, 1);
  assert.equal(draft.version, 0);
  assert.equal(told.states.at(-1), "");
  assert.ok(!told.states.includes("kept"));
});

test("about to be posted, it waits for what is under way and keeps nothing more", async () => {
  let finish;
  const { draft, told } = keeper({ save: () => new Promise((done) => (finish = () => done({ ok: true, version: 1 }))) });
  draft.changed({ body: "a" });
  draft.now();
  await wait(0);
  draft.changed({ body: "ab" });
  let halted = false;
  const halting = draft.halt().then(() => (halted = true));
  await wait(PAUSE * 2);
  assert.ok(!halted);
  finish();
  await halting;
  await wait(PAUSE * 3);
  assert.equal(told.saved.length, 1);
  assert.ok(!draft.pending);
});

const offline = { ok: false, code: "offline" };
const stale = (version, body) => ({ ok: false, code: "stale", version, fields: { body } });

test("while the server takes it, the device is never given a word", async () => {
  const { draft, told } = keeper();
  for (const body of ["a", "ab", "abc"]) {
    draft.changed({ body });
    await draft.now();
  }
  assert.deepEqual(told.held, []);
});

test("what the server cannot be given is on the device with the version it began from, until the server has it", async () => {
  let away = false;
  const { draft, told } = keeper({ again: 400, save: (_, at) => (away ? offline : { ok: true, version: at + 1 }) });
  draft.changed({ body: "a" });
  await draft.now();
  away = true;
  for (const body of ["ab", "abc"]) {
    draft.changed({ body });
    await draft.now();
  }
  await wait(0);
  assert.deepEqual({ ...told.device, sent: 0 }, { fields: { body: "abc" }, version: 1, sent: 0 });
  assert.ok(draft.held);
  assert.equal(told.states.at(-1), "held");
  away = false;
  await draft.now();
  await wait(0);
  assert.equal(told.device, null);
  assert.ok(!draft.held);
  assert.equal(told.states.at(-1), "kept");
});

test("a server that does not answer is not waited for", async () => {
  let answer;
  const { draft, told } = keeper({ patience: PAUSE, save: () => new Promise((done) => (answer = done)) });
  draft.changed({ body: "a" });
  draft.now();
  await wait(PAUSE * 4);
  assert.deepEqual(told.device?.fields, { body: "a" });
  draft.changed({ body: "ab" });
  await wait(PAUSE * 4);
  assert.deepEqual(told.device?.fields, { body: "ab" });
  answer({ ok: true, version: 1 });
  await wait(0);
  assert.equal(told.device, null);
});

test("what belongs nowhere any more does not stay on the device", async () => {
  const answers = [offline, { ok: false, code: "missing" }];
  const { draft, told } = keeper({ again: 400, save: (turn) => answers[turn - 1] ?? answers.at(-1) });
  draft.changed({ body: "a" });
  await draft.now();
  assert.ok(told.device);
  await draft.now();
  assert.equal(told.device, null);
  await draft.halt();
});

test("two versions are on the device and on the server until somebody chooses", async () => {
  for (const choice of ["here", "there"]) {
    const { draft, told } = keeper({ save: (_, at) => (at === 7 ? { ok: true, version: 8 } : stale(7, "theirs")) });
    draft.changed({ body: "mine" });
    await draft.now();
    draft.changed({ body: "mine still" });
    await wait(PAUSE * 4);
    assert.deepEqual(told.device?.fields, { body: "mine still" });
    if (choice === "here") await draft.insist(7);
    else draft.adopt({ body: "theirs" }, 7);
    await wait(0);
    assert.equal(told.device, null, choice);
    assert.equal(told.states.at(-1), "kept");
  }
});

test("what the device had from before is kept where the server's is the same version, and else nothing is written over", async () => {
  for (const [version, state] of [[3, "kept"], [2, "stale"]]) {
    const { draft, told } = keeper({ version: 3, save: (_, at) => (at === 3 ? { ok: true, version: 4 } : stale(3, "theirs")) });
    draft.begin({ body: "theirs" });
    told.device = { fields: { body: "from before" }, version };
    await draft.recover({ fields: { body: "from before" }, version, sent: [] });
    await wait(0);
    assert.equal(told.states.at(-1), state);
    assert.equal(told.device === null, state === "kept");
    assert.deepEqual(told.saved, [{ body: "from before", version, last: false }]);
  }
});

test("words of this page's own whose answer was lost are no other version", async () => {
  const answers = [offline, stale(1, "a"), { ok: true, version: 2 }];
  const { draft, told } = keeper({ again: 400, save: (turn) => answers[turn - 1] ?? answers.at(-1) });
  draft.changed({ body: "a" });
  await draft.now();
  draft.changed({ body: "a, b" });
  await draft.now();
  await wait(0);
  assert.ok(!told.states.includes("stale"));
  assert.deepEqual(told.saved.at(-1), { body: "a, b", version: 1, last: false });
  assert.equal(told.device, null);
});

test("once posted, nothing stays on the device, whatever was under way", async () => {
  const { draft, told } = keeper({ again: 400, save: () => offline });
  draft.changed({ body: "a" });
  await draft.now();
  assert.ok(told.device);
  await draft.drop();
  assert.equal(told.device, null);
});

test("what others wrote in the same words is not kept again, and what is not sent yet still is", async () => {
  const { draft, told } = keeper();
  draft.begin({ body: "She came." });
  draft.changed({ body: "She came. I waited." });
  draft.moved({ body: "Late, she came." }, { body: "Late, she came. I waited." }, 7);
  assert.ok(draft.pending);
  await wait(PAUSE * 4);
  assert.deepEqual(told.saved, [{ body: "Late, she came. I waited.", version: 7, last: false }]);
  draft.changed({ body: "Late, she came. I waited. Long." });
  draft.moved({ body: "Late, she came. I waited. Long." }, { body: "Late, she came. I waited. Long." }, 9);
  assert.ok(!draft.pending);
  assert.equal(told.states.at(-1), "kept");
  assert.equal(draft.version, 9);
  await wait(PAUSE * 4);
  assert.equal(told.saved.length, 1);
});

test("where others wrote in what was sent, what the server has is what it says", async () => {
  const { draft, told } = keeper({ save: () => ({ ok: true, version: 3, taken: { body: "Late, she came." } }) });
  draft.changed({ body: "she came." });
  await draft.now();
  draft.changed({ body: "Late, she came." });
  await wait(PAUSE * 4);
  assert.equal(told.saved.length, 1);
  assert.ok(!draft.pending);
});
