// Pictures for the page of a bundle: as they are where a PDF can hold them, else drawn anew the right way up.

/** jpeg, png, other, or nothing, by the first bytes. */
export function pictureKind(bytes) {
  const starts = (...signs) => signs.every((sign, place) => bytes[place] === sign);
  if (starts(0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47)) return "png";
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  const webp = text.startsWith("RIFF") && text.endsWith("WEBP");
  if (text.startsWith("GIF8") || webp || /^....ftyp(avif|heic|mif1)/s.test(text)) return "other";
  return "";
}

/** How a camera says that a JPEG is to be turned (1 is upright), from its Exif part. */
export function turnOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 4 < view.byteLength && view.getUint8(at) === 0xff) {
    const size = view.getUint16(at + 2);
    if (view.getUint8(at + 1) === 0xe1 && at + 20 < view.byteLength && view.getUint32(at + 4) === 0x45786966) {
      return orientation(view, at + 10, at + 2 + size);
    }
    if (view.getUint8(at + 1) === 0xda) break;
    at += 2 + size;
  }
  return 1;
}

function orientation(view, start, end) {
  const small = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, small);
  if (directory + 2 > Math.min(end, view.byteLength)) return 1;
  const entries = view.getUint16(directory, small);
  for (let number = 0; number < entries; number++) {
    const entry = directory + 2 + 12 * number;
    if (entry + 12 > view.byteLength) break;
    if (view.getUint16(entry, small) === 0x0112) return view.getUint16(entry + 8, small);
  }
  return 1;
}

async function drawn(bytes, type) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const brush = canvas.getContext("2d");
  brush.fillStyle = "white";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
  return new Uint8Array(await blob.arrayBuffer());
}

/** A picture inside a document of pdf-lib. Throws where the bytes are no picture. */
export async function embed(document, bytes) {
  const kind = pictureKind(bytes);
  if (kind === "png") return document.embedPng(bytes);
  if (kind === "jpeg" && turnOf(bytes) === 1) return document.embedJpg(bytes);
  return document.embedJpg(await drawn(bytes, kind === "jpeg" ? "image/jpeg" : ""));
}
