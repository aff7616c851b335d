"""Writes the vectors in spec/vectors/tlog. The same bytes each time; a test holds them against the files.

    PYTHONPATH=src:tests python tests/tlog/vectors.py

A vector is a file: header lines `name: value`, an empty line, then the body, byte for byte to the end of the
file. `kind` says what is to be done with it (spec/record.md, section 13); `expect` how it must end: `good`
or the word for its refusal. `why` is for people.
"""

import base64
import sys
from collections.abc import Iterator
from pathlib import Path

from folkmoot.tlog.bundles import encode_bundle
from folkmoot.tlog.checkpoint import Checkpoint, sign_checkpoint
from folkmoot.tlog.cosignature import cosign
from folkmoot.tlog.leaf import code_name, seal
from folkmoot.tlog.note import Note, Signature, Verifier, add_signatures, sign
from folkmoot.tlog.proof import Proof
from folkmoot.tlog.roll import encode_roll, roll_digest
from folkmoot.tlog.tilepaths import bundle_path, tile_path
from folkmoot.tlog.tree import Tree, leaf_hash
from folkmoot.tlog.witness import Request
from tlog.world import AT, LOG, STRANGER, WITNESSES, Log, a_leaf

FOLDER = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "tlog"
NORTH = WITNESSES["north"]
GOOD = "good"
Vector = tuple[str, bytes]


def vector(name: str, expect: str, why: str, body: bytes = b"", **headers: object) -> Vector:
    kind = name.partition("/")[0]
    lines = {"kind": kind, "expect": expect, "why": why, **headers}
    head = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in lines.items())
    return name, head.encode() + b"\n" + body


def canonical() -> Iterator[Vector]:
    good = {
        "empty-object": b"{}",
        "sorted": b'{"B":1,"a":[true,false,-1],"b":""}',
        "escapes": b'"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7f"',
        "largest-integers": b"[9007199254740991,-9007199254740991]",
        "beyond-ascii": '"é\u2028😀"'.encode(),
    }
    for name, body in good.items():
        yield vector(f"canonical/good-{name}", GOOD, "the one spelling of its value", body)
    bad = {
        "null": (b"null", "there is no null"),
        "fraction": (b"1.5", "numbers are integers"),
        "whole-fraction": (b"1.0", "numbers are integers"),
        "exponent": (b"1e3", "numbers are integers"),
        "minus-zero": (b"-0", "zero has no sign"),
        "leading-zero": (b"01", "no leading zeros"),
        "too-large": (b"9007199254740992", "integers have at most 53 bits"),
        "blank": (b'{"a": 1}', "no blank between parts"),
        "newline-at-end": (b"{}\n", "nothing after the value"),
        "double-key": (b'{"a":1,"a":1}', "no key twice"),
        "order": (b'{"b":1,"a":1}', "keys are sorted"),
        "needless-escape": (b'"\\u0061"', "only what must be escaped is escaped"),
        "upper-case-escape": (b'"\\u001F"', "escapes are in lower case"),
        "raw-control": (b'"\t"', "control characters are escaped"),
        "half-pair": (b'"\\ud800"', "no half of a surrogate pair"),
        "key-beyond-ascii": ('{"é":1}'.encode(), "keys are ASCII"),
        "not-utf-8": (b'"\xff"', "the bytes are UTF-8"),
        "mark": (b"\xef\xbb\xbf{}", "no byte order mark"),
        "two-values": (b"1 2", "one value"),
    }
    for name, (body, why) in bad.items():
        yield vector(f"canonical/bad-{name}", "not-canonical", why, body)


