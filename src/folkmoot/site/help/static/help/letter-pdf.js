// A letter as a PDF, made in the browser.
import { PDFDocument } from "./vendor/pdf-lib.js";
import { Ink, readFace } from "./face.js";
import { A4, MARGIN, Sheets, writeLine } from "./sheets.js";

/** The bytes of a PDF: {sender, to, day, subject, paragraphs, language}. */
export async function letterPdf(letter) {
  const document = await PDFDocument.create();
  const ink = new Ink(document, await readFace());
  const sheets = new Sheets(document, ink);
  document.setTitle(letter.subject, { showInWindowTitleBar: true });
  document.setLanguage(letter.language);
  document.setProducer("Folkmoot");
  document.setCreator("Folkmoot");
  if (letter.sender) sheets.say(letter.sender, { x: A4[0] / 2, width: A4[0] / 2 - MARGIN, after: 16 });
  if (letter.to) sheets.say(letter.to, { after: 16 });
  sheets.say(letter.day, { after: 20 });
  sheets.say(letter.subject, { size: 13, after: 12 });
  for (const paragraph of letter.paragraphs) sheets.say(paragraph);
  const count = sheets.pages.length;
  for (const [place, page] of sheets.pages.entries()) {
    const text = `${place + 1} / ${count}`;
    const width = ink.face.width(text, 8.5);
    writeLine(page, ink, text, { x: (A4[0] - width) / 2, y: MARGIN / 2, size: 8.5 });
  }
  ink.finish();
  return document.save();
}
