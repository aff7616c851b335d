// The questions of a letter as fields of a form, made here because the form is never sent anywhere.
import { make } from "./download.js";

/** One field for a question; `heard` is called with name and answer whenever something was typed. */
export function field(question, answer, words, heard) {
  const id = `q-${question.name}`;
  const hint = question.hint ? [make("p", { className: "hint", id: `${id}-hint` }, question.hint)] : [];
  const label = [question.label];
  if (question.optional) label.push(" ", make("span", { className: "optional" }, words.optional));
  if (question.kind === "choice") {
    const box = make("fieldset", { className: "field" }, make("legend", {}, ...label), ...hint);
    if (hint.length) box.setAttribute("aria-describedby", `${id}-hint`);
    const choices = make("div", { className: "choices" });
    for (const choice of question.choices) {
      const radio = make("input", { type: "radio", name: question.name, value: choice.name });
      radio.checked = answer === choice.name;
      radio.addEventListener("change", () => heard(question.name, choice.name));
      choices.append(make("label", {}, radio, make("span", {}, choice.label)));
    }
    box.append(choices);
    return box;
  }
  const long = question.kind === "long" || question.kind === "lines";
  const type = question.kind === "date" ? "date" : "text";
  const input = long ? make("textarea", { rows: 6 }) : make("input", { type });
  Object.assign(input, { id, name: question.name, value: answer });
  if (hint.length) input.setAttribute("aria-describedby", `${id}-hint`);
  input.addEventListener("input", () => heard(question.name, input.value));
  return make("div", { className: "field" }, make("label", { htmlFor: id }, ...label), ...hint, input);
}
