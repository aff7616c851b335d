// Holds a draw from its one JSON file, written from spec/lots.md alone and sharing no line with Folkmoot.
//
//   node draw.js FILE
//
// Prints "ok <seed>" and exits 0, or "refused: <reason>" and exits 1. The beacon's signature is taken as it is:
// pairings are not in Node.
"use strict";

const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const bytes = (hex) => Buffer.from(hex, "hex");
const demand = (truth, reason) => {
  if (!truth) throw new Error(reason);
};

function linesOf(text) {
  demand(text !== undefined, "a file is missing");
  demand(text === "" || text.endsWith("\n"), "a line has no end");
  return text.split("\n").slice(0, -1);
}

// An announcement as a list of [name, value], to be asked for one value or for all.
function read(text) {
  const entries = linesOf(text).map((line) => [line.split(" ", 1)[0], line.slice(line.indexOf(" ") + 1)]);
  const all = (name) => entries.filter(([key]) => key === name).map(([, value]) => value);
  return { all, one: (name) => all(name)[0], number: (name) => parseInt(all(name)[0], 10) };
}

function reader(quotas, strata) {
  const state = new Map(quotas.map(([name, least, most]) => [name, { least: +least, most: +most, taken: 0 }]));
  // Whether `seats` people can still be found among `rest`, quotas and all: asked anew at every step.
  const possible = (seats, rest) => {
    const left = new Map([...state.keys()].map((name) => [name, 0]));
    rest.forEach((handle) => left.set(strata.get(handle), left.get(strata.get(handle)) + 1));
    let [need, room] = [0, 0];
    for (const [name, { least, most, taken }] of state) {
      const owed = Math.max(0, least - taken);
      if (taken > most || owed > left.get(name)) return false;
      need += owed;
      room += Math.min(most - taken, left.get(name));
    }
    return need <= seats && seats <= room;
  };
  return { state, possible };
}

function choose(ranking, seats, quotas, strata) {
  if (quotas.length === 0) return ranking.slice(0, seats);
  const { state, possible } = reader(quotas, strata);
  demand(possible(seats, ranking), "the quotas cannot be met");
  const chosen = [];
  ranking.forEach((handle, place) => {
    if (chosen.length === seats) return;
    const group = state.get(strata.get(handle));
    group.taken += 1;
    if (possible(seats - chosen.length - 1, ranking.slice(place + 1))) chosen.push(handle);
    else group.taken -= 1;
  });
  return chosen;
}

function sourceBytes(text) {
  const [kind, value] = linesOf(text)[0].split(" ");
  return kind === "drand" ? bytes(value) : Buffer.from(value, "ascii");
}

function secretsOf(files, announced) {
  if (!announced.all("source").includes("contributions")) return [];
  const told = new Map(linesOf(files.reveals).map((hex) => [sha256(bytes(hex)).toString("hex"), bytes(hex)]));
  const commits = linesOf(files.commits);
  demand([...told.keys()].every((commitment) => commits.includes(commitment)), "nobody committed to a secret");
  return commits.filter((commitment) => told.has(commitment)).map((commitment) => told.get(commitment));
}

function hold(files) {
  const announced = read(files.announcement);
  const handles = linesOf(files.handles);
  demand(sha256(files.handles).toString("hex") === announced.one("handles"), "the handles are others");
  demand(handles.length === announced.number("pool"), "the pool has another size");
  const quotas = announced.all("quota").map((line) => line.split(" "));
  const strata = new Map();
  if (quotas.length > 0) {
    demand(sha256(files.strata).toString("hex") === announced.one("strata"), "the strata are others");
    linesOf(files.strata).forEach((name, place) => strata.set(handles[place], name));
  }
  const parts = [...secretsOf(files, announced), sourceBytes(files.source)].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  const seed = sha256("folkmoot/draw/v1\n", sha256(files.announcement), ...parts);
  const lots = new Map(handles.map((handle) => [handle, sha256(seed, Buffer.of(0), bytes(handle)).toString("hex")]));
  const ranking = [...handles].sort((one, other) => (lots.get(one) < lots.get(other) ? -1 : 1));
  const seats = choose(ranking, announced.number("seats"), quotas, strata);
  const reserves = ranking.filter((handle) => !seats.includes(handle)).slice(0, announced.number("reserves"));
  const everybody = handles.flatMap((handle) => [bytes(lots.get(handle)), bytes(handle)]);
  return [
    "folkmoot/draw-result/v1",
    `announcement ${sha256(files.announcement).toString("hex")}`,
    `seed ${seed.toString("hex")}`,
    `ranking ${sha256(...everybody).toString("hex")}`,
    ...seats.map((handle) => `seat ${handle}`),
    ...reserves.map((handle) => `reserve ${handle}`),
    "",
  ].join("\n");
}

try {
  const files = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const result = hold(files);
  demand(result === files.result, "the result is another");
  console.log(`ok ${result.split("\n")[2].slice("seed ".length)}`);
} catch (fault) {
  console.log(`refused: ${fault.message}`);
  process.exitCode = 1;
}
