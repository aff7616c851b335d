// From days that a person typed to clocks, nearest first, as folkmoot/site/help/clocks.py does on the server.
import { lastDay, subjectAccess } from "./reckoning.js";

/** The clocks of a table that these days start; those that stand still come last. */
export function clocks(table, days, { numbers = {}, access = {} } = {}) {
  const holidays = table.holidays;
  const found = [];
  for (const kind of table.kinds) {
    const start = days[kind.event];
    const limit = start && kind.limits.filter((each) => each.since <= start).at(-1);
    if (!limit) continue;
    const clock = { ...kind, limit, start };
    if (kind.name === "access") {
      const due = subjectAccess(start, { ...access, holidays });
      clock.day = due.day;
      if (due.longer) clock.label = table.told_of_more;
      if (due.day === null) clock.missed = table.stands_still;
    } else {
      const number = numbers[kind.name];
      const changed = Number.isInteger(number) && !kind.adviser;
      clock.day = lastDay(start, changed ? { ...limit, number, with_first: false } : limit, holidays);
    }
    found.push(clock);
  }
  return nearestFirst(found);
}

/** In order of their days, and of their names on one day. */
export function nearestFirst(clocks) {
  const key = (clock) => `${clock.day ?? "9999-12-31"} ${clock.name}`;
  return [...clocks].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
