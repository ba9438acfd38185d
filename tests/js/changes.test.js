import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Changes } from "supervise/lib/changes.js";

const HOLD = 5;

/** @param {number} seq */
const change = (seq) => ({ room: "dilemma:d", seq, op: "put", id: `comment-${seq}`, html: "" });

/** A room at `seq`, with a server that stands at `server` and answers with what came after. */
function room({ seq = 0, server = 0, ...more } = {}) {
  const told = { applied: [], asked: [], reloads: 0, server };
  const changes = new Changes({
    seq,
    hold: HOLD,
    apply: (one) => told.applied.push(one.seq),
    ask: async (after) => {
      told.asked.push(after);
      const missed = Array.from({ length: told.server - after }, (_, i) => change(after + 1 + i));
      return { ok: true, seq: told.server, changes: missed };
    },
    reload: async () => {
      told.reloads += 1;
      return told.server;
    },
    ...more,
  });
  return { changes, told };
}

test("the next change is applied at once, a known one never again", () => {
  const { changes, told } = room();
  for (const seq of [1, 2, 2, 1, 3]) changes.receive(change(seq));
  assert.deepEqual(told.applied, [1, 2, 3]);
  assert.equal(changes.seq, 3);
});

test("an early change waits for the one before it, and nothing is asked", async () => {
  const { changes, told } = room();
  changes.receive(change(2));
  assert.deepEqual(told.applied, []);
  changes.receive(change(1));
  assert.deepEqual(told.applied, [1, 2]);
  told.server = 2;
  await wait(HOLD * 4);
  assert.deepEqual(told.applied, [1, 2]);
});

test("a gap that does not close is asked for, and everything comes once, in order", async () => {
  const { changes, told } = room({ server: 4 });
  changes.receive(change(1));
  changes.receive(change(4));
  await wait(HOLD * 4);
  assert.deepEqual(told.asked, [1]);
  assert.deepEqual(told.applied, [1, 2, 3, 4]);
});

test("a change that each sees in their own way is asked for, and what came after it follows", async () => {
  const { changes, told } = room({ server: 2 });
  changes.receive({ ...change(1), op: "ask" });
  changes.receive(change(2));
  assert.deepEqual(told.applied, []);
  await wait(HOLD * 4);
  assert.deepEqual(told.asked, [0]);
  assert.deepEqual(told.applied, [1, 2]);
});

test("what arrives while it asks is neither lost nor doubled", async () => {
  let answer;
  const { changes, told } = room({ ask: () => new Promise((done) => (answer = done)) });
  const asking = changes.catchUp();
  changes.receive(change(2));
  changes.receive(change(3));
  assert.deepEqual(told.applied, []);
  answer({ ok: true, seq: 2, changes: [change(1), change(2)] });
  await asking;
  assert.deepEqual(told.applied, [1, 2, 3]);
});

test("an answer is a state: numbers may be missing in it, and the room goes on behind its last", async () => {
  const { changes, told } = room({ ask: async () => ({ ok: true, seq: 9, changes: [change(4), change(9)] }) });
  await changes.catchUp();
  assert.deepEqual(told.applied, [4, 9]);
  changes.receive(change(10));
  assert.deepEqual(told.applied, [4, 9, 10]);
});

test("a head that is ahead makes it ask, one that is not does not", async () => {
  const { changes, told } = room({ seq: 3, server: 5 });
  changes.heard(3);
  await wait(HOLD * 3);
  assert.deepEqual(told.asked, []);
  changes.heard(5);
  await wait(HOLD * 3);
  assert.deepEqual(told.applied, [4, 5]);
});

test("far behind, the page is taken anew and what waited behind it follows", async () => {
  const { changes, told } = room({ server: 500, ask: async () => ({ ok: true, seq: 500, reload: true, changes: [] }) });
  changes.receive(change(501));
  await changes.catchUp();
  assert.equal(told.reloads, 1);
  assert.deepEqual(told.applied, [501]);
});

test("an answer that fails changes nothing, and the next one mends it", async () => {
  let works = false;
  const { changes, told } = room({ ask: async () => (works ? { ok: true, seq: 2, changes: [change(1), change(2)] } : { ok: false, code: "offline" }) });
  await changes.catchUp();
  assert.equal(changes.seq, 0);
  works = true;
  await changes.catchUp();
  assert.deepEqual(told.applied, [1, 2]);
});

test("asked again while it asks, it asks once more afterwards", async () => {
  const { changes, told } = room({ server: 1 });
  const first = changes.catchUp();
  changes.catchUp();
  changes.catchUp();
  await first;
  await wait(HOLD);
  assert.deepEqual(told.asked, [0, 1]);
});

test("whatever the order of arrival, the order on the page is the room's", async () => {
  for (let round = 0; round < 50; round += 1) {
    const { changes, told } = room({ server: 8 });
    const order = [1, 2, 3, 4, 5, 6, 7, 8].map((seq) => ({ seq, at: (seq * 7919 + round * 104_729) % 101 })).sort((a, b) => a.at - b.at);
    for (const { seq } of order) if ((seq + round) % 5 !== 0) changes.receive(change(seq));
    await changes.catchUp();
    assert.deepEqual(told.applied, [1, 2, 3, 4, 5, 6, 7, 8]);
    changes.stop();
  }
});
