// The page of clocks: days typed below, clocks above, nearest first; a calendar file to take along.
import { clocks, nearestFirst } from "./clocks.js";
import { dataOf, make, plainName, save, today } from "./download.js";
import { calendarFile } from "./ics.js";
import { longDate } from "./letter.js";
import { daysBetween } from "./reckoning.js";
import { keep, load } from "./store.js";

const table = dataOf("clock-data");
const { words } = table;
const state = { days: {}, numbers: {}, access: {}, own: [], ...load("clocks", {}) };
const at = (id) => document.getElementById(id);
const SIDES = ["yours", "theirs"];

function remember() {
  keep("clocks", state);
  show();
}

/** What was asked back about a request for data, in the words of `subjectAccess`. */
function access() {
  const { scope_asked, scope_answered, ...rest } = state.access;
  return { ...rest, pauses: scope_asked ? [[scope_asked, scope_answered || null]] : [] };
}

function all() {
  const own = state.own.map((each) => ({ ...each, source: words.own, missed: "", own: true }));
  return nearestFirst([...clocks(table, state.days, { numbers: state.numbers, access: access() }), ...own]);
}

const written = (day) => longDate(day, words.months, words.long_date);

/** The large figure: days left, today, or over. */
function figure(day) {
  if (!day) return make("p", { className: "days" }, "–", make("small", {}, words.still));
  const left = daysBetween(today(), day);
  if (left > 730) {
    return make("p", { className: "days" }, String(Math.floor(left / 365.25)), make("small", {}, words.years));
  }
  const small = left < 0 ? words.over : left === 0 ? words.today : left === 1 ? words.day : words.days;
  const size = left > 99 ? "days many" : "days";
  return make("p", { className: size }, String(Math.max(left, 0)), make("small", {}, small));
}

function changeOf(clock) {
  const input = make("input", { type: "number", min: 1, max: 9999, id: `n-${clock.name}`, inputMode: "numeric" });
  input.value = state.numbers[clock.name] ?? Math.abs(clock.limit.number);
  input.addEventListener("change", () => {
    const number = Math.trunc(Number(input.value));
    if (number >= 1 && number <= 9999) state.numbers[clock.name] = Math.sign(clock.limit.number) * number;
    else delete state.numbers[clock.name];
    remember();
    at(input.id).closest("details").open = true;
    at(input.id).focus();
  });
  const label = make("label", { htmlFor: input.id }, words.number.replace("{unit}", words.days_unit));
  return make(
    "details",
    { className: "more" },
    make("summary", {}, words.other_number),
    make("div", { className: "field" }, label, input),
  );
}

function shown(clock) {
  const left = clock.day ? daysBetween(today(), clock.day) : 99;
  const says = left < 0 ? words.was : words.until;
  const until = clock.day ? says.replace("{day}", written(clock.day)) : words.still;
  const term = make("div", { className: "term" }, make("b", {}, clock.label), make("p", {}, `${until}. `));
  const late = clock.side === "theirs" ? words.they_missed : words.passed;
  const follows = !clock.day ? "" : left < 0 ? late : words.missed;
  if (clock.missed) term.append(make("p", {}, `${follows} ${clock.missed}`));
  if (left < 0 && clock.side === "theirs") {
    term.append(make("p", {}, make("a", { href: table.missed_letter }, words.tell_them)));
  }
  if (clock.adviser) term.append(make("p", { className: "law" }, words.adviser));
  term.append(make("p", { className: "quiet small" }, words.set_by.replace("{source}", clock.source)));
  if (clock.day && clock.limit?.moves && Number(clock.day.slice(0, 4)) > table.known_to) {
    term.append(make("p", { className: "quiet small" }, words.beyond.replace("{year}", table.known_to)));
  }
  if (clock.own) {
    const gone = make("button", { type: "button", className: "link" }, words.remove);
    gone.setAttribute("aria-label", `${words.remove}: ${clock.label}`);
    gone.addEventListener("click", () => {
      state.own = state.own.filter((each) => each.name !== clock.name);
      remember();
      at("own-label").focus();
    });
    term.append(gone);
  } else if (!clock.adviser) term.append(changeOf(clock));
  return make("li", {}, make("div", { className: left <= 3 ? "clock near" : "clock" }, figure(clock.day), term));
}

function show() {
  const found = all();
  for (const side of SIDES) {
    const ours = found.filter((clock) => clock.side === side);
    at(side).querySelector("ol").replaceChildren(...ours.map(shown));
    at(side).hidden = !ours.length;
  }
  at("none").hidden = found.length > 0;
  at("ics").hidden = !found.some((clock) => clock.day);
  at("asked-back").hidden = !state.days.access;
}

/** A day that calendars know: what else a field for dates may give, such as the year 20261, is no day yet. */
const sane = (day) => /^(19|20|21)\d\d-\d\d-\d\d$/.test(day);

/** A field for a day, bound to one entry of `shelf`. */
function bind(input, shelf) {
  input.value = shelf[input.name] ?? "";
  input.addEventListener("change", () => {
    if (sane(input.value)) shelf[input.name] = input.value;
    else delete shelf[input.name];
    remember();
  });
}

for (const input of at("days").querySelectorAll("input[data-event]")) bind(input, state.days);
for (const input of at("asked-back").querySelectorAll("input")) bind(input, state.access);
at("days").addEventListener("submit", (event) => event.preventDefault());
at("own").addEventListener("submit", (event) => {
  event.preventDefault();
  const [label, day, side] = [at("own-label").value.trim(), at("own-day").value, at("own-side").value];
  at("own-said").textContent = label && sane(day) ? "" : words.incomplete;
  if (!label || !sane(day)) return;
  state.own.push({ name: `own-${Date.now()}`, label, day, side });
  at("own-label").value = at("own-day").value = "";
  remember();
});
at("ics").querySelector("button").addEventListener("click", async () => {
  const text = await calendarFile(all(), words, new Date());
  save(`${plainName(words.file, today())}.ics`, text, "text/calendar;charset=utf-8");
});
at("running").hidden = at("days").hidden = at("own").hidden = false;
at("by-hand").hidden = true;
show();
