// The page of timeline and bundle.
import { inOrder } from "./order.js";
import { dataOf, make, plainName, save, today } from "./download.js";
import { taken } from "./files.js";
import { longDate } from "./letter.js";
import { dropFile, filesKept, keep, keepFile, load } from "./store.js";

const { words } = dataOf("bundle-data");
const at = (id) => document.getElementById(id);
const facts = load("facts", []);
let documents = await filesKept();
let manifest;
at("bundle-title").value = load("bundle-title", words.title);

const written = (day) => (day ? longDate(day, words.months, words.long_date) : words.undated);

function removal(name, act) {
  const button = make("button", { type: "button", className: "link" }, words.remove);
  button.setAttribute("aria-label", `${words.remove}: ${name}`);
  button.addEventListener("click", act);
  return button;
}

function showFacts() {
  facts.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  at("no-facts").hidden = facts.length > 0;
  at("facts").replaceChildren(
    ...facts.map((fact) => {
      const gone = removal(fact.text, () => {
        facts.splice(facts.indexOf(fact), 1);
        keep("facts", facts);
        showFacts();
        at("fact-day").focus();
      });
      gone.classList.add("screen");
      const about = [words[fact.stand], fact.source && words.source.replace("{source}", fact.source)];
      return make(
        "li",
        {},
        make("p", { className: "quiet small" }, `${written(fact.day)} · ${about.filter(Boolean).join(" · ")}`),
        make("p", {}, fact.text),
        gone,
      );
    }),
  );
}

at("fact").addEventListener("submit", (event) => {
  event.preventDefault();
  const fact = {
    day: at("fact-day").value,
    text: at("fact-text").value.trim(),
    source: at("fact-source").value.trim(),
    stand: at("fact").elements.stand.value,
  };
  at("fact-said").textContent = fact.day && fact.text ? "" : words.incomplete;
  if (!fact.day || !fact.text) {
    at(fact.day ? "fact-text" : "fact-day").focus();
    return;
  }
  facts.push(fact);
  keep("facts", facts);
  at("fact").reset();
  showFacts();
  at("fact-day").focus();
});

/** One field of a document that the person may set. */
function setting(document, name, type, label) {
  const input = make("input", { type, id: `${name}-${document.id}`, value: document[name] });
  input.addEventListener("change", async () => {
    document[name] = input.value.trim() || (name === "title" ? document.name : "");
    await keepFile(document);
    showDocuments();
    at(input.id).focus();
  });
  return make("div", { className: "field" }, make("label", { htmlFor: input.id }, label), input);
}

function showDocuments() {
  at("no-files").hidden = documents.length > 0;
  at("sources").replaceChildren(...documents.map((each) => make("option", { value: each.title })));
  at("documents").replaceChildren(
    ...inOrder(documents).map((each) => {
      const document = documents.find((kept) => kept.id === each.id);
      const gone = removal(each.title, async () => {
        documents = documents.filter((kept) => kept.id !== each.id);
        await dropFile(each.id);
        showDocuments();
        at("files").focus();
      });
      const facts = `${each.name} · ${each.data.byteLength.toLocaleString()} ${words.bytes}`;
      return make(
        "li",
        {},
        setting(document, "title", "text", words.title_of),
        setting(document, "day", "date", words.day_of),
        make("p", { className: "quiet small" }, each.same ? `${words.same.replace("{n}", each.same)}. ` : "", facts),
        make("p", { className: "quiet small" }, `${words.digest}: `, make("code", {}, each.digest)),
        gone,
      );
    }),
  );
}

at("files").addEventListener("change", async () => {
  const refused = [];
  for (const file of at("files").files) {
    const found = await taken(file, words);
    if (typeof found === "string") refused.push(found);
    else {
      documents.push(found);
      await keepFile(found);
    }
  }
  at("files").value = "";
  at("files-said").textContent = refused.join(" ");
  showDocuments();
});

at("bundle-title").addEventListener("input", () => keep("bundle-title", at("bundle-title").value));
at("bind").addEventListener("click", async () => {
  const said = at("bind-said");
  if (!facts.length && !documents.length) {
    said.textContent = words.none_yet;
    return;
  }
  at("bind").disabled = true;
  try {
    const { bind } = await import("./bundle.js");
    const made = await bind({
      title: at("bundle-title").value.trim() || words.title,
      day: today(),
      facts,
      documents,
      words,
      language: document.documentElement.lang,
      step: (n, all) => (said.textContent = words.working.replace("{n}", n).replace("{all}", all)),
    });
    manifest = made.manifest;
    save(`${plainName(words.file, today())}.pdf`, made.bytes, "application/pdf");
    said.textContent = words.made.replace("{pages}", made.pages);
    at("lists").hidden = false;
  } catch (fault) {
    said.textContent = fault.name === "Refused" ? fault.message : words.failed;
  } finally {
    at("bind").disabled = false;
  }
});

at("list-text").addEventListener("click", async () => {
  const { manifestText } = await import("./bundle.js");
  save(`${plainName(words.file, today())}.txt`, manifestText(manifest, words), "text/plain;charset=utf-8");
});
at("list-json").addEventListener("click", () => {
  save(`${plainName(words.file, today())}.json`, `${JSON.stringify(manifest, null, 2)}\n`, "application/json");
});

for (const id of ["timeline", "papers", "binding"]) at(id).hidden = false;
at("by-hand").hidden = true;
showFacts();
showDocuments();
