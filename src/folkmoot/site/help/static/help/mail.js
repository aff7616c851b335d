// A saved e-mail (.eml), read for showing: who, to whom, when, the text, and the names of what was attached.
// Nothing in it is run or fetched; HTML is read as text only.

const LATIN = new TextDecoder("iso-8859-1"); // one letter for each byte, so that nothing is lost before decoding

/** {from, to, date, day, subject, text, attached: [name]} of the bytes of an e-mail. */
export function readMail(bytes) {
  const part = split(LATIN.decode(bytes));
  const found = { text: "", html: "", attached: [] };
  gather(part, found, 0);
  const date = decoded(part.heads.get("date") ?? "");
  return {
    from: decoded(part.heads.get("from") ?? ""),
    to: decoded(part.heads.get("to") ?? ""),
    date,
    day: dayOf(date),
    subject: decoded(part.heads.get("subject") ?? ""),
    text: (found.text || plain(found.html)).replace(/\r\n?/g, "\n").trim(),
    attached: found.attached,
  };
}

/** The day on the calendar of whoever sent it, as 2026-11-24; empty where none can be read. */
function dayOf(date) {
  const moment = Date.parse(date.replace(/\([^)]*\)/g, ""));
  const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)\b/.exec(date) ?? [];
  const offset = sign ? Number(`${sign}1`) * (60 * Number(hours) + Number(minutes)) * 60_000 : 0;
  return Number.isNaN(moment) ? "" : new Date(moment + offset).toISOString().slice(0, 10);
}

/** Whether bytes look like an e-mail: lines of headers, among them who sent it. */
export function looksLikeMail(bytes) {
  const heads = split(LATIN.decode(bytes.subarray(0, 65_536))).heads;
  return heads.has("from") && (heads.has("date") || heads.has("subject") || heads.has("received"));
}

function split(raw) {
  const text = raw.replace(/\r\n?/g, "\n").replace(/^\n+/, "");
  const end = text.search(/\n\n/);
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\n[ \t]+/g, " ");
  const heads = new Map();
  for (const line of head.split("\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (/^[!-9;-~]+$/.test(name) && !heads.has(name)) heads.set(name, line.slice(colon + 1).trim());
  }
  return { heads, body: end < 0 ? "" : text.slice(end + 2) };
}

function setting(value, name) {
  const found = new RegExp(`;\\s*${name}\\*?\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, "i").exec(value);
  return found ? (found[1] ?? found[2]).replace(/\\(.)/g, "$1") : "";
}

function gather(part, found, depth) {
  const type = part.heads.get("content-type") ?? "text/plain";
  const kind = type.split(";")[0].trim().toLowerCase();
  const boundary = setting(type, "boundary");
  if (kind.startsWith("multipart/") && boundary && depth < 12) {
    const sections = `\n${part.body}`.split(`\n--${boundary}`).slice(1);
    for (const section of sections) {
      if (section.startsWith("--")) break;
      gather(split(section.replace(/^[ \t]*\n/, "")), found, depth + 1);
    }
    return;
  }
  const disposition = part.heads.get("content-disposition") ?? "";
  const name = setting(disposition, "filename") || setting(type, "name");
  if (/^attachment/i.test(disposition) || name || !kind.startsWith("text/")) {
    found.attached.push(decoded(name.replace(/^[\w-]*''/, "")) || kind);
    return;
  }
  const text = inLetters(unpacked(part), setting(type, "charset"));
  if (kind === "text/html") found.html ||= text;
  else found.text ||= text;
}

function unpacked(part) {
  const coding = (part.heads.get("content-transfer-encoding") ?? "").trim().toLowerCase();
  if (coding === "base64") return fromBase64(part.body);
  if (coding === "quoted-printable") return fromQuoted(part.body.replace(/=[ \t]*\n/g, ""));
  return part.body;
}

function fromBase64(text) {
  try {
    return atob(text.replace(/[^A-Za-z0-9+/=]/g, ""));
  } catch {
    return text;
  }
}

const fromQuoted = (text) => text.replace(/=([0-9A-Fa-f]{2})/g, (_all, hex) => String.fromCharCode(parseInt(hex, 16)));

function inLetters(latin, charset) {
  const bytes = Uint8Array.from(latin, (letter) => letter.charCodeAt(0) & 255);
  try {
    return new TextDecoder(charset || "utf-8").decode(bytes);
  } catch {
    return new TextDecoder("utf-8").decode(bytes);
  }
}

const ENCODED = /=\?([\w-]+)(?:\*[\w-]+)?\?([bq])\?([^?]*)\?=/gi;

/** A header line with its encoded words (RFC 2047) read; bare bytes are taken as UTF-8. */
function decoded(value) {
  const words = value.replace(/(\?=)\s+(?==\?)/g, "$1");
  return inLetters(words, "utf-8").replace(ENCODED, (_all, charset, how, text) => {
    const bytes = how.toLowerCase() === "b" ? fromBase64(text) : fromQuoted(text.replace(/_/g, " "));
    return inLetters(bytes, charset);
  });
}

/** The text of HTML: its tags are cut out before anything reads it, so that nothing in it can run or be fetched. */
function plain(html) {
  const text = html
    .replace(/<!--[^]*?-->|<(style|script|head|title)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<(br|\/p|\/div|\/tr|\/li|\/h\d)\b/gi, "\n<$1")
    .replace(/<[^>]*>/g, "")
    .replace(/</g, "&lt;");
  const reader = document.createElement("textarea"); // knows the names of signs, and makes no element of anything
  reader.innerHTML = text;
  return reader.value.replace(/[ \t]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n");
}
