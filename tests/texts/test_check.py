"""Whether an amendment fits its base: each way in which it may not, and the edit that is named."""

from dataclasses import replace

import pytest
from hypothesis import given

from folkmoot.texts.adopt import adopt, content_of
from folkmoot.texts.clause import DEEPEST, BadText, Clause, Revision
from folkmoot.texts.compile import check, sweep
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
from texts.chance import assemblies
from texts.text_world import PLAN

NEW = Clause("new", "item", body="words")
SWEEP = Sweep("committee", "council")
PLACES = sweep(PLAN, SWEEP, 1)


def fee(start: int, end: int, new: str, old: str | None = None) -> Reword:
    words = PLAN.by_id["fees"].body
    return Reword("fees", "body", start, end, words[start:end] if old is None else old, new)


def said(*edits: Edit, sweeps: tuple[Sweep, ...] = (), base: Revision = PLAN, amends: int = 0) -> Amendment:
    return Amendment(0, base.digest, edits, amends, sweeps)


GOOD: dict[str, Amendment] = {
    "words left out at the end": said(fee(25, 30, "")),
    "words put in at the start": said(fee(0, 0, "So: ")),
    "words side by side": said(fee(11, 15, "ten"), fee(15, 15, ","), fee(16, 22, "euros")),
    "two clauses in one gap": said(Insert("", "", NEW), Insert("", "", replace(NEW, id="n2"))),
    "a replacement that keeps what it names": said(
        Replace("votes", Clause("votes", children=(PLAN.by_id["branch"], NEW)))
    ),
    "replaced and moved": said(Replace("fees", Clause("fees")), Move("fees", "means", "")),
    "a wrap and what comes after it": said(Wrap("fees", Clause("in")), Insert("fees", "in", Clause("n2"))),
    "a label taken away": said(Relabel("aims", "")),
    "left out, and something in its place": said(Delete("fees"), Insert("aims", "fees", Clause("n"))),
    "a sweep": said(*PLACES, sweeps=(SWEEP,)),
    "a sweep but for one place": said(
        *PLACES[1:], sweeps=(replace(SWEEP, struck=((PLACES[0].clause, "body", PLACES[0].start),)),)
    ),
    "a sweep of what others may insert": said(sweeps=(Sweep("nowhere yet", "x", inserted=True),)),
}


@pytest.mark.parametrize("amendment", GOOD.values(), ids=GOOD)
def test_what_fits_is_let_through(amendment: Amendment) -> None:
    check(PLAN, amendment)


