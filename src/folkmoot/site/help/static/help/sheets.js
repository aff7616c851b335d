// Sheets of paper with running text: a column of lines that goes on to the next sheet when one is full.
import {
  beginText,
  endText,
  popGraphicsState,
  pushGraphicsState,
  setFillingRgbColor,
  setFontAndSize,
  setTextMatrix,
  showText,
} from "./vendor/pdf-lib.js";
import { FACE } from "./face.js";

export const A4 = [595.28, 841.89]; // points
export const MARGIN = 64;

/** Write one line on a page, at `x`, `y` points; `matrix` turns it. */
export function writeLine(page, ink, text, { x, y, size, matrix = [1, 0, 0, 1] }) {
  page.node.setFontDictionary(FACE, ink.ref);
  page.pushOperators(
    pushGraphicsState(),
    setFillingRgbColor(0, 0, 0),
    beginText(),
    setFontAndSize(FACE, size),
    setTextMatrix(...matrix, x, y),
    showText(ink.spell(text)),
    endText(),
    popGraphicsState(),
  );
}

/** A text in lines no wider than `width` points; a word that is too long is cut. */
export function wrap(text, face, size, width) {
  const lines = [];
  for (const given of text.split("\n")) {
    let line = "";
    for (let word of given.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (face.width(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      while (face.width(word, size) > width && word.length > 1) {
        let cut = word.length - 1;
        while (cut > 1 && face.width(word.slice(0, cut), size) > width) cut--;
        lines.push(word.slice(0, cut));
        word = word.slice(cut);
      }
      line = word;
    }
    lines.push(line);
  }
  return lines;
}

export class Sheets {
  /** Sheets at the end of a PDFDocument, or before its page number `place`, counted from 0. */
  constructor(document, ink, place) {
    this.document = document;
    this.ink = ink;
    this.place = place;
    this.pages = [];
    this.y = 0;
  }

  turn() {
    const place = this.place === undefined ? this.document.getPageCount() : this.place + this.pages.length;
    this.page = this.document.insertPage(place, A4);
    this.pages.push(this.page);
    this.y = A4[1] - MARGIN;
  }

  /** Make room for so many points on one sheet. */
  room(height) {
    if (!this.page || this.y - height < MARGIN) this.turn();
  }

  gap(height) {
    this.y -= height;
  }

  /** Running text; returns where its first line stands: {page, top}. */
  say(text, { size = 10.5, x = MARGIN, width = A4[0] - 2 * MARGIN, after = 8 } = {}) {
    const step = size * 1.5;
    let first;
    for (const line of wrap(text, this.ink.face, size, width)) {
      this.room(step);
      first ??= { page: this.page, top: this.y };
      writeLine(this.page, this.ink, line, { x, y: this.y - size, size });
      this.y -= step;
    }
    this.y -= after;
    return first;
  }
}
