// One PDF of many papers: index with links, timeline, bookmarks, a number on every page that is the page's own.
// The originals are read and never changed; their digests stand at the end, and in a manifest beside.
import { degrees, PDFDocument } from "./vendor/pdf-lib.js";
import { Ink, readFace } from "./face.js";
import { longDate } from "./letter.js";
import { readMail } from "./mail.js";
import { bookmarks, link, number, quieten, shown } from "./marks.js";
import { inOrder } from "./order.js";
import { embed } from "./pictures.js";
import { A4, MARGIN, Sheets, wrap, writeLine } from "./sheets.js";

const COLUMNS = { no: MARGIN, day: MARGIN + 34, what: MARGIN + 150, page: A4[0] - MARGIN - 34 };

/** A document that cannot be bound; the message says what to do. */
export class Refused extends Error {
  name = "Refused";
}

/** {bytes, pages, manifest} of `facts` and `documents`; `step(n, all)` is called before each document. */
export async function bind({ title, day, facts, documents, words, language, step = () => {} }) {
  const ordered = inOrder(documents);
  const bound = ordered.filter((each) => each.number);
  const out = await PDFDocument.create();
  const ink = new Ink(out, await readFace());
  const rows = [];
  for (const [place, each] of bound.entries()) {
    step(place + 1, bound.length);
    const before = out.getPageCount();
    await add(out, ink, each, words);
    rows.push({ document: each, first: before, count: out.getPageCount() - before });
  }
  const content = out.getPages();
  const front = { title, day, facts, ordered, rows, words };
  const scratch = await PDFDocument.create();
  const length = writeFront(new Sheets(scratch, new Ink(scratch, ink.face)), front, 0).pages.length;
  const sheets = new Sheets(out, ink, 0);
  const { spots, sections } = writeFront(sheets, front, length);
  const end = new Sheets(out, ink);
  const manifest = manifestOf(front, length);
  writeEnd(end, manifest, words);
  for (const { page, rect, to } of spots) link(out, page, rect, content[to]);
  bookmarks(out, [
    ...sections,
    ...rows.map((row) => ({ title: `${row.document.number}. ${row.document.title}`, page: content[row.first] })),
    { title: words.manifest, page: end.pages[0] },
  ]);
  for (const [place, page] of out.getPages().entries()) number(page, ink, String(place + 1));
  ink.finish();
  out.setTitle(title, { showInWindowTitleBar: true });
  out.setLanguage(language);
  out.setProducer("Folkmoot");
  out.setCreator("Folkmoot");
  const listed = new TextEncoder().encode(JSON.stringify(manifest, null, 2));
  await out.attach(listed, "manifest.json", { mimeType: "application/json", description: words.manifest });
  return { bytes: await out.save(), pages: out.getPageCount(), manifest };
}

async function add(out, ink, each, words) {
  const bytes = new Uint8Array(each.data);
  const named = (text) => text.replace("{name}", each.name).replace("{kind}", words[`kind_${each.kind}`]);
  try {
    if (each.kind === "pdf") await addPdf(out, bytes, named(words.locked));
    else if (each.kind === "picture") await addPicture(out, bytes);
    else addMail(out, ink, bytes, words);
  } catch (fault) {
    throw fault instanceof Refused ? fault : new Refused(named(words.unread));
  }
}

async function addPdf(out, bytes, locked) {
  let source;
  try {
    source = await PDFDocument.load(bytes, { password: "", updateMetadata: false });
  } catch (fault) {
    if (/password|encrypt/i.test(String(fault))) throw new Refused(locked);
    throw fault;
  }
  for (const page of await out.copyPages(source, source.getPageIndices())) {
    out.addPage(page);
    quieten(page);
    const view = shown(page);
    // Read upright by turning the portrait page clockwise, as the practice of courts asks.
    if (view.width > view.height) page.setRotation(degrees((page.getRotation().angle + 270) % 360));
  }
}

async function addPicture(out, bytes) {
  const picture = await embed(out, bytes);
  const page = out.addPage(A4);
  const { width, height } = picture.scaleToFit(A4[0] - MARGIN, A4[1] - 2 * MARGIN);
  page.drawImage(picture, { x: (A4[0] - width) / 2, y: (A4[1] - height) / 2, width, height });
}

function addMail(out, ink, bytes, words) {
  const mail = readMail(bytes);
  const sheets = new Sheets(out, ink);
  for (const [name, value] of [
    [words.from, mail.from],
    [words.to, mail.to],
    [words.sent, mail.date],
    [words.subject, mail.subject],
  ]) {
    if (value) sheets.say(`${name}: ${value}`, { after: 2 });
  }
  sheets.gap(12);
  for (const part of (mail.text || words.no_text).split(/\n{2,}/)) sheets.say(part);
  if (mail.attached.length) sheets.say(`${words.attached}: ${mail.attached.join(", ")}`);
}