E_ACUTE = Revision("", (Clause("a", body="e x\u0304y"),))
BAD: dict[str, tuple[Amendment, str]] = {
    "another text": (Amendment(0, "0" * 64, (Delete("fees"),)), "anchored in another text"),
    "nothing": (said(), "changes nothing"),
    "no such clause": (said(Delete("fees"), Delete("x")), "edit 2: there is no clause x"),
    "no such field": (said(replace(fee(0, 3, "A"), field="foot")), "edit 1: there is no field foot"),
    "other words": (said(fee(0, 3, "A", "One")), "edit 1: clause fees does not say “One” there"),
    "beyond the end": (said(fee(30, 99, "A", "")), "does not say"),
    "backwards": (said(fee(5, 3, "A", "")), "does not say"),
    "before the start": (said(fee(-1, 3, "A", "")), "does not say"),
    "the same words": (said(fee(0, 3, "The")), "says what stands there"),
    "hidden characters": (said(fee(0, 3, "A\u202e")), "invisible character U\\+202E"),
    "letters in two parts": (said(fee(0, 3, "e\u0301")), "normal form"),
    "an accent to what stands before": (said(fee(3, 3, "\u0301")), "letter from its accent"),
    "no such sweep": (said(replace(fee(0, 3, "A"), sweep=1)), "there is no sweep 1"),
    "no such parent": (said(Insert("x", "", NEW)), "there is no clause x"),
    "no such neighbour": (said(Insert("aims", "paper", NEW)), "no clause paper hangs there"),
    "a neighbour at the top": (said(Insert("", "fees", NEW)), "no clause fees hangs there"),
    "an id that is taken": (said(Insert("", "", Clause("fees"))), "the id fees is taken"),
    "an id taken below": (
        said(Insert("", "", Clause("n", children=(Clause("fees"),)))),
        "the id fees is taken",
    ),
    "one id twice": (said(Insert("", "", NEW), Insert("aims", "", NEW)), "edit 2: the id new is taken"),
    "one id twice in one fragment": (
        said(Insert("", "", Clause("n", children=(Clause("n"),)))),
        "stands twice",
    ),
    "an id that is none": (said(Insert("", "", Clause("N n"))), "an id is"),
    "an id that stands for an edit": (said(Insert("", "", Clause("edit-1"))), "the id edit-1 is taken"),
    "a kind that is none": (said(Insert("", "", Clause("n", "A kind"))), "a kind is"),
    "hidden characters in a clause": (said(Insert("", "", Clause("n", body="\x07"))), "U\\+0007"),
    "a replacement of another id": (said(Replace("fees", Clause("n"))), "It keeps fees"),
    "a replacement by the same": (said(Replace("fees", PLAN.by_id["fees"])), "says what stands there"),
    "a replacement with ids from elsewhere": (
        said(Replace("votes", Clause("votes", children=(Clause("fees"),)))),
        "the id fees is taken",
    ),
    "moved below itself": (said(Move("votes", "ballot", "")), "cannot hang below itself"),
    "moved into itself": (said(Move("votes", "votes", "")), "cannot hang below itself"),
    "moved to where it stands": (said(Move("votes", "aims", "homes")), "to where it stands"),
    "moved after itself": (said(Move("votes", "aims", "votes")), "to where it stands"),
    "the first moved to the start": (said(Move("aims", "", "")), "to where it stands"),
    "an inner clause with words": (said(Wrap("fees", Clause("n", body="x"))), "has words of its own"),
    "an inner clause of a taken id": (said(Wrap("fees", Clause("votes"))), "the id votes is taken"),
    "the same label": (said(Relabel("fees", None)), "has this label"),
    "a label too long": (said(Relabel("fees", "x" * 41)), "at most 40"),
    "words that overlap": (said(fee(11, 22, "x"), fee(16, 24, "y")), "edit 2: it meets edit 1"),
    "two insertions at one point": (said(fee(4, 4, "x"), fee(4, 4, "y")), "edit 2: it meets edit 1"),
    "one edit twice": (said(fee(4, 7, "x"), fee(4, 7, "x")), "edit 2: it meets edit 1"),
    "words of what is left out": (
        said(fee(4, 7, "x"), Delete("aims")),
        "edit 2: it meets edit 1 .* clause aims",
    ),
    "left out twice": (said(Delete("fees"), Delete("fees")), "edit 2: it meets edit 1"),
    "left out inside": (said(Delete("votes"), Delete("ballot")), "edit 2: it meets edit 1"),
    "moved twice": (said(Move("fees", "", ""), Move("fees", "means", "")), "edit 2: it meets edit 1"),
    "moved into each other": (said(Move("aims", "means", ""), Move("means", "aims", "")), "it meets edit 1"),
    "moved in a circle": (
        said(Move("homes", "votes", ""), Move("votes", "fees", ""), Move("fees", "homes", "")),
        "clause homes: its moves put clauses below one another",
    ),
    "wrapped twice": (said(Wrap("fees", Clause("a")), Wrap("fees", Clause("b"))), "edit 2: it meets edit 1"),
    "a sweep without its places": (said(fee(0, 3, "A"), sweeps=(SWEEP,)), "sweep 1: its edits are not all"),
    "a sweep with a place too many": (
        said(*PLACES, replace(fee(0, 3, "A"), sweep=1), sweeps=(SWEEP,)),
        "sweep 1: its edits are not all",
    ),
    "a sweep for nothing": (said(fee(0, 3, "A"), sweeps=(Sweep("", "x"),)), "finds nothing"),
    "a sweep that changes nothing": (said(fee(0, 3, "A"), sweeps=(Sweep("x", "x"),)), "finds nothing"),
    "a sweep of hidden characters": (said(fee(0, 3, "A"), sweeps=(Sweep("x", "\u202e"),)), "U\\+202E"),
    "a sweep of an accent": (said(fee(0, 3, "A"), sweeps=(Sweep("x", "\u0304"),)), "finds nothing"),
    "a sweep struck off elsewhere": (
        said(*PLACES, sweeps=(replace(SWEEP, struck=(("fees", "body", 0),)),)),
        "struck off in clause fees",
    ),
    "a sweep struck off in no clause": (
        said(*PLACES, sweeps=(replace(SWEEP, struck=(("x", "body", 0),)),)),
        "struck off in clause x",
    ),
}


@pytest.mark.parametrize(("amendment", "says"), BAD.values(), ids=BAD)
def test_what_does_not_fit_is_refused_and_named(amendment: Amendment, says: str) -> None:
    with pytest.raises(BadText, match=says):
        check(PLAN, amendment)


def test_a_letter_is_never_parted_from_its_accent() -> None:
    for start, end in ((0, 3), (3, 3), (3, 4)):
        with pytest.raises(BadText, match="accent"):
            check(E_ACUTE, said(Reword("a", "body", start, end, "e x\u0304"[start:end], "o"), base=E_ACUTE))
    check(E_ACUTE, said(Reword("a", "body", 2, 4, "x\u0304", "o"), base=E_ACUTE))


