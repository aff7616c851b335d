"""Every vector in spec/vectors/lots ends as it says it must."""

import json
from collections.abc import Callable

import pytest

from folkmoot.cli.draw import DrawFailed, verify
from folkmoot.lots import beacon
from folkmoot.lots.announcement import Announcement, BadAnnouncement
from folkmoot.lots.beacon import BadBeacon
from folkmoot.lots.contributions import BadContribution, decode_lines, revealed
from folkmoot.lots.drawing import QuotasUnmet
from folkmoot.lots.handles import (
    BadPool,
    decode_handles,
    decode_strata,
    digest,
    encode_handles,
    encode_strata,
    handle,
)
from folkmoot.lots.result import BadResult
from folkmoot.lots.sources import BadSource, Source, check_source
from folkmoot.lots.void import Void
from lots.vectors import FOLDER, vectors

REFUSALS = {
    Void: "void",
    BadPool: "bad-pool",
    BadAnnouncement: "bad-announcement",
    BadContribution: "bad-contribution",
    BadBeacon: "bad-beacon",
    BadSource: "bad-source",
    QuotasUnmet: "quotas-unmet",
    BadResult: "bad-result",
}
FILES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())
Head = dict[str, str]


def check_handles(head: Head, body: bytes) -> str:
    assert encode_handles(reversed(decode_handles(body))) == body
    return digest(body)


def check_strata(head: Head, body: bytes) -> str:
    handles = [bytes.fromhex(each) for each in head["handles"].split(",")]
    assert encode_strata(decode_strata(body, handles)) == body
    return digest(body)


def check_announcement(head: Head, body: bytes) -> str:
    announcement = Announcement.decode(body)
    assert announcement.encode() == body
    return announcement.digest


def check_contributions(head: Head, body: bytes) -> str:
    reveals = [bytes.fromhex(each) for each in head["reveals"].split(",") if each]
    return ",".join(each.hex() for each in revealed(decode_lines(body), reveals))


def check_the_source(head: Head, body: bytes) -> None:
    check_source(Announcement.decode(bytes.fromhex(head["announcement"])), Source.parse(body))


def check_draw(head: Head, body: bytes) -> str:
    files = {name: text.encode() for name, text in json.loads(body).items()}
    try:
        report = verify(files)
    except DrawFailed as fault:
        assert isinstance(fault.__cause__, Void)
        raise fault.__cause__ from None
    assert report.result
    return report.result.seed.hex()


CHECKS: dict[str, Callable[[Head, bytes], object]] = {
    "handle": lambda head, body: handle(body.decode(), bytes.fromhex(head["salt"])).hex(),
    "handles": check_handles,
    "strata": check_strata,
    "announcement": check_announcement,
    "contributions": check_contributions,
    "beacon": lambda head, body: beacon.verify(int(head["round"]), bytes.fromhex(head["signature"])).hex(),
    "round-at": lambda head, body: beacon.round_at(int(head["t"])),
    "source": check_the_source,
    "draw": check_draw,
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_vector_ends_as_it_says(path):
    data, _, body = path.read_bytes().partition(b"\n\n")
    head = dict(line.split(": ", 1) for line in data.decode().split("\n"))
    try:
        outcome = CHECKS[head["kind"]](head, body)
    except Void as fault:
        assert REFUSALS[type(fault)] == head["expect"], fault
        return
    assert head["expect"] == "good"
    assert "gives" not in head or str(outcome) == head["gives"]


def test_the_vectors_on_disk_are_those_that_the_generator_makes():
    on_disk = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FILES}
    assert on_disk == vectors()


def test_there_are_vectors_of_every_kind_and_more_bad_ones_than_good():
    assert {path.parent.name for path in FILES} == set(CHECKS)
    good = [path for path in FILES if path.name.startswith("good")]
    assert len(FILES) - len(good) > len(good) > 0


def test_every_refusal_has_a_vector():
    expected = {line for path in FILES for line in path.read_bytes().decode().split("\n")[1:2]}
    assert expected == {f"expect: {word}" for word in ("good", *REFUSALS.values())}
