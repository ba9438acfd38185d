import assert from "node:assert/strict";
import { test } from "node:test";
import { Countdown, sentence, shown, stands } from "../../static/js/lib/countdown.js";

test("it counts by the server's moment, and a late message does not set it back", () => {
  let at = 1000;
  const clock = new Countdown(() => at);
  clock.take({ remaining: 60_000, now: 500_000, paused: false });
  at += 10_000;
  assert.equal(clock.left, 50_000);
  clock.take({ remaining: 50_400, now: 509_600, paused: false }); // 400 ms on its way
  assert.equal(clock.left, 50_000);
});

test("a message with less delay makes it more exact", () => {
  let at = 0;
  const clock = new Countdown(() => at);
  clock.take({ remaining: 60_000, now: 99_700, paused: false });
  at = 1000;
  clock.take({ remaining: 58_700, now: 101_000, paused: false });
  assert.equal(clock.left, 58_700);
});

test("in a pause it stands still, and it goes on below nothing", () => {
  let at = 0;
  const clock = new Countdown(() => at);
  clock.take({ remaining: 5000, now: 100, paused: true });
  at = 60_000;
  assert.equal(clock.left, 5000);
  clock.take({ remaining: 5000, now: 60_100, paused: false });
  at = 67_000;
  assert.deepEqual(shown(clock.left, clock.paused), { time: "0:02", word: "over" });
});

test("whole minutes are said, the last five each and before them every fifth", () => {
  assert.equal(sentence(300_100, 299_900), "5 minutes left.");
  assert.equal(sentence(60_010, 59_990), "One minute left.");
  assert.equal(sentence(420_010, 419_990), "");
  assert.equal(sentence(600_010, 599_990), "10 minutes left.");
  assert.equal(sentence(10, -10), "The time of this phase is over.");
  assert.equal(sentence(299_000, 298_800), "");
});

test("a time that is shown stands until the next second, before and after its end", () => {
  for (const left of [61_999, 5000, 1.5, -0.4, -999, -1000, -61_250]) {
    const soon = stands(left);
    assert.ok(soon > 0 && soon <= 1001, String(left));
    assert.notDeepEqual(shown(left - soon - 0.001, false), shown(left, false), String(left));
    assert.deepEqual(shown(left - soon + 1.001, false), shown(left, false), String(left));
  }
});

test("asked for its moment, the server is taken to have said it half way, and the quickest answer counts", async () => {
  let at = 0;
  const clock = new Countdown(() => at);
  clock.take({ remaining: 60_000, now: 1_000_000, paused: false }); // 300 ms on its way
  const delays = [
    [500, 100],
    [30, 10],
    [1, 1],
  ];
  const ask = async () => {
    const [there, back] = delays.shift() ?? [0, 0];
    at += there;
    const now = 1_000_300 + at;
    at += back;
    return { ok: true, now };
  };
  await clock.learn(ask, async (milliseconds) => void (at += milliseconds));
  assert.equal(delays.length, 1); // the second was quick enough
  assert.ok(Math.abs(clock.left - (60_000 - 300 - at)) <= 10, String(clock.left));
});

test("a slow answer changes nothing, and without a line nothing is learned", async () => {
  let at = 0;
  const clock = new Countdown(() => at);
  const answers = (/** @type {number} */ there, /** @type {number} */ back) => async () => {
    at += there;
    const now = 500_000 + at;
    at += back;
    return { ok: true, now };
  };
  const wait = async () => {};
  clock.take({ remaining: 60_000, now: 500_000 + at, paused: false });
  await clock.learn(answers(900, 10), wait);
  assert.equal(clock.left, 60_000 - at);
  await clock.learn(answers(12, 8), wait);
  assert.ok(Math.abs(clock.left - (60_000 - at)) <= 10, String(clock.left));
  const left = clock.left;
  await clock.learn(async () => ({ ok: false, code: "offline" }), wait);
  assert.equal(clock.left, left);
});
