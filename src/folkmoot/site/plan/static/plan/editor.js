// Amending a clause in its own place. Without this script the same form stands on a page of its own.
//
// On the page (templates/plan/parts/clause.html says what is relied on):
//   a[data-amend] in [data-clause]   is opened in place: the page is fetched, and its [data-editor] put after
//                                    [data-words]; inside an editor such a link opens another way to amend
//   form[data-editor]                data-keep: where what is typed is kept; data-say-*: words to announce
//   textarea[data-was]               what stood there; under it the sentence shows what is left out and inserted
//   [data-kept], [data-consequences] what the server says of the words as they are now
//   [data-close]                     closes an editor that was opened in place
"use strict";

(() => {
  const PAUSE = 1500; // milliseconds without a key, after which what was typed is kept and announced
  const BOUND = 400; // words left out and put in, up to which the shortest way is looked for
  const WORD = /\{clause:[a-z0-9-]+\}|[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*|\s+|[^\p{L}\p{N}_\s]/gu;

  // What was left out and what was put in, word by word

  const words = (text) => text.match(WORD) || [];

  const runs = (old, now) => {
    const a = words(old);
    const b = words(now);
    let lead = 0;
    while (lead < a.length && lead < b.length && a[lead] === b[lead]) lead += 1;
    let tail = 0;
    while (tail < a.length - lead && tail < b.length - lead && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
    const kept = shortest(a.slice(lead, a.length - tail), b.slice(lead, b.length - tail));
    const pairs = [];
    for (let at = 0; at < lead; at += 1) pairs.push([at, at]);
    for (const [i, j] of kept) pairs.push([lead + i, lead + j]);
    for (let at = tail; at > 0; at -= 1) pairs.push([a.length - at, b.length - at]);
    return readable(a, b, pairs);
  };

  // Myers 1986: the words that both keep on a shortest way; none where there is no short one.
  const shortest = (a, b) => {
    let reach = new Map([[1, 0]]);
    const trace = [];
    for (let d = 0; d <= Math.min(BOUND, a.length + b.length); d += 1) {
      trace.push(new Map(reach));
      for (let k = -d; k <= d; k += 2) {
        const down = k === -d || (k !== d && reach.get(k - 1) < reach.get(k + 1));
        let x = down ? reach.get(k + 1) : reach.get(k - 1) + 1;
        while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
        reach.set(k, x);
        if (x >= a.length && x - k >= b.length) return walked(trace, a.length, b.length);
      }
    }
    return [];
  };

  const walked = (trace, x, y) => {
    const kept = [];
    for (let d = trace.length - 1; d >= 0; d -= 1) {
      const reach = trace[d];
      const k = x - y;
      const down = k === -d || (k !== d && reach.get(k - 1) < reach.get(k + 1));
      const from = down ? k + 1 : k - 1;
      const start = d === 0 ? 0 : reach.get(from);
      const turn = d === 0 ? 0 : down ? start : start + 1;
      while (x > turn) {
        x -= 1;
        kept.push([x, x - k]);
      }
      x = start;
      y = start - from;
    }
    return kept.reverse();
  };

  // A blank, or a lone word, between two changes reads as part of one change.
  const readable = (a, b, pairs) => {
    const found = [];
    const add = (kind, text) => {
      if (!text) return;
      const last = found[found.length - 1];
      if (last && last.kind === kind) last.text += text;
      else found.push({ kind, text });
    };
    let i = 0;
    let j = 0;
    const blocks = [];
    for (const [x, y] of pairs) {
      const last = blocks[blocks.length - 1];
      if (last && last.x + last.size === x && last.y + last.size === y) last.size += 1;
      else blocks.push({ x, y, size: 1 });
    }
    blocks.forEach((block, place) => {
      const next = blocks[place + 1];
      const text = a.slice(block.x, block.x + block.size).join("");
      const few = words(text).filter((word) => word.trim()).length < 2;
      const amid = (block.x > i || block.y > j) && next;
      if (few && amid) return;
      add("out", a.slice(i, block.x).join(""));
      add("in", b.slice(j, block.y).join(""));
      add("same", text);
      i = block.x + block.size;
      j = block.y + block.size;
    });
    add("out", a.slice(i).join(""));
    add("in", b.slice(j).join(""));
    return found;
  };

  // Showing and saying it

  const marked = (found, form) => {
    const shown = document.createDocumentFragment();
    for (const run of found) {
      const text = printed(run.text, form);
      if (run.kind === "same") {
        shown.append(text);
        continue;
      }
      const mark = document.createElement(run.kind === "out" ? "del" : "ins");
      const before = document.createElement("span");
      before.className = "hidden";
      before.textContent = `[${run.kind === "out" ? form.dataset.sayOut : form.dataset.sayIn} `;
      const after = document.createElement("span");
      after.className = "hidden";
      after.textContent = "]";
      mark.append(before, text, after);
      shown.append(mark);
    }
    return shown;
  };

  // A reference to a clause is shown as the number that it prints.
  const printed = (text, form) => {
    const known = JSON.parse(form.dataset.mentions || "{}");
    return text.replace(/\{clause:[a-z0-9-]+\}/g, (written) => known[written] || written);
  };

  const live = () => {
    let region = document.querySelector("[data-live]");
    if (!region) {
      region = document.createElement("p");
      region.className = "hidden";
      region.setAttribute("aria-live", "polite");
      region.dataset.live = "";
      document.body.append(region);
    }
    return region;
  };

  const sentence = (found, form) => {
    const short = (text) => (text.length > 120 ? `${text.trim().slice(0, 120)}…` : text.trim());
    const said = found
      .filter((run) => run.kind !== "same" && run.text.trim())
      .slice(0, 6)
      .map((run) => `${run.kind === "out" ? form.dataset.sayOut : form.dataset.sayIn} ${short(run.text)}.`);
    return said.join(" ") || form.dataset.saySame;
  };

  // One form

  const grow = (box) => {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.blockSize = "auto";
    box.style.blockSize = `${box.scrollHeight + 4}px`;
  };

  const enhance = (form) => {
    if (form.dataset.ready) return;
    form.dataset.ready = "1";
    let waiting = 0;
    let unkept = false;
    let keeping = Promise.resolve();

    const keep = () => {
      window.clearTimeout(waiting);
      if (!unkept || !form.dataset.keep) return keeping;
      unkept = false;
      keeping = keeping.then(async () => {
        try {
          const answer = await ask(form.dataset.keep, { method: "POST", body: new FormData(form) });
          if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
          form.dataset.keptOnce = "1";
          take(form, await answer.text());
        } catch {
          unkept = true;
          tell(form, form.dataset.sayOffline);
        }
      });
      return keeping;
    };
    form.keepNow = keep;
    // What is sent whole need not be kept before; what is on its way there is waited for.
    form.keepNoMore = () => {
      window.clearTimeout(waiting);
      unkept = false;
      return keeping;
    };

    for (const box of form.querySelectorAll("textarea[data-was], input[data-was]")) {
      const shown = document.createElement("p");
      shown.className = "live-words";
      shown.hidden = true;
      box.after(shown);
      const draw = () => {
        const found = runs(box.dataset.was, box.value);
        shown.replaceChildren(marked(found, form));
        shown.hidden = box.value === box.dataset.was;
        if (box.tagName === "TEXTAREA") grow(box);
        return found;
      };
      draw();
      box.addEventListener("input", () => {
        const found = draw();
        window.clearTimeout(box.saying);
        box.saying = window.setTimeout(() => {
          if (box.isConnected) live().textContent = sentence(found, form);
        }, PAUSE);
      });
    }
    form.addEventListener("input", () => {
      unkept = true;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keep, PAUSE);
    });
    window.addEventListener("pagehide", () => {
      if (unkept && form.isConnected && form.dataset.keep) navigator.sendBeacon(form.dataset.keep, new FormData(form));
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      if (event.key === "Escape" && form.closest("[data-placed]")) {
        event.preventDefault();
        close(form);
      }
    });
  };

  // The server answers what is kept with the new version, and with what the words would do.
  const take = (form, html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const name of ["kept", "consequences"]) {
      const now = page.querySelector(`[data-${name}]`);
      const before = form.querySelector(`[data-${name}]`);
      if (now && before) before.replaceWith(document.importNode(now, true));
    }
    for (const field of page.querySelectorAll("input[type=hidden][data-follow]")) {
      const own = form.elements[field.name];
      if (own) own.value = field.value;
    }
    const said = page.querySelector("[data-say-now]");
    if (said) live().textContent = said.textContent;
    const keep = page.querySelector("[data-keep-at]");
    if (keep) form.dataset.keep = keep.dataset.keepAt;
  };

  const tell = (form, said) => {
    const kept = form.querySelector("[data-kept]");
    if (kept) kept.textContent = said;
    live().textContent = said;
  };

  const ask = (address, how = {}) =>
    fetch(address, { credentials: "same-origin", ...how, headers: { "X-Requested-With": "editor", Accept: "text/html" } });

  // In its place

  const open = async (link) => {
    const clause = link.closest("[data-clause]");
    const other = link.closest("[data-editor]");
    if (other && other.keepNow) await other.keepNow();
    let form;
    try {
      const answer = await ask(link.href);
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      form = page.querySelector("[data-editor]");
      if (!form) throw new Error("no form");
    } catch {
      window.location.assign(link.href); // whatever stands there says what is wrong
      return;
    }
    place(clause, document.importNode(form, true), link);
  };

  const place = (clause, form, link) => {
    const own = clause.querySelector(":scope > [data-words]");
    const before = clause.querySelector(":scope > [data-placed]");
    const placed = before || document.createElement("div");
    placed.dataset.placed = "";
    placed.className = "placed";
    placed.replaceChildren(form);
    if (!before) own.after(placed);
    own.hidden = !form.dataset.beside;
    clause.classList.add("being-amended");
    placed.link = link && link.closest("[data-editor]") ? placed.link : link || placed.link;
    enhance(form);
    const first = form.querySelector("[autofocus], textarea, input:not([type=hidden]), select");
    if (first) {
      first.focus({ preventScroll: true });
      if (first.tagName === "TEXTAREA") first.setSelectionRange(first.value.length, first.value.length);
    }
    placed.scrollIntoView({ block: "nearest" });
  };

  const close = async (form) => {
    const placed = form.closest("[data-placed]");
    if (form.keepNow) await form.keepNow();
    if (form.dataset.keptOnce && (await sent(form, null)) === "done") return;
    shut(placed);
  };

  const shut = (placed) => {
    const clause = placed.closest("[data-clause]");
    clause.querySelector(":scope > [data-words]").hidden = false;
    clause.classList.remove("being-amended");
    const back = placed.link && placed.link.isConnected ? placed.link : clause.querySelector("a[data-amend]");
    placed.remove();
    if (back) back.focus();
  };

  const send = async (form, submitter) => {
    if (form.keepNoMore) await form.keepNoMore();
    const came = await sent(form, submitter);
    if (came === "offline") {
      tell(form, form.dataset.sayOffline);
      form.dispatchEvent(new Event("input")); // it is to be kept after all
    }
    if (came === "other") form.submit();
  };

  // Sends the form, and shows what came of it: "done", "again" (with faults), "offline" or "other".
  const sent = async (form, submitter) => {
    const placed = form.closest("[data-placed]");
    const clause = placed.closest("[data-clause]");
    let page;
    try {
      const answer = await ask(form.action, { method: "POST", body: new FormData(form, submitter) });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return "offline";
    }
    const again = page.querySelector("[data-editor]");
    const done = page.querySelector("[data-done]");
    if (again && submitter) {
      place(clause, document.importNode(again, true), placed.link);
      const wrong = clause.querySelector("[role=alert]");
      if (wrong) wrong.scrollIntoView({ block: "nearest" });
    }
    if (again) return "again";
    if (!done) return "other";
    if (done.dataset.goTo) {
      window.location.assign(done.dataset.goTo);
      return "done";
    }
    const words = page.querySelector("[data-words]");
    const own = clause.querySelector(":scope > [data-words]");
    if (words) own.replaceWith(document.importNode(words, true));
    shut(placed);
    bar(done);
    live().textContent = done.dataset.say || "";
    return "done";
  };

  // The bar at the foot says what the draft holds by now, and leads to it.
  const bar = (done) => {
    const now = done.querySelector("[data-draft-bar]");
    if (!now) return;
    const before = document.querySelector("body > [data-draft-bar], main [data-draft-bar]");
    const next = document.importNode(now, true);
    if (before) before.replaceWith(next);
    else document.querySelector("main").append(next);
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[data-amend]");
    if (link && link.closest("[data-clause]") && (link.closest("[data-placed]") || !link.closest("[data-editor]"))) {
      event.preventDefault();
      open(link);
    }
    const shut = event.target.closest("[data-close]");
    if (shut && shut.closest("[data-placed]")) {
      event.preventDefault();
      close(shut.closest("[data-editor]"));
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-placed] [data-editor]")) {
      event.preventDefault();
      send(event.target, event.submitter);
    }
  });
  for (const form of document.querySelectorAll("form[data-editor]")) enhance(form);
})();
