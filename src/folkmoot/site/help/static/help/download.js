// Hands a file to the person: it is made here, and goes nowhere else.

/** Save bytes or text under a name. */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Today on the clock of this device, as 2026-11-24. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A name that every system takes: small letters, digits and hyphens. */
export function plainName(...parts) {
  return parts
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** An element: `make("p", {className: "hint"}, "words")`; text is never read as markup. */
export function make(tag, settings = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), settings);
  element.append(...inside);
  return element;
}

/** The data that the page brings along. */
export function dataOf(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
