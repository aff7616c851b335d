// A ballot paper: three ways to rank, all bound to the same number boxes. Without this script the boxes do.
//
// On the page (templates/elections/paper.html says what is relied on):
//   [data-paper]      the form; data-say-*: words to announce; data-warn-*: what the rule makes of a fault
//   [data-candidate]  a row with its box; [data-move] its arrows, [data-handle] where it is dragged
//   [data-divider]    rows above it have a number, rows below it have none; data-while: its words while they do not
// What is filled in is kept in this tab (sessionStorage); on the device the page keeps it, without a script.
"use strict";

(() => {
  const form = document.querySelector("[data-paper]");
  if (!form) return;
  const list = form.querySelector("[data-ranking]");
  const divider = form.querySelector("[data-divider]");
  const live = form.querySelector("[data-live]");
  const remarks = form.querySelector("[data-remarks]");
  const key = `folkmoot-paper-${form.dataset.paper}`;
  const crosses = "crosses" in form.dataset;
  const inPaperOrder = [...list.querySelectorAll("[data-candidate]")];
  const box = (row) => row.querySelector("input");
  const name = (row) => row.dataset.name;
  const rows = () => [...list.querySelectorAll("[data-candidate]")];
  const number = (row) => {
    const typed = box(row).value.trim();
    return /^[0-9]{1,3}$/.test(typed) && Number(typed) > 0 ? Number(typed) : 0;
  };
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_all, word) => values[word]);
  const announce = (text) => {
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 50); // the same words twice are read twice
  };

  // Kept in this tab: what is being typed, newer than what the server sends again

  const keep = () => {
    const filled = {};
    for (const row of inPaperOrder) {
      const value = crosses ? (box(row).checked ? "1" : "") : box(row).value.trim();
      if (value) filled[box(row).name] = value;
    }
    try {
      sessionStorage.setItem(key, JSON.stringify(filled));
    } catch { /* nothing is kept then */ }
  };
  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(key));
    } catch { /* a browser that keeps nothing */ }
    if (!kept) return;
    let differs = false;
    for (const row of inPaperOrder) {
      const value = kept[box(row).name] || "";
      differs ||= crosses ? box(row).checked !== (value !== "") : box(row).value.trim() !== value;
      if (crosses) box(row).checked = value !== "";
      else box(row).value = value;
    }
    if (differs) announce(form.dataset.sayRestored);
  };

  // Numbers and places

  let busy = false; // a row that is moved loses the focus for a moment: nothing else moves meanwhile
  const quietly = (task) => {
    if (busy || crosses) return;
    busy = true;
    const focused = document.activeElement;
    task();
    if (list.contains(focused)) focused.focus({ preventScroll: true });
    busy = false;
  };
  const line = divider ? divider.textContent : "";
  const isArranged = () => {
    const all = [...list.children];
    const at = all.indexOf(divider);
    return all.every((each, n) => each === divider || Boolean(number(each)) === n < at);
  };
  const relabel = () => {
    if (divider) divider.textContent = isArranged() ? line : divider.dataset.while;
  };
  const arrange = () => quietly(() => {
    const ranked = inPaperOrder.filter(number).sort((a, b) => number(a) - number(b));
    const rest = inPaperOrder.filter((row) => !number(row));
    const wanted = [...ranked, divider, ...rest];
    if (wanted.some((each, at) => list.children[at] !== each)) for (const each of wanted) list.append(each);
    relabel();
  });
  const put = (row, before) => quietly(() => list.insertBefore(row, before));
  const renumber = () => {
    let place = 0;
    let below = false;
    for (const each of list.children) {
      if (each === divider) below = true;
      else box(each).value = below ? "" : String((place += 1));
    }
    changed();
  };
  const say = (row) => {
    const of = rows().filter(number).length;
    announce(fill(number(row) ? form.dataset.sayPlace : form.dataset.sayOut, { name: name(row), n: number(row), of }));
  };
  const move = (row, up) => {
    arrange();
    const ranked = rows().filter(number);
    const at = ranked.indexOf(row);
    if (at === -1) {
      if (!up) return say(row);
      put(row, divider);
    } else if (up) {
      if (at > 0) put(row, ranked[at - 1]);
    } else if (at + 1 < ranked.length) {
      put(ranked[at + 1], row);
    } else {
      put(row, divider.nextSibling);
    }
    renumber();
    if (!number(row)) arrange();
    return say(row);
  };

  // What the rule makes of the numbers as they stand: the same sentences as on the page that asks

  const faults = () => {
    const given = new Map();
    for (const row of inPaperOrder) if (number(row)) given.set(number(row), (given.get(number(row)) || 0) + 1);
    if (!given.size) return "";
    const highest = Math.max(...given.keys());
    let last = 0;
    for (let n = 1; n <= highest; n += 1) {
      const many = given.get(n) || 0;
      if (many === 0 && "gaps" in form.dataset) continue;
      if (many === 1) { last = n; continue; }
      if (!last) return many ? form.dataset.warnTwoFirsts : form.dataset.warnNoFirst;
      return fill(many ? form.dataset.warnTie : form.dataset.warnGap, { n, last });
    }
    return "";
  };
  let told = "";
  const changed = () => {
    keep();
    warn();
    relabel();
  };
  const warn = () => {
    if (crosses) return;
    const said = faults();
    if (said === told) return;
    told = said;
    remarks.replaceChildren();
    if (said) {
      const line = document.createElement("p");
      line.textContent = said;
      remarks.append(line);
    }
  };

  // Dragging, by mouse, pen or finger; near an edge of the window the page moves along, as far as the list goes

  const EDGE = 64; // pixels from the edge at which it begins
  const WAITS = 250; // milliseconds there before it does: whoever drops a row at the edge is not carried on
  const FASTEST = 14; // pixels a frame, at the edge
  const alongBy = (y) => {
    const seen = list.getBoundingClientRect();
    const bottom = window.innerHeight - EDGE;
    const past = y < EDGE && seen.top < EDGE ? y - EDGE : y > bottom && seen.bottom > bottom ? y - bottom : 0;
    return Math.round((Math.max(-EDGE, Math.min(EDGE, past)) / EDGE) * FASTEST);
  };
  const drag = (row, event) => {
    if (event.button > 0) return;
    event.preventDefault();
    arrange();
    row.classList.add("dragged");
    let y = event.clientY;
    const place = () => {
      for (const each of [...list.children]) {
        if (each === row) continue;
        const seen = each.getBoundingClientRect();
        const middle = seen.top + seen.height / 2;
        const isAfter = Boolean(row.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
        if (isAfter && y > middle) put(row, each.nextSibling);
        else if (!isAfter && y < middle) { put(row, each); break; }
      }
    };
    const follow = (moved) => {
      if (moved.pointerId !== event.pointerId) return;
      y = moved.clientY;
      place();
    };
    let frame = 0;
    let since = 0;
    const along = (now) => {
      const by = alongBy(y);
      since = by ? since || now : 0;
      if (by && now - since > WAITS) {
        window.scrollBy({ top: by, behavior: "instant" });
        place();
      }
      frame = requestAnimationFrame(along);
    };
    frame = requestAnimationFrame(along);
    const drop = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      cancelAnimationFrame(frame);
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      row.classList.remove("dragged");
      renumber();
      say(row);
    };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  };

  for (const each of form.querySelectorAll(".only-script")) each.hidden = false;
  for (const row of inPaperOrder) {
    for (const button of row.querySelectorAll("[data-move]")) {
      button.addEventListener("click", (event) => {
        move(row, button.dataset.move === "up");
        button.focus({ preventScroll: true });
        if (!event.detail) row.scrollIntoView({ block: "nearest" }); // pressed by a key: go along with the row
      });
    }
    const handle = row.querySelector("[data-handle]");
    if (handle) handle.addEventListener("pointerdown", (event) => drag(row, event));
    box(row).addEventListener("input", changed);
    box(row).addEventListener("change", changed);
  }
  // Rows stay where they are while numbers are being typed; they follow once the focus has left the list.
  list.addEventListener("focusout", (event) => {
    if (!list.contains(event.relatedTarget) && !list.querySelector(".dragged")) arrange();
  });
  form.querySelector("[data-clear]").addEventListener("click", () => {
    for (const row of inPaperOrder) {
      if (crosses) box(row).checked = false;
      else box(row).value = "";
    }
    arrange();
    changed();
  });

  const forget = form.querySelector("[data-forget]");
  if (forget) {
    forget.addEventListener("click", () => {
      try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ }
    });
  }
  restore();
  arrange();
  warn();
})();