def test_nothing_comes_to_hang_too_deep() -> None:
    deep = Clause("c0")
    for number in range(1, DEEPEST):
        deep = Clause(f"c{number}", children=(deep,))
    text = Revision("", (deep,))
    with pytest.raises(BadText, match="more than 40 deep"):
        check(text, said(Insert("c0", "", Clause("n")), base=text))
    with pytest.raises(BadText, match="more than 40 deep"):
        check(text, said(Wrap("c9", Clause("n")), base=text))


def test_ids_from_elsewhere_can_be_ruled_out() -> None:
    check(PLAN, said(Insert("", "", Clause("there"))))
    with pytest.raises(BadText, match="the id there is taken"):
        check(PLAN, said(Insert("", "", Clause("there"))), taken={"there"})


PRIMARY = said(
    fee(11, 15, "ten"),
    Insert("", "", NEW),
    Insert("means", "", Clause("n3", body="x")),
    Replace("votes", Clause("votes", body="x")),
    Wrap("homes", Clause("frame")),
    Delete("note"),
    Relabel("aims", "A"),
    *PLACES[-1:],
    sweeps=(replace(SWEEP, struck=tuple((place.clause, place.field, place.start) for place in PLACES[:-1])),),
)
CONTENT = content_of(PRIMARY)
HELD: dict[str, Edit] = {
    "new words": Reword("edit-1", "body", 0, 3, "ten", "six"),
    "words of a sweep": Reword("sweep-1", "body", 0, 7, "council", "board"),
    "a label": Reword("edit-7", "body", 0, 1, "A", "B"),
    "words of a fragment": Reword("n3", "body", 0, 1, "x", "y"),
    "beside what is inserted": Insert("edit-3", "", Clause("m")),
    "below what is inserted": Insert("n3", "", Clause("m")),
    "below a replacement": Insert("votes", "", Clause("m")),
    "after the inner clause": Insert("edit-5", "frame", Clause("m")),
    "the label of the inner clause": Relabel("frame", "(1)"),
    "an edit taken back": Delete("edit-6"),
    "a place struck off": Delete("edit-8"),
    "moved to another insertion": Move("n3", "edit-2", "new"),
    "a fragment wrapped": Wrap("n3", Clause("m")),
}
NOT_HELD: dict[str, Edit] = {
    "words where there are none": Reword("edit-6", "body", 0, 0, "", "x"),
    "the heading of new words": Reword("edit-1", "heading", 0, 0, "", "x"),
    "words of a place": Reword("edit-8", "body", 0, 0, "", "x"),
    "words of the inner clause": Reword("frame", "body", 0, 0, "", "x"),
    "below new words": Insert("edit-1", "", Clause("m")),
    "beside a replacement": Insert("edit-4", "votes", Clause("m")),
    "before the inner clause": Insert("edit-5", "", Clause("m")),
    "below the inner clause": Insert("frame", "", Clause("m")),
    "at the top": Insert("", "", Clause("m")),
    "an edit moved": Move("edit-1", "edit-3", ""),
    "an edit replaced": Replace("edit-1", Clause("edit-1")),
    "an edit wrapped": Wrap("edit-1", Clause("m")),
    "an edit relabelled": Relabel("edit-1", "x"),
    "a replacement moved away": Move("votes", "edit-3", ""),
    "moved to the top": Move("n3", "", ""),
    "moved below new words": Move("n3", "edit-1", ""),
}


@pytest.mark.parametrize("edit", HELD.values(), ids=HELD)
def test_an_amendment_to_an_amendment_may_change_its_words(edit: Edit) -> None:
    check(CONTENT, said(edit, base=CONTENT, amends=3))
    number = Amendment(3, PRIMARY.base, PRIMARY.edits, sweeps=PRIMARY.sweeps)
    secondary = Amendment(4, CONTENT.digest, (edit,), amends=3)
    assert adopt(PLAN, [number, secondary]).revision != adopt(PLAN, [number]).revision


@pytest.mark.parametrize("edit", NOT_HELD.values(), ids=NOT_HELD)
def test_an_amendment_to_an_amendment_changes_nothing_else(edit: Edit) -> None:
    with pytest.raises(BadText, match="an amendment to an amendment cannot do that"):
        check(CONTENT, said(edit, base=CONTENT, amends=3))


@given(assemblies())
def test_what_passes_can_be_adopted_alone(world) -> None:
    base, found = world
    for each in found:
        check(base, each)
        assert adopt(base, [each]).revision.title == base.title
