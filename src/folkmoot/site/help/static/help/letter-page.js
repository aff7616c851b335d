// The page of a letter: one question at a time, the letter beside it, and ways to take it along.
import { dataOf, make, plainName, save, today } from "./download.js";
import { longDate, write } from "./letter.js";
import { field } from "./questions.js";
import { keep, load } from "./store.js";

const SHARED = ["to", "body", "case", "name", "address"]; // typed once, for every letter
const letter = dataOf("letter-data");
const words = letter.words;
const answers = { ...load("shared", {}), ...load(`letter.${letter.slug}`, {}) };
const at = (id) => document.getElementById(id);
const fields = letter.questions.map((question) => field(question, answers[question.name] ?? "", words, heard));
let place = 0;
let all = false;

function heard(name, answer) {
  answers[name] = answer;
  const shelf = SHARED.includes(name) ? "shared" : `letter.${letter.slug}`;
  keep(shelf, { ...load(shelf, {}), [name]: answer });
  show();
}

/** Everything that stands on the paper: who writes to whom, when, and what. */
function paper() {
  const lines = (...names) => names.map((name) => (answers[name] ?? "").trim()).filter(Boolean).join("\n");
  return {
    ...write(letter, answers),
    sender: lines("name", "address"),
    to: lines("to", "body"),
    day: longDate(today(), letter.months, letter.long_date),
    language: document.documentElement.lang,
  };
}

function asText() {
  const { sender, to, day, subject, paragraphs } = paper();
  return [sender, to, day, subject, ...paragraphs].filter(Boolean).join("\n\n") + "\n";
}

const gaps = new Set(letter.questions.map((question) => `[${question.gap}]`));

/** A paragraph in which gaps stand out; on paper there is room to write beside them. */
function paragraph(text) {
  const element = make("p");
  for (const [number, line] of text.split("\n").entries()) {
    if (number) element.append(make("br"));
    for (const piece of line.split(/(\[[^\]]*\])/)) {
      element.append(gaps.has(piece) ? make("span", { className: "gap" }, piece) : piece);
    }
  }
  return element;
}

function show() {
  const made = paper();
  at("letter-head").replaceChildren(...[made.sender, made.to, made.day].filter(Boolean).map(paragraph));
  at("letter-subject").textContent = made.subject;
  at("letter-text").replaceChildren(...made.paragraphs.map(paragraph));
  const query = new URLSearchParams({ subject: made.subject, body: made.paragraphs.join("\n\n") });
  at("mail").href = `mailto:?${query.toString().replace(/\+/g, "%20").replace(/%0A/g, "%0D%0A")}`;
}

function turn() {
  for (const [number, each] of fields.entries()) each.hidden = !all && number !== place;
  at("progress").textContent = all
    ? at("progress").dataset.all
    : at("progress").dataset.words.replace("{n}", place + 1).replace("{all}", fields.length);
  at("back").hidden = all || place === 0;
  at("next").hidden = all;
  at("all").setAttribute("aria-pressed", String(all));
}

function go(step) {
  if (step > 0 && place === fields.length - 1) {
    at("done").hidden = false;
    at("done").focus();
    return;
  }
  place = Math.min(Math.max(place + step, 0), fields.length - 1);
  turn();
  fields[place].querySelector("input, textarea").focus();
}

at("questions").append(...fields);
at("questions").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!all) go(1);
});
at("back").addEventListener("click", () => go(-1));
at("all").addEventListener("click", () => {
  all = !all;
  turn();
});
at("txt").addEventListener("click", () => {
  save(`${plainName(letter.slug, today())}.txt`, asText(), "text/plain;charset=utf-8");
});
at("print").addEventListener("click", () => window.print());
at("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(asText());
  at("said").textContent = at("copy").dataset.done;
});
at("pdf").addEventListener("click", async () => {
  at("said").textContent = "";
  try {
    const { letterPdf } = await import("./letter-pdf.js");
    save(`${plainName(letter.slug, today())}.pdf`, await letterPdf(paper()), "application/pdf");
  } catch {
    at("said").textContent = words.failed;
  }
});
if (navigator.share) {
  at("share").hidden = false;
  at("share").addEventListener("click", () => {
    navigator.share({ title: paper().subject, text: asText() }).catch(() => {}); // the person thought better of it
  });
}
at("workshop").hidden = at("take").hidden = false;
show();
turn();