/** Title, index, timeline. `length`: how many sheets this will be. Returns {pages, spots, sections}. */
function writeFront(sheets, { title, day, facts, ordered, rows, words }, length) {
  const spots = [];
  const sections = [];
  const pageOf = new Map(rows.map((row) => [row.document.number, row.first]));
  const said = (date) => (date ? longDate(date, words.months, words.long_date) : words.undated);
  sheets.say(title, { size: 18, after: 4 });
  sheets.say(words.made_on.replace("{day}", said(day)), { size: 9, after: 20 });
  sections.push({ title: words.index, page: sheets.say(words.index, { size: 14, after: 6 }).page });
  row(sheets, [words.no, words.day, words.what, words.page]);
  for (const each of ordered) {
    const number = each.number ?? each.same;
    const to = pageOf.get(number);
    const text = each.same ? `${each.title} (${words.same.replace("{n}", each.same)})` : each.title;
    const rect = row(sheets, [each.number ? String(number) : "", said(each.day), text, String(length + to + 1)]);
    spots.push({ page: sheets.page, rect, to });
  }
  if (facts.length) {
    sheets.gap(16);
    sheets.room(120);
    sections.push({ title: words.timeline, page: sheets.say(words.timeline, { size: 14, after: 6 }).page });
  }
  for (const fact of [...facts].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    sheets.room(48);
    sheets.say(`${said(fact.day)} (${words[fact.stand]})`, { size: 9, after: 0 });
    sheets.say(fact.text, { after: fact.source ? 0 : 8 });
    if (!fact.source) continue;
    const source = ordered.find((each) => each.title === fact.source);
    const to = source && pageOf.get(source.number ?? source.same);
    const place = source ? `${fact.source}, ${words.page} ${length + to + 1}` : fact.source;
    const { page, top } = sheets.say(words.source.replace("{source}", place), { size: 9 });
    if (source) spots.push({ page, rect: [MARGIN, top - 14, A4[0] - MARGIN, top], to });
  }
  return { pages: sheets.pages, spots, sections };
}

/** One row of the index; the rectangle that it takes up. */
function row(sheets, [no, day, what, page]) {
  const width = COLUMNS.page - COLUMNS.what - 12;
  sheets.room(wrap(what, sheets.ink.face, 10.5, width).length * 16 + 8); // a row stays on one sheet
  const top = sheets.y;
  for (const [x, text] of [[COLUMNS.no, no], [COLUMNS.day, day], [COLUMNS.page, page]]) {
    writeLine(sheets.page, sheets.ink, text, { x, y: top - 10.5, size: 10.5 });
  }
  sheets.say(what, { x: COLUMNS.what, width, after: 4 });
  return [MARGIN, Math.min(sheets.y + 4, top - 16), A4[0] - MARGIN, top];
}

/** What was bound, with digests of the originals, as it is written in manifest.json. */
function manifestOf({ title, day, ordered, rows }, length) {
  const first = new Map(rows.map((row) => [row.document.number, row]));
  return {
    format: "folkmoot/bundle/v1",
    title,
    made: day,
    documents: ordered.map((each) => {
      const at = first.get(each.number ?? each.same);
      return {
        number: each.number ?? null,
        same_as: each.same ?? null,
        title: each.title,
        day: each.day || null,
        name: each.name,
        bytes: each.data.byteLength,
        sha256: each.digest,
        first_page: length + at.first + 1,
        pages: each.same ? 0 : at.count,
      };
    }),
  };
}

/** The manifest as text. */
export function manifestText(manifest, words) {
  const lines = manifest.documents.map((each) => `${each.sha256}  ${each.name}`);
  return `${manifest.title}\n${words.manifest} (SHA-256), ${manifest.made}\n\n${lines.join("\n")}\n`;
}

function writeEnd(sheets, manifest, words) {
  sheets.say(words.manifest, { size: 14, after: 6 });
  for (const each of manifest.documents) {
    sheets.room(60);
    sheets.say(`${each.number ?? `(${each.same_as})`}. ${each.title}`, { after: 0 });
    sheets.say(`${words.name}: ${each.name}. ${words.bytes}: ${each.bytes}.`, { size: 9, after: 0 });
    sheets.say(`${words.digest}: ${each.sha256}`, { size: 8 });
  }
}
