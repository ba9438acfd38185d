/** Moments in the reader's own zone and in the house's way of saying them. */

const DAY = 86_400_000;

/**
 * Say a moment: 'today 08:12', 'Mon 22:31', '4 Nov, 22:31', with the year where it is another.
 * @param {Date} at
 * @param {Date} now
 * @param {string} [style] short, long (day and year always) or day (no time of day)
 */
export function say(at, now, style = "short") {
  const clock = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const date = at.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  const year = at.getFullYear() === now.getFullYear() ? "" : ` ${at.getFullYear()}`;
  const long = at.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  if (style === "long") return `${long}, ${clock}`;
  const days = daysBetween(at, now);
  const day = days === 0 ? "today" : days === 1 ? "yesterday" : days > 1 && days < 7 ? at.toLocaleDateString("en-GB", { weekday: "short" }) : `${date}${year}`;
  if (style === "day") return day;
  return days >= 7 || days < 0 ? `${day}, ${clock}` : `${day} ${clock}`;
}

/**
 * The time of day, as a kept draft says it.
 * @param {Date} at
 */
export function clock(at) {
  return at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/**
 * Whole days from one date to another, by the calendar.
 * @param {Date} from
 * @param {Date} to
 */
function daysBetween(from, to) {
  const midnight = (/** @type {Date} */ date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY);
}