def leaf() -> Iterator[Vector]:
    data = a_leaf(5).encode()
    yield vector("leaf/good-second", GOOD, "an ordinary act", data, leaf_hash=leaf_hash(data).hex())
    founding = a_leaf(0, act="founding", seals=(), facts={}, on="").encode()
    yield vector("leaf/good-founding", GOOD, "the first act", founding, leaf_hash=leaf_hash(founding).hex())
    bad = {
        "format": (b"act/v1", b"act/v2", "another format"),
        "key-more": (b'"on":', b'"note":"x","on":', "the set of keys is closed"),
        "key-less": (b',"signature":""', b"", "the set of keys is closed"),
        "by-key-more": (b'"by":{', b'"by":{"email":"x",', "the set of keys of by is closed"),
        "index-text": (b'"index":5', b'"index":"5"', "index is an integer"),
        "index-true": (b'"index":5', b'"index":true', "true is not an integer"),
        "index-negative": (b'"index":5', b'"index":-5', "index is from 0 up"),
        "time-negative": (b'"time":1', b'"time":-1', "time is from 0 up"),
        "act-empty": (b'"motion.second"', b'""', "an act has a name"),
        "rule-empty": (b'"motions/3.2"', b'""', "no act without a rule"),
        "rulebook-short": (b'"5e5e', b'"5e', "a SHA-256 has 64 hex digits"),
        "rulebook-upper-case": (b'"5e5e', b'"5E5e', "hex is in lower case"),
        "seal-short": (b'"c0c0', b'"c0', "a seal has 64 hex digits"),
        "relies-on-itself": (b'"relies_on":[4]', b'"relies_on":[5]', "an act relies on earlier acts"),
        "relies-twice": (b'"relies_on":[4]', b'"relies_on":[4,4]', "ascending, none twice"),
        "facts-list": (b'"facts":{"seconds":5,"title":"Warm the hall"}', b'"facts":[]', "facts is an object"),
        "fact-null": (b'"seconds":5', b'"seconds":null', "no null"),
        "not-canonical": (b'"on":', b'"on": ', "a leaf is canonical JSON"),
        "too-large": (b"Warm", b"W" * 65_535, "at most 65,535 bytes"),
    }
    for name, (old, new, why) in bad.items():
        assert old in data, name
        yield vector(f"leaf/bad-{name}", "bad-leaf", why, data.replace(old, new, 1))


def names_and_seals() -> Iterator[Vector]:
    salt, key = bytes(range(32)), bytes(range(100, 132))
    for name, payload in {"empty": b"", "words": b"the charge, in words"}.items():
        gives = seal(salt, payload)
        yield vector(f"seal/good-{name}", GOOD, "payload in the body", payload, salt=salt.hex(), gives=gives)
    for proceeding in ("motion/1", "motion/2"):
        name = f"code-name/good-{proceeding.replace('/', '-')}"
        gives = code_name(key, proceeding)
        yield vector(name, GOOD, "proceeding in the body", proceeding.encode(), key=key.hex(), gives=gives)
    roll = encode_roll(code_name(bytes([number]) * 32, "ballot/7") for number in range(5))
    lines = roll.splitlines(keepends=True)
    for name, body in {"five": roll, "empty": b""}.items():
        yield vector(f"roll/good-{name}", GOOD, "a roll", body, gives=roll_digest(body))
    bad = {
        "order": (b"".join(reversed(lines)), "sorted"),
        "twice": (lines[0] + roll, "no name twice"),
        "no-end": (roll[:-1], "every line has an end"),
        "cr": (roll.replace(b"\n", b"\r\n"), "lines end with LF alone"),
        "upper-case": (roll.upper(), "lower case"),
        "short": (roll.replace(lines[0], lines[0][1:]), "sixteen letters"),
    }
    for name, (body, why) in bad.items():
        yield vector(f"roll/bad-{name}", "bad-roll", why, body)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def steps(hashes: list[bytes]) -> bytes:
    return "".join(f"{b64(step)}\n" for step in hashes).encode()


