// One TrueType face for all that is printed here: measured, put into a PDF with only the outlines that are used,
// and with a table from outlines back to letters, so that the text can be searched, copied and read aloud.
import { PDFHexString, PDFName, PDFNumber, PDFString } from "./vendor/pdf-lib.js";

const FILE = new URL("./vendor/DejaVuSerif.ttf", import.meta.url);
const MISSING = 0x25a1; // an empty square, where the face has no outline

/** The face, read once. */
let reading;
export function readFace() {
  reading ??= fetch(FILE)
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => new Face(bytes));
  return reading;
}

export class Face {
  constructor(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    this.tables = {};
    for (let number = 0; number < this.view.getUint16(4); number++) {
      const entry = 12 + 16 * number;
      const tag = String.fromCharCode(...this.bytes.subarray(entry, entry + 4));
      this.tables[tag] = { at: this.view.getUint32(entry + 8), size: this.view.getUint32(entry + 12) };
    }
    this.unit = this.view.getUint16(this.tables.head.at + 18);
    this.long = this.view.getInt16(this.tables.head.at + 50) === 1;
    this.measured = this.view.getUint16(this.tables.hhea.at + 34);
    this.map = this.readMap();
  }

  /** Code points to outlines, from the table of format 4, which holds all that this face needs. */
  readMap() {
    const view = this.view;
    const start = this.tables.cmap.at;
    const map = new Map();
    for (let number = 0; number < view.getUint16(start + 2); number++) {
      const table = start + view.getUint32(start + 4 + 8 * number + 4);
      if (view.getUint16(table) !== 4) continue;
      const segments = view.getUint16(table + 6);
      for (let at = 0; at < segments; at += 2) {
        const last = view.getUint16(table + 14 + at);
        const first = view.getUint16(table + 16 + segments + at);
        const delta = view.getUint16(table + 16 + 2 * segments + at);
        const range = table + 16 + 3 * segments + at;
        const offset = view.getUint16(range);
        for (let code = first; code <= last && code < 0xffff; code++) {
          let outline = code;
          if (offset) outline = view.getUint16(range + offset + 2 * (code - first));
          if (outline || !offset) outline = (outline + delta) & 0xffff;
          if (outline) map.set(code, outline);
        }
      }
    }
    return map;
  }

  outline(code) {
    return this.map.get(code) ?? this.map.get(MISSING) ?? 0;
  }

  advance(outline) {
    const place = Math.min(outline, this.measured - 1);
    return (this.view.getUint16(this.tables.hmtx.at + 4 * place) * 1000) / this.unit;
  }

  /** Width of a text in points. */
  width(text, size) {
    let sum = 0;
    for (const letter of text) sum += this.advance(this.outline(letter.codePointAt(0)));
    return (sum * size) / 1000;
  }

  place(outline) {
    const { at } = this.tables.loca;
    return this.long ? this.view.getUint32(at + 4 * outline) : 2 * this.view.getUint16(at + 2 * outline);
  }

  /** The file, with every outline that is not used blanked, which then packs to almost nothing. */
  only(used) {
    const kept = new Set([0, ...used]);
    const glyf = this.tables.glyf.at;
    for (const outline of kept) {
      const [from, to] = [this.place(outline), this.place(outline + 1)];
      if (to <= from || this.view.getInt16(glyf + from) >= 0) continue;
      let at = glyf + from + 10; // an outline made of others: keep those too
      let flags;
      do {
        flags = this.view.getUint16(at);
        kept.add(this.view.getUint16(at + 2));
        at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0);
      } while (flags & 32);
    }
    const bytes = this.bytes.slice();
    const count = this.view.getUint16(this.tables.maxp.at + 4);
    for (let outline = 0; outline < count; outline++) {
      if (!kept.has(outline)) bytes.fill(0, glyf + this.place(outline), glyf + this.place(outline + 1));
    }
    return bytes;
  }
}

/** The face in one document: `spell` what is written, `finish` before the document is saved. */
export class Ink {
  constructor(document, face) {
    this.context = document.context;
    this.face = face;
    this.used = new Map(); // outline to code point
    this.ref = this.context.nextRef();
  }

  spell(text) {
    let hex = "";
    for (const letter of text) {
      const outline = this.face.outline(letter.codePointAt(0));
      if (!this.used.has(outline)) this.used.set(outline, letter);
      hex += outline.toString(16).padStart(4, "0");
    }
    return PDFHexString.of(hex);
  }

  finish() {
    const { context, face } = this;
    const outlines = [...this.used.keys()].sort((one, other) => one - other);
    const view = face.view;
    const box = [0, 2, 4, 6].map((place) => (view.getInt16(face.tables.head.at + 36 + place) * 1000) / face.unit);
    const vertical = (place) => (view.getInt16(face.tables.hhea.at + place) * 1000) / face.unit;
    const file = face.only(outlines);
    const name = "FOLKMT+DejaVuSerif";
    const descriptor = context.register(
      context.obj({
        Type: "FontDescriptor",
        FontName: name,
        Flags: 4,
        FontBBox: box,
        ItalicAngle: 0,
        Ascent: vertical(4),
        Descent: vertical(6),
        CapHeight: vertical(4),
        StemV: 80,
        FontFile2: context.register(context.flateStream(file, { Length1: PDFNumber.of(file.length) })),
      }),
    );
    const widths = outlines.flatMap((outline) => [outline, [face.advance(outline)]]);
    const descendant = context.register(
      context.obj({
        Type: "Font",
        Subtype: "CIDFontType2",
        BaseFont: name,
        CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("Identity"), Supplement: 0 },
        FontDescriptor: descriptor,
        DW: 600,
        W: widths,
        CIDToGIDMap: "Identity",
      }),
    );
    context.assign(
      this.ref,
      context.obj({
        Type: "Font",
        Subtype: "Type0",
        BaseFont: name,
        Encoding: "Identity-H",
        DescendantFonts: [descendant],
        ToUnicode: context.register(context.flateStream(this.backToLetters())),
      }),
    );
  }

  backToLetters() {
    const hex = (outline) => outline.toString(16).padStart(4, "0");
    const lines = [...this.used].map(([outline, letter]) => `<${hex(outline)}> <${utf16(letter)}>`);
    const parts = [];
    for (let at = 0; at < lines.length; at += 100) {
      const part = lines.slice(at, at + 100);
      parts.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`);
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${parts.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
  }
}

function utf16(letter) {
  let hex = "";
  for (let place = 0; place < letter.length; place++) hex += letter.charCodeAt(place).toString(16).padStart(4, "0");
  return hex;
}

export const FACE = PDFName.of("FolkmootFace");
