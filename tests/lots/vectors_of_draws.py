"""The vectors that are whole draws, as one JSON file each, and how every vector is written."""

import json
from collections.abc import Iterator
from dataclasses import replace

from folkmoot.lots.announcement import Quota
from folkmoot.lots.handles import encode_handles, encode_strata
from lots.world import ALL, BY_QUOTA, IN_A_HALL, PLAIN, people, secret

GOOD = "good"
Vector = tuple[str, bytes]


def vector(name: str, expect: str, why: str, body: bytes = b"", **headers: object) -> Vector:
    kind = name.partition("/")[0]
    lines = {"kind": kind, "expect": expect, "why": why, **headers}
    head = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in lines.items())
    return name, head.encode() + b"\n" + body


def whole() -> Iterator[Vector]:
    for name, world in ALL.items():
        yield vector(f"draw/good-{name}", GOOD, "a whole draw", kept(world.files), gives=world.seed.hex())
    plain, by_quota, hall = PLAIN.files, BY_QUOTA.files, IN_A_HALL.files
    result = PLAIN.result.encode()
    lines = result.decode().splitlines(keepends=True)
    swapped = "".join([*lines[:4], lines[5], lines[4], *lines[6:]]).encode()
    stranger = PLAIN.result.outcome.seats[0].hex().encode()
    other = encode_handles(people(21)[1:])
    strata = by_quota["strata"].replace(b"north", b"?").replace(b"south", b"north").replace(b"?", b"south")
    for name, files, changed, expect, why in (
        ("announcement-form", plain, {"announcement": b"hello\n"}, "bad-announcement", "not an announcement"),
        (
            "announcement-case",
            plain,
            {"announcement": plain["announcement"].replace(b"/12", b"/13")},
            "bad-result",
            "another case draws others",
        ),
        ("announcement-missing", plain, {"announcement": None}, "void", "a file is missing"),
        ("handles-missing", plain, {"handles": None}, "void", "a file is missing"),
        (
            "handles-exchanged",
            plain,
            {"handles": other},
            "bad-pool",
            "somebody was exchanged after the announcement",
        ),
        ("handles-left-out", plain, {"handles": plain["handles"][65:]}, "bad-pool", "somebody was left out"),
        ("strata-missing", by_quota, {"strata": None}, "void", "a file is missing"),
        (
            "strata-moved",
            by_quota,
            {"strata": strata},
            "bad-pool",
            "everybody was moved to the other stratum",
        ),
        ("strata-needless", plain, {"strata": by_quota["strata"]}, "void", "no strata were announced"),
        ("commits-missing", plain, {"commits": None}, "void", "a file is missing"),
        ("commits-needless", hall, {"commits": b""}, "void", "no contributions were announced"),
        ("reveals-needless", hall, {"reveals": b""}, "void", "no contributions were announced"),
        (
            "reveal-left-out",
            plain,
            {"reveals": plain["reveals"][65:]},
            "bad-result",
            "a contribution was left out",
        ),
        (
            "reveal-strange",
            plain,
            {"reveals": secret(9).hex().encode() + b"\n"},
            "bad-contribution",
            "nobody committed to it",
        ),
        ("source-missing", plain, {"source": None}, "void", "a file is missing"),
        (
            "source-changed",
            hall,
            {"source": hall["source"].replace(b"436", b"437")},
            "bad-source",
            "no such die",
        ),
        (
            "source-thrown-again",
            hall,
            {"source": hall["source"].replace(b"436", b"435")},
            "bad-result",
            "thrown once more",
        ),
        ("result-missing", plain, {"result": None}, "void", "a file is missing"),
        ("result-form", plain, {"result": result + b"\n"}, "bad-result", "no empty line"),
        ("result-swapped", plain, {"result": swapped}, "bad-result", "the order of seats counts"),
        (
            "result-stranger",
            plain,
            {"result": result.replace(stranger, b"0" * 64)},
            "bad-result",
            "somebody who was not drawn",
        ),
        (
            "result-short",
            plain,
            {"result": "".join(lines[:-1]).encode()},
            "bad-result",
            "a reserve is missing",
        ),
        (
            "result-seats",
            plain,
            {"result": "".join([*lines[:4], *lines[5:]]).encode()},
            "bad-result",
            "a seat is missing",
        ),
        (
            "result-twice",
            plain,
            {"result": result.replace(lines[5].encode(), lines[4].encode())},
            "bad-result",
            "a seat for two",
        ),
        (
            "result-seed",
            plain,
            {"result": result.replace(PLAIN.seed.hex().encode(), b"0" * 64)},
            "bad-result",
            "another seed",
        ),
        (
            "result-ranking",
            plain,
            {"result": result.replace(PLAIN.result.outcome.ranking_digest.encode(), b"0" * 64)},
            "bad-result",
            "another ranking",
        ),
        (
            "result-announcement",
            plain,
            {"result": result.replace(PLAIN.announcement.digest.encode(), b"0" * 64)},
            "bad-result",
            "of another announcement",
        ),
    ):
        left = {key: data for key, data in {**files, **changed}.items() if data is not None}
        yield vector(f"draw/bad-{name}", expect, why, kept(left))
    for name, quotas, names, why in (
        (
            "least",
            (Quota("east", 1, 1), Quota("north", 0, 3)),
            ("north",),
            "nobody is of a stratum that is owed a seat",
        ),
        (
            "most",
            (Quota("north", 0, 1), Quota("south", 0, 1)),
            ("north", "south"),
            "the most leave a seat empty",
        ),
    ):
        world = replace(BY_QUOTA, quotas=quotas, names=names)
        files = {"announcement": world.announcement.encode(), "handles": encode_handles(world.pool)}
        files |= {"strata": encode_strata(world.strata or {}), "source": by_quota["source"]}
        files |= {
            "commits": by_quota["commits"],
            "reveals": by_quota["reveals"],
            "result": by_quota["result"],
        }
        yield vector(f"draw/bad-quotas-{name}", "quotas-unmet", why, kept(files))
    world = replace(BY_QUOTA, names=("north", "south", "west"))
    files = {"announcement": world.announcement.encode(), "strata": encode_strata(world.strata or {})}
    yield vector(
        "draw/bad-stratum-without-quota", "bad-pool", "every stratum has a quota", kept(by_quota | files)
    )


def kept(files: dict[str, bytes]) -> bytes:
    """A draw as one JSON file."""
    texts = {name: data.decode() for name, data in files.items()}
    return json.dumps(texts, indent=1, sort_keys=True).encode() + b"\n"