def trees() -> Iterator[Vector]:
    tree = Tree()
    for number in range(300):
        tree.append(b"%d" % number)
    for size in (0, 1, 2, 3, 7, 8, 255, 256, 257, 300):
        why = "the entries are the decimal numbers from 0"
        yield vector(f"root/good-{size}", GOOD, why, size=size, gives=b64(tree.root(size)))
    for index, size in ((0, 1), (0, 8), (5, 7), (6, 7), (255, 257), (256, 257), (123, 300)):
        head = {
            "index": index,
            "size": size,
            "leaf": b64(leaf_hash(b"%d" % index)),
            "root": b64(tree.root(size)),
        }
        path = tree.inclusion(index, size)
        why = "the decimal number stands at its index"
        yield vector(f"inclusion/good-{index}-of-{size}", GOOD, why, steps(path), **head)
    bad_paths = {
        "short": (path[:-1], head, "a step is missing"),
        "long": ([*path, bytes(32)], head, "a step too many"),
        "swapped": ([path[1], path[0], *path[2:]], head, "steps out of order"),
        "index": (path, {**head, "index": 122}, "another index"),
        "beyond": (path, {**head, "index": 300}, "an index beyond the size"),
        "size": (path, {**head, "size": 100}, "another size"),
        "root": (path, {**head, "root": b64(bytes(32))}, "another root"),
        "leaf": (path, {**head, "leaf": b64(bytes(32))}, "another leaf"),
    }
    for name, (broken, head, why) in bad_paths.items():
        yield vector(f"inclusion/bad-{name}", "bad-proof", why, steps(broken), **head)
    for old, new in ((0, 5), (1, 2), (4, 7), (5, 7), (7, 7), (255, 257), (256, 300), (100, 300)):
        roots = {"old_root": b64(tree.root(old)), "new_root": b64(tree.root(new))}
        head, path = {"old": old, "new": new, **roots}, tree.consistency(old, new)
        yield vector(
            f"consistency/good-{old}-to-{new}", GOOD, "the one begins the other", steps(path), **head
        )
    bad_growth = {
        "short": (path[:-1], head, "a step is missing"),
        "long": ([*path, bytes(32)], head, "a step too many"),
        "empty": ([], head, "no steps at all"),
        "swapped": ([path[1], path[0], *path[2:]], head, "steps out of order"),
        "old-root": (path, {**head, "old_root": b64(bytes(32))}, "another old root"),
        "new-root": (path, {**head, "new_root": b64(bytes(32))}, "another new root"),
        "shrunk": (path, {**head, "old": 300, "new": 100}, "a log does not shrink"),
        "equal-sizes": ([], {**head, "old": 300}, "two roots for one size"),
        "from-nothing": (
            [bytes(32)],
            {**head, "old": 0, "old_root": b64(tree.root(0))},
            "no steps from size 0",
        ),
    }
    for name, (broken, head, why) in bad_growth.items():
        yield vector(f"consistency/bad-{name}", "bad-proof", why, steps(broken), **head)


def files() -> Iterator[Vector]:
    for level, index, width in ((0, 0, 256), (0, 1234067, 256), (1, 0, 17), (2, 0, 1), (63, 999, 255)):
        gives = tile_path(level, index, width)
        name = f"tile-path/good-{level}-{index}-{width}"
        yield vector(name, GOOD, "hashes", level=level, index=index, width=width, gives=gives)
    for index, width in ((273, 112), (1000, 256)):
        gives = bundle_path(index, width)
        name = f"tile-path/good-entries-{index}-{width}"
        yield vector(name, GOOD, "entries", level="entries", index=index, width=width, gives=gives)
    bundle = encode_bundle([b"one", b"", b"three"])
    yield vector("bundle/good-three", GOOD, "one, nothing, three", bundle, width=3)
    for name, (body, width, why) in {
        "cut": (bundle[:-1], 3, "cut short inside an entry"),
        "cut-in-length": (bundle[:6], 3, "cut short inside a length"),
        "few": (bundle, 4, "an entry is missing"),
        "many": (bundle, 2, "an entry too many"),
    }.items():
        yield vector(f"bundle/bad-{name}", "bad-bundle", why, body, width=width)


