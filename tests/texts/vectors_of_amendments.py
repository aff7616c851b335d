"""The vectors of what amendments do, and how every vector is written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from folkmoot.texts.adopt import adopt, content_of
from folkmoot.texts.carry_over import carry_over
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import sweep
from folkmoot.texts.edits import (
    Amendment,
    Delete,
    Edit,
    Insert,
    Move,
    Relabel,
    Replace,
    Reword,
    Sweep,
    Wrap,
)
from folkmoot.texts.order import order
from folkmoot.texts.relations import relations
from texts.text_world import PLAN

GOOD = "good"
Vector = tuple[str, bytes]
NEW = Clause("new", body="Rents are fair.")


def vector(name: str, expect: str, why: str, body: bytes, **headers: object) -> Vector:
    lines = {"kind": name.partition("/")[0], "expect": expect, "why": why, **headers}
    head = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return name, head.encode() + b"\n" + body


def as_body(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode()


def value_of(thing: Revision | Amendment) -> Any:
    return json.loads(thing.data)


def by(number: int, *edits: Edit, base: Revision = PLAN, sweeps: tuple[Sweep, ...] = ()) -> Amendment:
    return Amendment(number, base.digest, edits, 0, sweeps)


def to(amended: Amendment, number: int, *edits: Edit) -> Amendment:
    return Amendment(number, content_of(amended).digest, edits, amended.number)


EDITS = (
    Reword("fees", "body", 11, 15, "five", "ten"),
    Insert("aims", "homes", NEW),
    Delete("rows"),
    Replace("paper", Clause("paper", body="No paper.")),
    Move("note", "aims", "fees"),
    Wrap("homes", Clause("inner", "item")),
    Relabel("votes", "1A"),
)
ALL = by(0, *EDITS)
ASKED = Sweep("committee", "panel", struck=(("paper", "body", 4),))
THREE = by(3, EDITS[0], EDITS[1])
TO_THREE = to(THREE, 9, Reword("new", "body", 10, 14, "fair", "low"), Delete("edit-1"))
OTHER = by(8, Reword("fees", "body", 11, 22, "five pounds", "nothing"))
GONE = by(5, Delete("aims"))
SWEPT = by(7, *sweep(PLAN, ASKED, 1), sweeps=(replace(ASKED, inserted=True),))


def check_vectors() -> Iterator[Vector]:
    seven = by(7, *EDITS)
    good: tuple[tuple[str, Amendment, str], ...] = (
        ("all-kinds", by(0, *EDITS), "one edit of each kind"),
        (
            "two-inserts",
            by(0, *(Insert("aims", "homes", replace(NEW, id=id)) for id in "mn")),
            "the same twice",
        ),
        ("wrap-and-insert", by(0, EDITS[5], Insert("homes", "inner", NEW)), "after the new inner clause"),
        ("sweep", by(0, *sweep(PLAN, ASKED, 1), sweeps=(ASKED,)), "all its places but those struck off"),
        ("kept-id", by(0, Replace("votes", Clause("votes", children=(Clause("branch"),)))), "a kept id"),
    )
    for name, amendment, why in good:
        yield vector(f"check/good-{name}", GOOD, why, asked(amendment))
    to_it = to(seven, 8, Reword("new", "body", 10, 14, "fair", "low"), Delete("edit-3"))
    yield vector("check/good-to-another", GOOD, "an amendment to an amendment", asked(to_it, seven))
    reword = EDITS[0]
    other = Revision("Another", PLAN.clauses)
    bad: tuple[tuple[str, Amendment, str], ...] = (
        ("other-base", by(0, reword, base=other), "anchored in another text"),
        ("nothing", by(0), "it changes nothing"),
        ("no-clause", by(0, Delete("gone")), "the clause is there"),
        ("no-parent", by(0, Insert("gone", "", NEW)), "the parent is there"),
        ("after-elsewhere", by(0, Insert("aims", "paper", NEW)), "the neighbour hangs under the parent"),
        ("old-words", by(0, replace(reword, old="nine")), "the old words are those of the text"),
        ("beyond", by(0, Reword("fees", "body", 29, 30, "", "x")), "inside the field"),
        ("backwards", by(0, Reword("fees", "body", 15, 11, "", "x")), "the start is not after the end"),
        ("same-words", by(0, replace(reword, new="five")), "it says something else"),
        (
            "accent",
            by(0, Reword("fees", "body", 11, 11, "", "\u0301x")),
            "no letter is parted from its accent",
        ),
        ("id-taken", by(0, Insert("aims", "", replace(NEW, id="fees"))), "a new clause has a new id"),
        ("id-of-edit", by(0, Insert("aims", "", replace(NEW, id="edit-1"))), "no id of an edit"),
        ("replace-id", by(0, Replace("fees", NEW)), "a replacement keeps the id"),
        ("replace-same", by(0, Replace("fees", PLAN.by_id["fees"])), "it says something else"),
        ("inner-words", by(0, Wrap("fees", replace(NEW, id="inner"))), "the inner clause brings no words"),
        ("move-nowhere", by(0, Move("fees", "aims", "votes")), "it moves the clause somewhere else"),
        ("move-below-itself", by(0, Move("aims", "fees", "")), "nothing hangs below itself"),
        ("same-label", by(0, Relabel("fees", None)), "the label is another"),
        ("overlap", by(0, reword, Reword("fees", "body", 13, 18, "ve po", "x")), "its edits do not overlap"),
        (
            "one-point",
            by(0, *(Reword("fees", "body", 3, 3, "", each) for each in "xy")),
            "nor meet in a point",
        ),
        ("delete-and-reword", by(0, reword, Delete("aims")), "none takes away what another stands on"),
        ("moves-in-a-circle", by(0, Move("aims", "means", ""), Move("means", "aims", "")), "no circle"),
        ("sweep-not-all", by(0, *sweep(PLAN, ASKED, 1)[1:], sweeps=(ASKED,)), "a sweep is at all its places"),
        ("sweep-unknown", by(0, replace(reword, sweep=1)), "the sweep is stated"),
        (
            "sweep-struck",
            by(0, *sweep(PLAN, ASKED, 1), sweeps=(replace(ASKED, struck=(("fees", "body", 0),)),)),
            "what is struck off is a place",
        ),
        ("sweep-finds-nothing", by(0, sweeps=(Sweep("", "x", inserted=True),)), "it looks for something"),
    )
    for name, amendment, why in bad:
        yield vector(f"check/bad-{name}", "out-of-order", why, asked(amendment))
    for name, edit, why in (
        ("heading", Reword("edit-1", "heading", 0, 0, "", "x"), "an edit has no heading"),
        ("move", Move("edit-1", "", "edit-2"), "edits are not moved"),
        ("insert", Insert("", "", Clause("m")), "no edit comes in"),
        ("second-replacement", Insert("edit-4", "", Clause("m")), "one clause in the place of one"),
        ("id-of-text", Insert("new", "", replace(NEW, id="fees")), "an id of the text is taken"),
    ):
        yield vector(f"check/bad-to-another-{name}", "out-of-order", why, asked(to(seven, 8, edit), seven))


def asked(amendment: Amendment, amended: Amendment | None = None) -> bytes:
    more: dict[str, object] = {"amended": value_of(amended), "amends": amended.number} if amended else {}
    return as_body(base=value_of(PLAN), amendment=value_of(amendment), number=amendment.number, **more)


def adopt_vectors() -> Iterator[Vector]:
    inserts = (
        by(2, Insert("aims", "homes", Clause("m", label="(2)", body="Two."))),
        by(4, Insert("aims", "homes", Clause("n", body="Four."))),
        by(6, Insert("aims", "homes", Clause("o", label="(10)", body="Ten.")), Move("fees", "aims", "homes")),
    )
    touching = tuple(by(number, Reword("fees", "body", 11, 11, "", f"{number} ")) for number in (8, 2))
    for name, amendments, why in (
        ("nothing", (), "adopting nothing is the base"),
        ("all-kinds", (by(1, *EDITS),), "one edit of each kind"),
        ("same-twice", (THREE, replace(THREE, number=4)), "the same by two is once"),
        (
            "same-new-ids",
            (by(1, EDITS[1]), by(2, Insert("aims", "homes", replace(NEW, id="m")))),
            "ids apart",
        ),
        ("fallen", (THREE, GONE), "what stands on a clause that goes is dropped"),
        ("after-what-goes", (by(1, Delete("homes")), by(2, EDITS[1])), "the gap after it stays"),
        ("one-gap", inserts, "by label, then by number; what stood there last"),
        ("one-point", touching, "at one point by number"),
        (
            "wrapped",
            (by(1, EDITS[5], Insert("homes", "inner", NEW)), by(2, Insert("homes", "", Clause("m")))),
            "inside and after",
        ),
        ("wrapped-words", (by(1, Wrap("fees", Clause("inner"))), by(2, EDITS[0])), "the words go inside"),
        ("to-another", (THREE, TO_THREE), "its content first"),
        ("to-one-not-carried", (TO_THREE, OTHER), "without effect"),
        (
            "sweep",
            (SWEPT, by(8, Insert("", "", Clause("m", body="A committee, committees.")))),
            "over inserted matter",
        ),
        (
            "moved-into-moved",
            (by(1, Move("fees", "paper", "")), by(2, Move("paper", "aims", "votes"))),
            "both moves",
        ),
    ):
        gives = adopt(PLAN, amendments).revision.digest
        yield vector(f"adopt/good-{name}", GOOD, why, folder(amendments), gives=gives)
    circle = (
        by(1, Move("homes", "votes", "")),
        by(2, Move("votes", "fees", "")),
        by(3, Move("fees", "homes", "")),
    )
    for name, amendments, names, why in (
        ("overlap", (THREE, OTHER), "3 8", "they change the same words"),
        (
            "inside",
            (by(1, Reword("fees", "body", 13, 13, "", "x")), THREE),
            "1 3",
            "an insertion strictly inside",
        ),
        ("replace-and-delete", (by(1, Delete("paper")), by(2, EDITS[3])), "1 2", "one clause, two fates"),
        (
            "two-replacements",
            (by(1, EDITS[3]), by(2, Replace("paper", Clause("paper")))),
            "1 2",
            "alternatives",
        ),
        ("moves", (by(1, EDITS[4]), by(2, Move("note", "", "aims"))), "1 2", "one clause to two places"),
        (
            "moves-below-each-other",
            (by(1, Move("aims", "means", "")), by(2, Move("means", "aims", ""))),
            "1 2",
            "below",
        ),
        ("moves-in-a-circle", circle, "1 3", "three moves close a circle"),
        ("wraps", (by(1, EDITS[5]), by(2, Wrap("homes", Clause("m")))), "1 2", "wrapped twice, not alike"),
        ("labels", (by(1, EDITS[6]), by(2, Relabel("votes", "1B"))), "1 2", "two labels"),
        (
            "one-id",
            (by(1, EDITS[1]), by(2, Insert("aims", "fees", NEW))),
            "1 2",
            "two versions of one clause",
        ),
        (
            "in-content",
            (THREE, TO_THREE, to(THREE, 10, Reword("new", "body", 10, 14, "fair", "dear"))),
            "9 10",
            "amendments to an amendment collide as others do",
        ),
    ):
        yield vector(f"adopt/bad-{name}", "collision", why, folder(amendments), names=names)


def folder(amendments: tuple[Amendment, ...], base: Revision = PLAN, **more: object) -> bytes:
    found: Mapping[str, Any] = {str(each.number): value_of(each) for each in amendments}
    amends = {str(each.number): each.amends for each in amendments if each.amends}
    return as_body(base=value_of(base), amendments=found, amends=amends, **more)


def relation_vectors() -> Iterator[Vector]:
    two = by(2, Reword("fees", "body", 15, 15, "", " or six"))
    for name, amendments, why in (
        ("words", (THREE, OTHER, two, replace(THREE, number=4)), "conflict, same, touching"),
        (
            "going",
            (THREE, GONE, by(6, Replace("aims", Clause("aims"))), by(7, EDITS[0], Delete("rows"))),
            "falls",
        ),
        ("gaps", (by(1, EDITS[1]), by(2, Move("fees", "aims", "homes")), by(3, Delete("homes"))), "one gap"),
        (
            "structure",
            (by(1, *EDITS[4:]), by(2, Move("note", "", ""), Relabel("votes", "1B"))),
            "moves, labels",
        ),
        ("versions", (by(1, EDITS[1]), by(2, Insert("aims", "fees", NEW))), "two versions of one clause"),
        ("to-another", (THREE, TO_THREE, to(THREE, 10, Delete("edit-2"))), "among those to one amendment"),
    ):
        said = " ".join(f"{each.a}-{each.b}:{each.kind}" for each in relations(PLAN, amendments))
        yield vector(f"relations/good-{name}", GOOD, why, folder(amendments), gives=said)


def order_vectors() -> Iterator[Vector]:
    rows = (
        by(1, Delete("votes")),
        by(2, Reword("ballot", "body", 0, 2, "by", "in")),
        by(3, Replace("votes", Clause("votes", body="None."))),
        by(4, Reword("votes", "body", 0, 3, "The", "A")),
        by(5, Insert("aims", "votes", NEW)),
        by(6, Delete("branch")),
        by(7, Reword("branch", "body", 0, 2, "by", "in")),
        by(8, Reword("aims", "heading", 0, 4, "Aims", "Ends")),
        by(9, Reword("fees", "body", 11, 15, "five", "ten")),
        by(10, Reword("fees", "body", 11, 22, "five pounds", "nothing at all")),
        by(11, Reword("fees", "body", 11, 15, "five", "six")),
        by(12, Move("homes", "aims", "votes")),
    )
    for name, amendments, why in (
        ("plan", rows, "words, items, replacement, deletion, what comes after; rivals"),
        (
            "secondary",
            (by(4, EDITS[3]), THREE, TO_THREE, to(THREE, 10, Delete("edit-2"))),
            "before their primary",
        ),
        ("pairs", rows[8:10], "two rivals"),
    ):
        for policy in ("text", "furthest"):
            found = order(PLAN, amendments, relations(PLAN, amendments), policy)
            said = " ".join(
                "+".join(map(str, each)) if isinstance(each, tuple) else str(each) for each in found
            )
            yield vector(
                f"order/good-{name}-{policy}", GOOD, why, folder(amendments, policy=policy), gives=said
            )


def sweep_vectors() -> Iterator[Vector]:
    words = "Fee, fee, fees; fee-free, coffee. feefee"
    base = Revision(
        "Fees", (Clause("a", heading="Fee", body=words, tail="the fee"), Clause("b", body="aaaa"))
    )
    for name, said, why in (
        ("words", Sweep("fee", "due"), "no part of a longer word"),
        ("parts", Sweep("fee", "due", part=True), "a part of a longer word too"),
        ("capital", Sweep("Fee", "Due"), "letters are told apart"),
        ("no-overlap", Sweep("aa", "b", part=True), "from left to right, never overlapping"),
        ("mark", Sweep(",", ";"), "a mark has no word around it"),
        ("struck", Sweep("fee", "due", struck=(("a", "tail", 4),)), "but those struck off"),
        ("none", Sweep("tax", "due"), "nothing is found"),
    ):
        found = sweep(base, said, 1)
        gives = " ".join(f"{each.clause}.{each.field}:{each.start}" for each in found)
        one = json.loads(by(0, sweeps=(said,)).data)["sweeps"][0]
        body = as_body(base=value_of(base), sweep=one)
        yield vector(f"sweep/good-{name}", GOOD, why, body, gives=gives)


def carry_vectors() -> Iterator[Vector]:
    def newer(**fields: str) -> Revision:
        fees = replace(PLAN.by_id["fees"], **fields)
        aims = replace(PLAN.clauses[0], children=(*PLAN.clauses[0].children[:2], fees))
        return Revision(PLAN.title, (aims, PLAN.clauses[1]))

    reword, insert = by(3, EDITS[0]), by(3, Reword("fees", "body", 8, 8, "", "still "))
    for name, new, amendment, why in (
        ("same", PLAN, by(3, *EDITS), "nothing changed"),
        ("shifted", newer(body="For all, the fee is five pounds a year."), reword, "its words have moved"),
        ("made", newer(body="The fee is ten pounds a year."), reword, "the new text says it"),
        ("touched", newer(body="The fee is four pounds a year."), reword, "its words have changed"),
        ("beside", newer(body="The fee was five pounds a year."), insert, "an insertion's neighbour changed"),
        ("elsewhere", newer(body="The fee is five pounds, monthly."), insert, "changed elsewhere"),
        ("delete-changed", newer(heading="Fees"), by(3, Delete("fees")), "the clause says something else"),
        ("delete-gone", Revision("", (PLAN.clauses[1],)), by(3, Delete("fees")), "the clause is gone"),
        ("insert-gap-gone", Revision("", (PLAN.clauses[1],)), by(3, EDITS[1]), "the gap is gone"),
    ):
        gives = carry_over(PLAN, new, amendment).outcome
        body = as_body(old=value_of(PLAN), new=value_of(new), amendment=value_of(amendment))
        yield vector(f"carry-over/good-{name}", GOOD, why, body, gives=gives)
