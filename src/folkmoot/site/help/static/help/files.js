// A file that a person added: what kind it is, its digest, and what can be read from it about itself.
import { looksLikeMail, readMail } from "./mail.js";
import { pictureKind } from "./pictures.js";

export const MOST = 60; // MB of one file

/** pdf, picture, mail, or nothing, by what is in the file and not by its name. */
export function kindOf(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (head.includes("%PDF-")) return "pdf";
  if (pictureKind(bytes)) return "picture";
  return looksLikeMail(bytes) ? "mail" : "";
}

/** SHA-256 in hexadecimal. */
export async function digestOf(data) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const bare = (name) => name.replace(/\.[^.]*$/, "").replace(/[_\s]+/g, " ").trim();

/** What is kept of a file, bytes and name as they were; a sentence where it cannot be taken. */
export async function taken(file, words) {
  const say = (words) => words.replace("{name}", file.name).replace("{most}", MOST);
  if (file.size > MOST * 1_000_000) return say(words.too_large);
  const data = await file.arrayBuffer();
  const bytes = new Uint8Array(data);
  const kind = kindOf(bytes);
  if (!kind) return say(words.unknown);
  const mail = kind === "mail" ? readMail(bytes) : null;
  return {
    id: crypto.randomUUID(),
    name: file.name,
    kind,
    data,
    digest: await digestOf(data),
    title: (mail?.subject || bare(file.name) || file.name).slice(0, 200),
    day: mail?.day ?? "",
    added: Date.now(),
  };
}