def keys_and_notes() -> Iterator[Vector]:
    vkey = LOG.verifier.vkey
    name, key_id, key = vkey.split("+", 2)
    for signer in (LOG, NORTH):
        yield vector(f"vkey/good-type-{signer.kind}", GOOD, "a verifier key", signer.verifier.vkey.encode())
    for word, (body, why) in {
        "id": (vkey.replace(key_id, "00000000"), "the key ID is not that of the name and key"),
        "upper-case": (vkey.replace(key_id, "ABCDEF01"), "hex is in lower case"),
        "name": (vkey.replace("commons", "common"), "the key ID is not that of the name and key"),
        "blank": ("a b" + vkey[len(name) :], "no blank in a name"),
        "no-name": (vkey[len(name) :], "a key has a name"),
        "parts": (f"{name}+{key_id}", "three parts"),
        "padding": (f"{name}+{key_id}+{key}=", "base64 as it is written"),
        "newline": (vkey + "\n", "nothing after the key"),
        "type": (f"{name}+{key_id}+{b64(bytes([2]) + bytes(32))}", "a type that is not known"),
    }.items():
        yield vector(f"vkey/bad-{word}", "bad-key", why, body.encode())
    plain = sign("text\n\nwith an empty line\n", LOG)
    strange = sign("text\n", STRANGER)
    both = sign("text\n", STRANGER, LOG)
    forged = add_signatures(strange, [Signature(LOG.name, LOG.verifier.key_id, bytes(64))])
    for word, body in {"plain": plain, "beside-unknown": both}.items():
        yield vector(f"note/good-{word}", GOOD, "signed by the key", body, key=vkey)
    for word, (body, why) in {
        "unknown": (strange, "no known key has signed"),
        "text": (plain.replace(b"with", b"wish"), "the text was changed"),
        "forged": (forged, "a known key's signature that fails sinks the note"),
        "forged-beside-good": (
            add_signatures(both, [Signature(LOG.name, LOG.verifier.key_id, bytes(64))]),
            "a known key's signature that fails sinks the note, even beside one that verifies",
        ),
        "hyphen": (plain.replace("—".encode(), b"-"), "an em dash begins a signature line"),
        "unpadded": (plain.replace(b"=\n", b"\n"), "base64 has its padding"),
        "control": (plain.replace(b"with", b"with\t"), "no control character"),
        "no-signature": (b"text\n\n", "at least one signature"),
        "no-empty-line": (plain.replace(b"\n\n", b"\n"), "an empty line before the signatures"),
        "no-end": (plain[:-1], "the last line has an end"),
        "not-utf-8": (plain.replace(b"with", b"\xff"), "UTF-8"),
    }.items():
        yield vector(f"note/bad-{word}", "bad-note", why, body, key=vkey)


def checkpoints(log: Log) -> Iterator[Vector]:
    vkey, note = LOG.verifier.vkey, log.note()
    text = Note.parse(note).text
    head = {"key": vkey, "size": log.size, "root": b64(log.root)}
    yield vector("checkpoint/good-plain", GOOD, "three lines", note, **head)
    yield vector(
        "checkpoint/good-cosigned", GOOD, "an unknown witness does no harm", log.witnessed("north"), **head
    )
    yield vector(
        "checkpoint/good-extension", GOOD, "further lines of others", sign(text + "more\n", LOG), **head
    )
    other = Checkpoint(STRANGER.name, log.size, log.root).encode()
    for word, (body, why) in {
        "origin": (other, "the origin is not the name of the key"),
        "leading-zero": (text.replace("\n300\n", "\n0300\n"), "plain decimal"),
        "plus": (text.replace("\n300\n", "\n+300\n"), "plain decimal"),
        "negative": (text.replace("\n300\n", "\n-300\n"), "plain decimal"),
        "root-short": (text.replace("=\n", "\n"), "the base64 of 32 bytes"),
        "two-lines": (text.rpartition("\n")[0].rpartition("\n")[0] + "\n", "at least three lines"),
        "empty-line": (text + "\nmore\n", "no empty line"),
    }.items():
        yield vector(f"checkpoint/bad-{word}", "bad-checkpoint", why, sign(body, LOG), key=vkey)
    changed = note.replace(b"\n300\n", b"\n299\n")
    yield vector("checkpoint/bad-changed", "bad-note", "the size was changed", changed, key=vkey)
    line, key = cosign(text, NORTH, AT), NORTH.verifier.vkey
    yield vector(
        "cosignature/good", GOOD, "north, at a time", add_signatures(note, [line]), key=key, gives=AT
    )
    as_log = Verifier(NORTH.name, 1, NORTH.verifier.public)
    for word, (body, why) in {
        "time": (AT.to_bytes(8, "big")[:-1] + b"\xff" + line.body[8:], "another time"),
        "no-time": (line.body[8:], "64 bytes where 72 are due"),
        "of-the-note": (line.body[:8] + LOG.sign(text).body, "signed by another key"),
    }.items():
        signature = Signature(NORTH.name, NORTH.verifier.key_id, body)
        yield vector(f"cosignature/bad-{word}", "bad-note", why, add_signatures(note, [signature]), key=key)
    moved = Signature(NORTH.name, as_log.key_id, line.body[8:])
    why = "under the key ID of another type it is by an unknown key"
    yield vector("cosignature/bad-key-id", "bad-note", why, add_signatures(note, [moved]), key=key)


