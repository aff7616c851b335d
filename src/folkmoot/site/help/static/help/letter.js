// From answers to words, as folkmoot/site/help/letters/writing.py does on the server; a test compares them.
const SLOT = /\{([a-z_]+)\}/g;
const ALONE = /^\{([a-z_]+)\}$/;
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]/g;

/** {subject, paragraphs} of a letter; answers are text, and a slot typed into one stays as it was typed. */
export function write(letter, answers) {
  const asked = new Map(letter.questions.map((question) => [question.name, question]));
  const paragraphs = letter.paragraphs
    .filter((paragraph) => stands(paragraph.when, answers))
    .flatMap((paragraph) => said(letter, paragraph.text, asked, answers));
  return { subject: filled(letter, letter.subject, asked, answers), paragraphs };
}

/** Whether a paragraph with this condition stands in the letter. */
export function stands(when, answers) {
  const sign = when.indexOf("=");
  if (sign >= 0) return (answers[when.slice(0, sign)] ?? "") === when.slice(sign + 1);
  if (when.startsWith("!")) return !clean(answers[when.slice(1)] ?? "");
  return !when || clean(answers[when] ?? "") !== "";
}

/** An answer without control characters, its ends trimmed; line breaks stay. */
export function clean(answer) {
  return answer
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, " ")
    .replace(/^[ \n]+|[ \n]+$/g, "");
}

/** A typed day as a letter writes it; what is no day stays as it is. */
export function longDate(answer, months, pattern) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(answer);
  if (!found || found[1] === "0000") return answer;
  const [year, month, day] = found.slice(1).map(Number);
  const probe = new Date(0);
  probe.setUTCFullYear(year, month - 1, day);
  if (probe.getUTCMonth() !== month - 1 || probe.getUTCDate() !== day) return answer;
  return pattern.replace("{day}", day).replace("{month}", months[month - 1]).replace("{year}", year);
}

const oneLine = (text) => text.replace(/[ \n]+/g, " ").replace(/^ +| +$/g, "");

function said(letter, text, asked, answers) {
  const question = asked.get(ALONE.exec(text)?.[1]);
  const answer = question ? clean(answers[question.name] ?? "") : "";
  if (answer && question.kind === "lines") {
    const lines = answer.split("\n").map(oneLine).filter(Boolean);
    return lines.map((line, place) => `${place + 1}. ${line}`);
  }
  if (answer && question.kind === "long") {
    return answer.split(/\n *\n[ \n]*/).map((part) => part.split("\n").map(oneLine).join("\n"));
  }
  return [filled(letter, text, asked, answers)];
}

function filled(letter, text, asked, answers) {
  return text.replace(SLOT, (_slot, name) => value(letter, asked.get(name), answers));
}

function value(letter, question, answers) {
  let answer = oneLine(clean(answers[question.name] ?? ""));
  if (question.kind === "choice") {
    answer = question.choices.find((choice) => choice.name === answer)?.says ?? "";
  }
  if (question.kind === "date") answer = longDate(answer, letter.months, letter.long_date);
  return answer || `[${question.gap}]`;
}
