"""Every vector in spec/vectors/texts ends as it says it must."""

import json
from collections.abc import Callable
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import pytest

from folkmoot.texts.adopt import Collision, adopt, content_of
from folkmoot.texts.carry_over import carry_over
from folkmoot.texts.clause import BadText, Revision, canonical, read_revision
from folkmoot.texts.compile import check, sweep
from folkmoot.texts.edits import Amendment, read_amendment
from folkmoot.texts.labels import citations
from folkmoot.texts.order import order
from folkmoot.texts.plain import read_plain
from folkmoot.texts.relations import relations
from texts.vectors import FOLDER, vectors

FILES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())
REFUSED_AS = {"text": "bad-text", "plain": "bad-text", "amendment": "bad-amendment", "check": "out-of-order"}
Head = dict[str, str]
ORDERS = 6


def a_text(value: Any) -> Revision:
    return read_revision(canonical(value))


def an_amendment(value: Any, number: int = 0, amends: int = 0) -> Amendment:
    return read_amendment(canonical(value), number, amends)


def a_folder(body: bytes) -> tuple[Revision, list[Amendment]]:
    value = json.loads(body)
    amends = value["amends"]
    found = [
        an_amendment(each, int(number), amends.get(number, 0)) for number, each in value["amendments"].items()
    ]
    return a_text(value["base"]), found


def check_text(body: bytes) -> str:
    return read_revision(body).digest


def check_amendment(body: bytes) -> str:
    return read_amendment(body).digest


def check_labels(body: bytes) -> str:
    return " ".join(f"{id}={cited}" for id, cited in citations(read_revision(body)).items())


def check_check(body: bytes) -> None:
    value = json.loads(body)
    base = a_text(value["base"])
    amends = value.get("amends", 0)
    amendment = an_amendment(value["amendment"], value["number"], amends)
    if not amends:
        check(base, amendment)
        return
    amended = an_amendment(value["amended"], amends)
    check(base, amended)
    check(content_of(amended), amendment, base.by_id)


def check_adopt(body: bytes) -> str:
    base, amendments = a_folder(body)
    orders = islice(permutations(amendments), ORDERS)
    (digest,) = {adopt(base, each).revision.digest for each in orders}
    return digest


def check_relations(body: bytes) -> str:
    return " ".join(f"{each.a}-{each.b}:{each.kind}" for each in relations(*a_folder(body)))


def check_order(body: bytes) -> str:
    base, amendments = a_folder(body)
    found = order(base, amendments, relations(base, amendments), json.loads(body)["policy"])
    return " ".join("+".join(map(str, each)) if isinstance(each, tuple) else str(each) for each in found)


def check_sweep(body: bytes) -> str:
    value = json.loads(body)
    base = a_text(value["base"])
    asked = {"format": "folkmoot/amendment/v1", "base": base.digest, "edits": [], "sweeps": [value["sweep"]]}
    (said,) = an_amendment(asked).sweeps
    return " ".join(f"{each.clause}.{each.field}:{each.start}" for each in sweep(base, said, 1))


def check_carry(body: bytes) -> str:
    value = json.loads(body)
    return carry_over(a_text(value["old"]), a_text(value["new"]), an_amendment(value["amendment"], 3)).outcome


def check_plain(body: bytes) -> str:
    return read_plain(body.decode()).revision.digest


CHECKS: dict[str, Callable[[bytes], str | None]] = {
    "text": check_text,
    "amendment": check_amendment,
    "labels": check_labels,
    "check": check_check,
    "adopt": check_adopt,
    "relations": check_relations,
    "order": check_order,
    "sweep": check_sweep,
    "carry-over": check_carry,
    "plain": check_plain,
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_vector_ends_as_it_says(path: Path) -> None:
    data, _, body = path.read_bytes().partition(b"\n\n")
    head: Head = dict(line.split(": ", 1) for line in data.decode().split("\n"))
    try:
        outcome = CHECKS[head["kind"]](body)
    except BadText as fault:
        assert REFUSED_AS[head["kind"]] == head["expect"], fault
    except Collision as fault:
        assert head["expect"] == "collision"
        assert head["names"] == f"{fault.a} {fault.b}"
    else:
        assert head["expect"] == "good"
        assert outcome == head.get("gives")


def test_the_vectors_on_disk_are_those_that_the_generator_makes() -> None:
    on_disk = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FILES}
    assert on_disk == vectors()


def test_there_are_vectors_of_every_kind_and_more_bad_ones_than_good() -> None:
    assert {path.parent.name for path in FILES} == set(CHECKS)
    good = [path for path in FILES if path.name.startswith("good")]
    assert len(FILES) - len(good) > len(good) > 0


def test_every_refusal_has_a_vector() -> None:
    expected = {
        line for path in FILES for line in path.read_bytes().decode(errors="replace").split("\n")[1:2]
    }
    assert expected == {f"expect: {word}" for word in ("good", "collision", *REFUSED_AS.values())}