def witnesses(log: Log) -> Iterator[Vector]:
    def ask(old: int, new: int) -> bytes:
        return Request(old, tuple(log.tree.consistency(old, new)), log.note(new)).encode()

    plain = {"log": LOG.verifier.vkey, "seed": NORTH.seed.hex(), "witness": NORTH.name, "at": AT}
    seen = {**plain, "seen_size": 200, "seen_root": b64(log.tree.root(200))}
    for name, head, body, why in (
        ("first", plain, ask(0, 200), "the first checkpoint"),
        ("grown", seen, ask(200, 300), "the log has grown"),
        ("again", seen, ask(200, 200), "the same once more"),
    ):
        text = Note.parse(body.partition(b"\n\n")[2]).text
        yield vector(
            f"witness/good-{name}", "200", why, body, **head, gives=cosign(text, NORTH, AT).line().strip()
        )
    forked = sign_checkpoint(Checkpoint(LOG.name, 200, bytes(32)), LOG)
    stranger = sign_checkpoint(Checkpoint(STRANGER.name, 200, bytes(32)), STRANGER)
    unsigned = sign(Checkpoint(LOG.name, 200, bytes(32)).encode(), STRANGER)
    empty = sign_checkpoint(Checkpoint(LOG.name, 0, bytes(32)), LOG)
    for name, status, head, body, why in (
        ("malformed", 400, seen, b"new" + ask(200, 300)[3:], "no old size line"),
        ("steps", 400, seen, b"old 200\n" + steps([bytes(32)] * 64) + b"\n" + log.note(), "over 63 steps"),
        ("shrunk", 400, seen, Request(300, (), log.note(200)).encode(), "old size above the new"),
        ("unsigned", 403, plain, Request(0, (), unsigned).encode(), "not signed by the log"),
        ("unknown", 404, plain, Request(0, (), stranger).encode(), "a log that is not known"),
        ("behind", 409, seen, ask(100, 300), "not the size last cosigned; the reply is 200"),
        ("from-nothing", 409, seen, ask(0, 300), "not the size last cosigned; the reply is 200"),
        ("fork", 422, seen, Request(200, (), forked).encode(), "another root for one size"),
        ("steps-wrong", 422, seen, Request(200, (bytes(32),), log.note()).encode(), "the proof fails"),
        ("steps-needless", 422, plain, Request(0, (bytes(32),), log.note()).encode(), "no steps from size 0"),
        ("empty-root", 422, plain, Request(0, (), empty).encode(), "a wrong root for size 0"),
    ):
        yield vector(f"witness/bad-{name}", str(status), why, body, **head)


