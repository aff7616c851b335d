// What a person types, on this device and nowhere else. Where the browser keeps nothing, it lasts as long as the page.
const NAME = "folkmoot.help";
const SHELF = "folkmoot-help";
const memory = { text: "{}", files: [] };

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "{}");
  } catch {
    return JSON.parse(memory.text);
  }
}

/** What was kept under a name, else `otherwise`. */
export function load(name, otherwise) {
  return read()[name] ?? otherwise;
}

/** Keep a value that can be written as JSON. */
export function keep(name, value) {
  const text = JSON.stringify({ ...read(), [name]: value });
  memory.text = text;
  try {
    localStorage.setItem(NAME, text);
  } catch {
    // Kept for this page only.
  }
}

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function shelf(mode) {
  const opening = indexedDB.open(SHELF, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("files", { keyPath: "id" });
  const database = await asked(opening);
  return { files: database.transaction("files", mode).objectStore("files"), database };
}

async function onShelf(mode, act) {
  const { files, database } = await shelf(mode);
  try {
    return await asked(act(files));
  } finally {
    database.close();
  }
}

/** All files that were added: {id, name, type, data: ArrayBuffer, ...}. */
export async function filesKept() {
  try {
    return await onShelf("readonly", (files) => files.getAll());
  } catch {
    return memory.files;
  }
}

/** Keep a file, or what is known of it, under its `id`. */
export async function keepFile(file) {
  memory.files = [...memory.files.filter((each) => each.id !== file.id), file];
  try {
    await onShelf("readwrite", (files) => files.put(file));
  } catch {
    // Kept for this page only.
  }
}

export async function dropFile(id) {
  memory.files = memory.files.filter((each) => each.id !== id);
  try {
    await onShelf("readwrite", (files) => files.delete(id));
  } catch {
    // It was kept for this page only.
  }
}

/** Erase everything. */
export async function erase() {
  memory.text = "{}";
  memory.files = [];
  try {
    localStorage.removeItem(NAME);
    await asked(indexedDB.deleteDatabase(SHELF));
  } catch {
    // Nothing was kept.
  }
}
