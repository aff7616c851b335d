// Counting days, as folkmoot/site/help/reckoning.py does on the server; one file of vectors holds both.
// Days are written as 2026-11-24 and counted without a zone, so that summer time can neither add nor lose one.
const DAY = 86_400_000;
export const PAUSES_SINCE = "2026-02-05";

const written = (time) => new Date(time).toISOString().slice(0, 10);

function moment(day) {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || written(time) !== day) throw new Error(`no such day: ${day}`);
  return time;
}

const plus = (day, days) => written(moment(day) + days * DAY);

/** Whole days from one day to another. */
export function daysBetween(from, to) {
  return Math.round((moment(to) - moment(from)) / DAY);
}

function isWorkingDay(day, holidays) {
  const weekday = new Date(moment(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(day);
}

function nextWorkingDay(day, holidays) {
  while (!isWorkingDay(day, holidays)) day = plus(day, 1);
  return day;
}

/** The same date so many months later, or the last day of a month that has no such date. */
export function monthsLater(day, months) {
  const [year, month, date] = written(moment(day)).split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return written(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** The last day of a term {number, unit, moves, with_first} that begins on the day after `start`. */
export function lastDay(start, term, holidays = []) {
  let day = start;
  if (term.unit === "months") day = monthsLater(start, term.number);
  else if (term.unit === "days") day = plus(start, term.number);
  else if (term.unit === "working days") {
    for (let count = 0; count < term.number; count++) day = nextWorkingDay(plus(day, 1), holidays);
  } else throw new Error(`no unit of time: ${term.unit}`);
  if (term.with_first) day = plus(day, -1);
  return term.moves ? nextWorkingDay(day, holidays) : day;
}

/** When an answer to a subject access request is due: {day or null, first, longer, paused}. */
export function subjectAccess(received, asked_back = {}) {
  const { identity_asked, identity_shown, pauses = [], told_of_more, holidays = [] } = asked_back;
  const start = identity_asked && identity_shown && identity_shown > received ? identity_shown : received;
  let waiting = Boolean(identity_asked && !identity_shown);
  let paused = 0;
  for (const [asked, answered] of pauses) {
    if (asked < PAUSES_SINCE) continue;
    if (!answered) waiting = true;
    else paused += Math.max(0, daysBetween(asked, answered));
  }
  const first = nextWorkingDay(plus(monthsLater(start, 1), paused), holidays);
  const longer = Boolean(told_of_more && told_of_more <= first);
  const due = longer ? nextWorkingDay(plus(monthsLater(start, 3), paused), holidays) : first;
  return { day: waiting ? null : due, first, longer, paused };
}