def proofs_and_policies(log: Log) -> Iterator[Vector]:
    proof, vkey = log.proof(123), LOG.verifier.vkey
    head = {"key": vkey, "entry": b64(log.entries[123])}
    data = proof.encode()
    yield vector("proof/good-plain", GOOD, "act 123 of 300", data, **head)
    extra = Proof(proof.index, proof.hashes, proof.checkpoint, b"by letter").encode()
    yield vector("proof/good-extra", GOOD, "extra data proves nothing", extra, **head)
    for word, (old, new, expect, why) in {
        "header": (b"@v1", b"@v2", "bad-proof-file", "another format"),
        "no-index": (b"index 123\n", b"", "bad-proof-file", "no index"),
        "leading-zero": (b"index 123", b"index 0123", "bad-proof-file", "plain decimal"),
        "extra-late": (
            b"index 123\n",
            b"index 123\nextra YQ==\n",
            "bad-proof-file",
            "extra comes before index",
        ),
        "unpadded": (b"=\n", b"\n", "bad-proof-file", "base64 has its padding"),
        "index": (b"index 123", b"index 122", "bad-proof", "another index"),
        "beyond": (b"index 123", b"index 300", "bad-proof", "an index beyond the size"),
        "size": (b"\n300\n", b"\n299\n", "bad-note", "the checkpoint was changed"),
    }.items():
        yield vector(f"proof/bad-{word}", expect, why, data.replace(old, new, 1), **head)
    other = {**head, "entry": b64(log.entries[124])}
    yield vector("proof/bad-entry", "bad-proof", "another entry", data, **other)
    names = "".join(f"witness {name} {WITNESSES[name].verifier.vkey}\n" for name in WITNESSES)
    base = f"# two of three\nlog {vkey}\n{names}"
    two = base + "group two 2 north south friends\nquorum two\n"
    for word, text, cosigned in (
        ("none", base + "quorum none\n", ()),
        ("one", base + "quorum south\n", ("south",)),
        ("two", two, ("north", "friends")),
    ):
        note = b64(log.witnessed(*cosigned))
        yield vector(f"policy/good-{word}", GOOD, "the quorum has cosigned", text.encode(), checkpoint=note)
    for word, text, expect, why in (
        ("missing", two, "unsatisfied", "south and friends have not cosigned"),
        ("other-log", f"log {STRANGER.verifier.vkey}\nquorum none\n", "unsatisfied", "not by a log it names"),
        ("no-quorum", base, "bad-policy", "no quorum line"),
        ("two-quorums", base + "quorum none\nquorum none\n", "bad-policy", "one quorum line"),
        ("undefined", base + "quorum west\n", "bad-policy", "a name that is not defined above"),
        ("too-many", base + "group g 3 north south\nquorum g\n", "bad-policy", "3 of 2"),
        ("member-twice", base + "group g 1 north north\nquorum g\n", "bad-policy", "a member once at most"),
        ("key-twice", base + f"log {vkey}\nquorum none\n", "bad-policy", "a key once at most"),
        (
            "wrong-type",
            base + f"log {NORTH.verifier.vkey}\nquorum none\n",
            "bad-policy",
            "a log's key is of type 1",
        ),
        ("control", base + "quorum none\r\n", "bad-policy", "no control character"),
        ("no-end", base + "quorum none", "bad-policy", "every line has an end"),
    ):
        note = b64(log.witnessed("north"))
        yield vector(f"policy/bad-{word}", expect, why, text.encode(), checkpoint=note)


def vectors() -> dict[str, bytes]:
    """Return every vector by its path under spec/vectors/tlog."""
    log = Log.of([a_leaf(index).encode() for index in range(300)])
    makers = (canonical(), leaf(), names_and_seals(), trees(), files(), keys_and_notes())
    made = [vector for maker in makers for vector in maker]
    made += [*checkpoints(log), *witnesses(log), *proofs_and_policies(log)]
    found = dict(made)
    assert len(found) == len(made), "two vectors have one name"
    return found


if __name__ == "__main__":
    for path, data in vectors().items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(data)
    sys.stdout.write(f"{len(vectors())} vectors in {FOLDER}\n")
