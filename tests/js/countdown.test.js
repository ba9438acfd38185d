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
