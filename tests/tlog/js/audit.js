// Checks a proof file with the verifier of another project, which shares no line with Folkmoot.
//
//   node audit.js PROOF ENTRY VKEY
//
// Prints "ok <index> of <size>" and exits 0, or "refused: <reason>" and exits 1.
"use strict";

const { createPublicKey } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

// The package shows only its bundle verifier; the two parts that we need lie inside, so its version is pinned.
const inside = join(dirname(require.resolve("@sigstore/verify")), "tlog");
const { verifyCheckpoint } = require(join(inside, "checkpoint.js"));
const { verifyMerkleInclusion } = require(join(inside, "merkle.js"));

const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex");

function logOf(vkey) {
  const [name, id, ...rest] = vkey.trim().split("+");
  const key = Buffer.from(rest.join("+"), "base64");
  if (key[0] !== 1 || key.length !== 33) throw new Error("not an Ed25519 key");
  const der = Buffer.concat([ED25519_SPKI, key.subarray(1)]);
  const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  return { logID: Buffer.from(id, "hex"), baseURL: name, publicKey };
}

function inclusionOf(proof) {
  const split = proof.indexOf("\n\n");
  const [header, index, ...hashes] = proof.slice(0, split).split("\n");
  if (header !== "c2sp.org/tlog-proof@v1" || !index.startsWith("index ")) throw new Error("not a proof file");
  return {
    logIndex: index.slice("index ".length),
    hashes: hashes.map((hash) => Buffer.from(hash, "base64")),
    checkpoint: { envelope: proof.slice(split + 2) },
  };
}

const [proof, entry, vkey] = process.argv.slice(2);
try {
  const inclusionProof = inclusionOf(readFileSync(proof, "utf8"));
  const claim = { inclusionProof, canonicalizedBody: readFileSync(entry) };
  const checkpoint = verifyCheckpoint(claim, [logOf(vkey)]);
  verifyMerkleInclusion(claim, checkpoint);
  console.log(`ok ${inclusionProof.logIndex} of ${checkpoint.logSize}`);
} catch (fault) {
  console.log(`refused: ${fault.message}`);
  process.exitCode = 1;
}
