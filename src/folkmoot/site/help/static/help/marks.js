// What a bundle needs besides pages: numbers printed on them, links between them, bookmarks.
import {
  PDFHexString,
  PDFName,
  concatTransformationMatrix,
  fill,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setFillingGrayscaleColor,
} from "./vendor/pdf-lib.js";
import { writeLine } from "./sheets.js";

/** A page as it is shown: width, height, where a shown place lies on the page, and the matrix that writes upright. */
export function shown(page) {
  const { x, y, width, height } = page.getCropBox();
  const turn = ((page.getRotation().angle % 360) + 360) % 360;
  const size = turn % 180 ? { width: height, height: width } : { width, height };
  const upright = [(dx, dy) => [x + dx, y + dy], [1, 0, 0, 1]];
  const turned = {
    90: [(dx, dy) => [x + width - dy, y + dx], [0, 1, -1, 0]],
    180: [(dx, dy) => [x + width - dx, y + height - dy], [-1, 0, 0, -1]],
    270: [(dx, dy) => [x + dy, y + height - dx], [0, -1, 1, 0]],
  };
  const [place, matrix] = turned[turn] ?? upright;
  return { ...size, place, matrix };
}

/** Print a number at the foot of a page, on the right, upright as shown, on a white ground. */
export function number(page, ink, text) {
  const view = shown(page);
  const size = 11;
  const width = ink.face.width(text, size);
  const [dx, dy] = [view.width - width - 24, 16];
  const [x, y] = view.place(dx, dy);
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(...view.matrix, x, y),
    setFillingGrayscaleColor(1),
    rectangle(-4, -4, width + 8, size + 6),
    fill(),
    popGraphicsState(),
  );
  writeLine(page, ink, text, { x, y, size, matrix: view.matrix });
}

/** Make a rectangle of a page ([left, bottom, right, top]) lead to another page. */
export function link(document, from, rect, to) {
  const annotation = document.context.register(
    document.context.obj({ Type: "Annot", Subtype: "Link", Rect: rect, Border: [0, 0, 0], Dest: [to.ref, "Fit"] }),
  );
  from.node.addAnnot(annotation);
}

const KNOWN = ["A", "AA", "Annots", "JS", "Next", "PA", "S", "URI", "GoTo"];
const NAMES = Object.fromEntries(KNOWN.map((name) => [name, PDFName.of(name)]));

/** Take out what would run when somebody opens a page or presses on it; links to places stay. */
export function quieten(page) {
  page.node.delete(NAMES.AA);
  const notes = page.node.lookup(NAMES.Annots);
  for (let place = 0; place < (notes?.size?.() ?? 0); place++) {
    const note = notes.lookup(place);
    if (!note?.delete) continue;
    const action = note.lookup(NAMES.A);
    if (action && ![NAMES.URI, NAMES.GoTo].includes(action.lookup?.(NAMES.S))) {
      for (const name of [NAMES.A, NAMES.JS, NAMES.PA]) note.delete(name);
    } else action?.delete?.(NAMES.Next);
    note.delete(NAMES.AA);
  }
}

/** Bookmarks: a list of {title, page}, all on one level. */
export function bookmarks(document, items) {
  const { context } = document;
  const root = context.nextRef();
  const refs = items.map(() => context.nextRef());
  for (const [place, item] of items.entries()) {
    const entry = { Title: PDFHexString.fromText(item.title), Parent: root, Dest: [item.page.ref, "Fit"] };
    if (place > 0) entry.Prev = refs[place - 1];
    if (place < items.length - 1) entry.Next = refs[place + 1];
    context.assign(refs[place], context.obj(entry));
  }
  context.assign(root, context.obj({ Type: "Outlines", First: refs[0], Last: refs.at(-1), Count: items.length }));
  document.catalog.set(PDFName.of("Outlines"), root);
  document.catalog.set(PDFName.of("PageMode"), PDFName.of("UseOutlines"));
}
