/** Moments in the reader's own zone and in the house's way of saying them. */

const DAY = 86_400_000;

/** The zone that the person has chosen, else the browser's. @returns {string | undefined} */
export function zone() {
  return document.body.dataset.zone || undefined;
}

/**
 * Say a moment: 'today 08:12', 'yesterday 23:02', 'Mon 22:31', '4 Nov, 22:31', with the year where it is another.
 * @param {Date} at
 * @param {Date} now
 * @param {string} [style] short, long (day and year always) or day (no time of day)
 * @param {string} [timeZone]
 */
export function say(at, now, style = "short", timeZone = undefined) {
  const time = clock(at, timeZone);
  if (style === "long") return `${at.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone })}, ${time}`;
  const days = daysBetween(at, now, timeZone);
  const day = dayName(at, now, days, timeZone);
  if (style === "day") return day;
  return days >= 7 || days < 0 ? `${day}, ${time}` : `${day} ${time}`;
}

/**
 * The time of day, as a kept draft says it.
 * @param {Date} at
 * @param {string} [timeZone]
 */
export function clock(at, timeZone = undefined) {
  return at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
}

/**
 * @param {Date} at
 * @param {Date} now
 * @param {number} days
 * @param {string | undefined} timeZone
 */
function dayName(at, now, days, timeZone) {
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days > 1 && days < 7) return at.toLocaleDateString("en-GB", { weekday: "short", timeZone });
  const year = date(at, timeZone).slice(0, 4) === date(now, timeZone).slice(0, 4) ? undefined : "numeric";
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year, timeZone });
}

/**
 * Whole days from one date to another, by the calendar.
 * @param {Date} from
 * @param {Date} to
 * @param {string | undefined} timeZone
 */
function daysBetween(from, to, timeZone) {
  return Math.round((Date.parse(date(to, timeZone)) - Date.parse(date(from, timeZone))) / DAY);
}

/**
 * The date as 2026-11-24, which this locale writes so.
 * @param {Date} at
 * @param {string | undefined} timeZone
 */
export function date(at, timeZone) {
  return at.toLocaleDateString("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
}
