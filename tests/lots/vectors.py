"""Writes the vectors in spec/vectors/lots. The same bytes each time; a test holds them against the files.

    PYTHONPATH=src:tests python tests/lots/vectors.py

A vector is a file: header lines `name: value`, an empty line, then the body, byte for byte to the end of the
file. `kind` says what is to be done with it (spec/lots.md, section 9); `expect` how it must end: `good` or
the word for its refusal. `why` is for people.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from folkmoot.lots import beacon
from folkmoot.lots.contributions import commit, encode_lines
from folkmoot.lots.handles import digest, encode_handles, encode_strata, handle
from lots.vectors_of_draws import GOOD, Vector, vector, whole
from lots.world import (
    ALL,
    BY_LOTTERY,
    BY_QUOTA,
    CASE,
    DICE,
    IN_A_HALL,
    LOTTERY,
    PLAIN,
    RANDOMNESS_1000,
    ROUND_1000,
    World,
    people,
    secret,
)

FOLDER = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "lots"


def pools() -> Iterator[Vector]:
    for name, salt, why in (
        ("code-name", b"mfzgk3tboi4dsnrq", "the salt is a code name of the record"),
        ("random", bytes(range(32)), "the salt is 32 random bytes"),
    ):
        yield vector(
            f"handle/good-{name}", GOOD, why, CASE.encode(), salt=salt.hex(), gives=handle(CASE, salt).hex()
        )
    for name, case, salt, why in (
        ("salt-short", b"jury/1", bytes(15), "a salt has 16 or 32 bytes"),
        ("salt-between", b"jury/1", bytes(24), "a salt has 16 or 32 bytes"),
        ("no-case", b"", bytes(16), "a case has a name"),
        ("blank-at-end", b"jury/1 ", bytes(16), "blanks stand inside only"),
        ("two-blanks", b"jury  1", bytes(16), "single blanks"),
        ("line", b"jury\n1", bytes(16), "one line"),
        ("not-ascii", "jür".encode(), bytes(16), "ASCII"),
        ("long", b"j" * 201, bytes(16), "at most 200 characters"),
    ):
        yield vector(f"handle/bad-{name}", "bad-pool", why, case, salt=salt.hex())
    data = encode_handles(people(3))
    lines = data.splitlines(keepends=True)
    yield vector("handles/good-three", GOOD, "ascending", data, gives=digest(data))
    yield vector("handles/good-one", GOOD, "a pool of one", lines[0], gives=digest(lines[0]))
    for name, body, why in (
        ("empty", b"", "a pool is not empty"),
        ("order", b"".join(reversed(lines)), "ascending"),
        ("twice", lines[0] + data, "none twice"),
        ("no-end", data[:-1], "every line has an end"),
        ("cr", data.replace(b"\n", b"\r\n"), "lines end with LF alone"),
        ("upper-case", data.upper(), "hex is in lower case"),
        ("short", data[1:], "64 figures"),
        ("empty-line", data + b"\n", "no empty line"),
    ):
        yield vector(f"handles/bad-{name}", "bad-pool", why, body)
    pool = people(4)
    strata = encode_strata(dict(zip(pool, ("north", "under-30", "north", "s1"), strict=True)))
    head = {"handles": ",".join(sorted(each.hex() for each in pool))}
    yield vector(
        "strata/good-four", GOOD, "in the order of the handles", strata, gives=digest(strata), **head
    )
    for name, body, why in (
        ("few", strata[strata.index(b"\n") + 1 :], "one line for each handle"),
        ("many", strata + b"north\n", "one line for each handle"),
        ("no-end", strata[:-1], "every line has an end"),
        ("upper-case", strata.replace(b"north", b"North"), "small letters"),
        ("blank", strata.replace(b"under-30", b"under 30"), "no blanks"),
        ("two-hyphens", strata.replace(b"under-30", b"under--30"), "single hyphens"),
        ("hyphen-first", strata.replace(b"under-30", b"-30"), "hyphens stand inside only"),
        ("empty-name", strata.replace(b"s1", b""), "a stratum has a name"),
        ("cr", strata.replace(b"\n", b"\r\n"), "lines end with LF alone"),
        ("long", strata.replace(b"s1", b"s" * 61), "at most 60 characters"),
    ):
        yield vector(f"strata/bad-{name}", "bad-pool", why, body, **head)


def announcements() -> Iterator[Vector]:
    for name, world in ALL.items():
        said = world.announcement
        yield vector(f"announcement/good-{name}", GOOD, "an announcement", said.encode(), gives=said.digest)
    said, lottery = BY_QUOTA.announcement.encode(), BY_LOTTERY.announcement.encode()
    hall = IN_A_HALL.announcement.encode()
    strata = said[said.index(b"strata") : said.index(b"source")]
    for name, data, old, new, why in (
        ("format", said, b"draw/v1", b"draw/v2", "another format"),
        ("case-empty", said, b"case discipline/12", b"case ", "a case has a name"),
        ("case-missing", said, b"case discipline/12\n", b"", "a line is missing"),
        ("case-blanks", said, b"discipline", b"discipline  ", "single blanks"),
        ("seats-none", said, b"seats 3", b"seats 0", "at least one seat"),
        ("seats-many", said, b"seats 3", b"seats 21", "no more seats than people"),
        ("seats-zero-first", said, b"seats 3", b"seats 03", "plain decimal"),
        ("seats-sign", said, b"seats 3", b"seats +3", "plain decimal"),
        ("reserves-few", said, b"reserves 6", b"reserves 5", "two reserves for each seat"),
        ("reserves-many", said, b"reserves 6", b"reserves 18", "no more than are left"),
        ("pool-huge", said, b"pool 20", b"pool 10000001", "at most ten million"),
        ("handles-short", said, b"handles 1", b"handles ", "64 figures of hex"),
        ("handles-twice", said, b"handles ", b"handles x\nhandles ", "each line once"),
        (
            "quota-order",
            said,
            b"quota north 1 2\nquota south 1 2",
            b"quota south 1 2\nquota north 1 2",
            "order",
        ),
        ("quota-twice", said, b"quota south", b"quota north", "a stratum once"),
        ("quota-name", said, b"quota south", b"quota South", "small letters"),
        ("quota-backwards", said, b"south 1 2", b"south 2 1", "the least is not above the most"),
        ("quota-none", said, b"south 1 2", b"south 0 0", "who may not sit is not in the pool"),
        ("quota-most", said, b"south 1 2", b"south 1 4", "the most is within the seats"),
        ("quota-sum", said, b"1 2\nquota south 1 2", b"2 2\nquota south 2 2", "the least within the seats"),
        ("quota-parts", said, b"south 1 2", b"south 1", "three parts"),
        ("strata-missing", said, strata, b"", "quotas need strata"),
        ("strata-alone", hall, b"source", strata + b"source", "strata need quotas"),
        ("source-none", hall, b"source dice\n", b"", "a source"),
        ("source-unknown", hall, b"source dice", b"source coin", "a source that is known"),
        ("source-inside-only", hall, b"source dice", b"source contributions", "one source from outside"),
        (
            "source-order",
            said,
            b"contributions\nsource drand",
            b"drand\nsource contributions",
            "outside last",
        ),
        ("source-two", hall, b"source dice", b"source lottery\nsource dice", "one source from outside"),
        ("source-twice", said, b"source c", b"source contributions\nsource c", "contributions once"),
        ("fallback-same", said, b"fallback dice", b"fallback drand", "another source"),
        ("fallback-needless", hall, b"closes", b"fallback lottery\ncloses", "dice can always be thrown"),
        ("fallback-empty", said, b"fallback dice", b"fallback ", "no empty line"),
        ("lottery-unsaid", said, b"fallback dice", b"fallback lottery", "which lottery counts is said"),
        ("lottery-needless", said, b"closes", b"lottery x\ncloses", "no lottery may be used"),
        ("lottery-blanks", lottery, b"lottery main", b"lottery  main", "single blanks"),
        ("lottery-long", lottery, b"lottery main", b"lottery " + b"x" * 200, "at most 200 characters"),
        ("closes-negative", hall, b"closes ", b"closes -", "a time in figures"),
        ("closes-far", hall, b"closes 1692719364", b"closes 9007199254740992", "at most 2^53-1"),
        (
            "closes-other",
            said,
            b"closes 1692719364",
            b"closes 1692719365",
            "the round follows from the close",
        ),
        ("round-earlier", said, b"round 1000", b"round 999", "the round follows from the close"),
        ("round-later", said, b"round 1000", b"round 1001", "the round follows from the close"),
        ("round-missing", said, b"round 1000\n", b"", "drand has a round"),
        ("round-needless", hall, b"closes", b"round 1\ncloses", "no drand, no round"),
        ("round-zero", hall, b"1692719364\n", b"1692719364\nround 0\n", "what is empty has no line"),
        ("line-more", said, b"closes", b"note x\ncloses", "the set of lines is closed"),
        ("lines-swapped", said, b"seats 3\nreserves 6", b"reserves 6\nseats 3", "the order of lines"),
        ("no-end", said, b"round 1000\n", b"round 1000", "every line has an end"),
        ("empty-line", said, b"round 1000\n", b"round 1000\n\n", "no empty line"),
        ("cr", said, b"\n", b"\r\n", "lines end with LF alone"),
        ("not-ascii", said, b"discipline", "disciplíne".encode(), "ASCII"),
    ):
        assert old in data, name
        count = -1 if name == "cr" else 1
        yield vector(f"announcement/bad-{name}", "bad-announcement", why, data.replace(old, new, count))


def contributions() -> Iterator[Vector]:
    commits = encode_lines(commit(secret(number)) for number in range(3))
    told = [secret(number).hex() for number in range(3)]
    lines = commits.decode().splitlines(keepends=True)
    for name, reveals, why, gives in (
        ("all", told, "all three, in the order of the commitments", told),
        ("other-order", told[::-1], "the order of revealing does not matter", told),
        ("one-silent", [told[2], told[0]], "who does not reveal is dropped", [told[0], told[2]]),
        ("none", [], "nobody revealed", []),
    ):
        yield vector(
            f"contributions/good-{name}", GOOD, why, commits, reveals=",".join(reveals), gives=",".join(gives)
        )
    for name, body, reveals, why in (
        ("stranger", commits, [secret(9).hex()], "nobody committed to it"),
        ("flipped", commits, ["00" + told[0][2:]], "not the secret that was committed to"),
        ("twice", commits, [told[0], told[0]], "a secret is revealed once"),
        ("short", commits, [told[0][2:]], "32 bytes"),
        ("commit-twice", lines[0].encode() + commits, told, "a commitment stands once"),
        ("commit-upper-case", commits.upper(), told, "hex is in lower case"),
        ("commit-short", commits[1:], told, "64 figures"),
        ("no-end", commits[:-1], told, "every line has an end"),
    ):
        yield vector(f"contributions/bad-{name}", "bad-contribution", why, body, reveals=",".join(reveals))


def beacons() -> Iterator[Vector]:
    yield vector(
        "beacon/good-1000",
        GOOD,
        "as published",
        round=1000,
        signature=ROUND_1000.hex(),
        gives=RANDOMNESS_1000,
    )
    flipped = bytes([ROUND_1000[0] ^ 0x20]) + ROUND_1000[1:]
    for name, round, signature, why in (
        ("other-round", 1001, ROUND_1000, "the signature of another round"),
        ("earlier-round", 999, ROUND_1000, "the signature of another round"),
        ("round-zero", 0, ROUND_1000, "rounds are numbered from 1"),
        ("negated", 1000, flipped, "the other point with this x"),
        ("bit", 1000, ROUND_1000[:-1] + b"\x38", "one bit of it was changed"),
        ("short", 1000, ROUND_1000[:-1], "48 bytes"),
        ("long", 1000, ROUND_1000 + b"\0", "48 bytes"),
        ("empty", 1000, b"", "48 bytes"),
        ("zeros", 1000, bytes(48), "not a point in its short form"),
        ("identity", 1000, b"\xc0" + bytes(47), "the identity"),
        ("not-in-subgroup", 1000, b"\x80" + bytes(47), "a point of the curve, outside the subgroup"),
        ("key", 1000, beacon.KEY[:48], "half of a key is no signature"),
    ):
        yield vector(f"beacon/bad-{name}", "bad-beacon", why, round=round, signature=signature.hex())
    for t, round in (
        (beacon.GENESIS, 1),
        (beacon.GENESIS + 2, 1),
        (beacon.GENESIS + 3, 2),
        (1776643200, 27946612),
    ):
        yield vector(f"round-at/good-{round}-{t % 3}", GOOD, "the latest round that is due", t=t, gives=round)
    yield vector("round-at/bad-early", "bad-beacon", "before the first round", t=beacon.GENESIS - 1)


def sources() -> Iterator[Vector]:
    for name in ("plain", "hall", "fallback", "lottery"):
        world = ALL[name]
        yield vector(
            f"source/good-{name}", GOOD, "announced", world.source.line().encode(), announcement=said(world)
        )
    for name, world, body, expect, why in (
        ("unannounced", IN_A_HALL, LOTTERY.line().encode(), "bad-source", "not announced for this draw"),
        ("kind", IN_A_HALL, b"coin 1\n", "bad-source", "a source that is known"),
        ("empty", IN_A_HALL, b"", "bad-source", "a line"),
        ("no-kind", IN_A_HALL, b" 1\n", "bad-source", "a source that is known"),
        ("two-lines", IN_A_HALL, DICE.line().encode() * 2, "bad-source", "one line"),
        ("no-end", IN_A_HALL, DICE.line().encode()[:-1], "bad-source", "every line has an end"),
        ("dice-few", IN_A_HALL, b"dice 43615226431552361462435\n", "bad-source", "24 throws"),
        ("dice-many", IN_A_HALL, b"dice 4361522643155236146243511\n", "bad-source", "24 throws"),
        ("dice-seven", IN_A_HALL, b"dice 436152264315523614624357\n", "bad-source", "figures from 1 to 6"),
        ("dice-blanks", IN_A_HALL, b"dice 4361 5226 4315 5236 1462\n", "bad-source", "figures alone"),
        ("lottery-few", BY_LOTTERY, b"lottery 3/17/22/34/41/49/\n", "bad-source", "at least 18 numbers"),
        ("lottery-many", BY_LOTTERY, b"lottery " + b"1/" * 101 + b"\n", "bad-source", "at most 100 numbers"),
        (
            "lottery-zero",
            BY_LOTTERY,
            LOTTERY.line().encode().replace(b" 3/", b" 03/"),
            "bad-source",
            "plain decimal",
        ),
        (
            "lottery-large",
            BY_LOTTERY,
            LOTTERY.line().encode().replace(b" 3/", b" 10000/"),
            "bad-source",
            "below 10000",
        ),
        (
            "lottery-open",
            BY_LOTTERY,
            LOTTERY.line().encode()[:-2] + b"\n",
            "bad-source",
            "each number is closed",
        ),
        (
            "drand-upper-case",
            PLAIN,
            PLAIN.source.line().upper().replace("DRAND", "drand").encode(),
            "bad-source",
            "hex is in lower case",
        ),
        ("drand-not-hex", PLAIN, b"drand xyz\n", "bad-source", "hex"),
        (
            "drand-round",
            replace(PLAIN, closes=PLAIN.closes + 3),
            PLAIN.source.line().encode(),
            "bad-beacon",
            "another round",
        ),
        ("drand-short", PLAIN, b"drand b446\n", "bad-beacon", "48 bytes"),
    ):
        yield vector(f"source/bad-{name}", expect, why, body, announcement=said(world))


def said(world: World) -> str:
    """An announcement in one line of a header, in hex."""
    return world.announcement.encode().hex()


def vectors() -> dict[str, bytes]:
    """Return every vector by its path under spec/vectors/lots."""
    makers = (pools(), announcements(), contributions(), beacons(), sources(), whole())
    made = [vector for maker in makers for vector in maker]
    found = dict(made)
    assert len(found) == len(made), "two vectors have one name"
    return found


if __name__ == "__main__":
    for path, data in vectors().items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(data)
    sys.stdout.write(f"{len(vectors())} vectors in {FOLDER}\n")
