import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, say } from "supervise/lib/time.js";

const NOW = new Date("2026-11-24T10:00:00Z");
const at = (moment) => new Date(moment);
const said = (moment, style, zone = "UTC") => say(at(moment), NOW, style, zone);

test("near days have names, far ones a date", () => {
  assert.equal(said("2026-11-24T08:12:00Z"), "today 08:12");
  assert.equal(said("2026-11-23T23:59:00Z"), "yesterday 23:59");
  assert.equal(said("2026-11-19T22:31:00Z"), "Thu 22:31");
  assert.equal(said("2026-11-04T22:31:00Z"), "4 Nov, 22:31");
  assert.equal(said("2025-11-24T08:00:00Z"), "24 Nov 2025, 08:00");
});

test("the day is the reader's own", () => {
  assert.equal(said("2026-11-23T23:30:00Z", "short", "Europe/Berlin"), "today 00:30");
  assert.equal(said("2026-11-24T03:30:00Z", "short", "America/New_York"), "yesterday 22:30");
});

test("a clock that is ahead of the page's own says a date", () => {
  assert.equal(said("2026-11-25T01:00:00Z"), "25 Nov, 01:00");
});

test("long has day and year, day has no time of day", () => {
  assert.match(said("2026-11-04T22:31:00Z", "long"), /^Wed,? 4 Nov 2026, 22:31$/);
  assert.equal(said("2026-11-04T22:31:00Z", "day"), "4 Nov");
  assert.equal(clock(at("2026-11-04T22:31:00Z"), "Europe/London"), "22:31");
});
