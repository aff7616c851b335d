// Clocks as a calendar file (RFC 5545), as folkmoot/site/help/calendar_file.py writes it on the server.

/** A text inside a property: backslash, semicolon, comma and line breaks are escaped. */
export function escaped(text) {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/;/g, "\\;")
    .replace(/,/g, "\\,")
    .replace(/\r\n?|\n/g, "\\n")
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "");
}

/** A line of at most 75 bytes, and its continuations, each after a blank; no letter is cut in two. */
export function folded(line) {
  const coder = new TextEncoder();
  const lines = [];
  let now = "";
  let size = 0;
  for (const letter of line) {
    const bytes = coder.encode(letter).length;
    if (size + bytes > 75) {
      lines.push(now);
      now = " ";
      size = 1;
    }
    now += letter;
    size += bytes;
  }
  return [...lines, now].join("\r\n");
}

const bare = (day) => day.replaceAll("-", "");

function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

async function uid(clock) {
  const bytes = new TextEncoder().encode(`${clock.name} ${clock.day}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 32)}@folkmoot`;
}

/** The file as text. `now` is a Date; clocks that stand still are left out. */
export async function calendarFile(clocks, words, now) {
  const stamp = `${now.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Folkmoot//Clocks//EN"];
  for (const clock of clocks.filter((each) => each.day)) {
    const summary = escaped(`${clock.side === "yours" ? words.you : words.they} ${clock.label}`);
    const missed = clock.missed ? `${words.missed} ${clock.missed}\n` : "";
    lines.push(
      "BEGIN:VEVENT",
      `UID:${await uid(clock)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${bare(clock.day)}`,
      `DTEND;VALUE=DATE:${bare(dayAfter(clock.day))}`,
      `SUMMARY:${summary}`,
      `DESCRIPTION:${escaped(missed + clock.source)}`,
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${summary}`,
      "TRIGGER:-P3D",
      "END:VALARM",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map(folded).join("\r\n") + "\r\n";
}
