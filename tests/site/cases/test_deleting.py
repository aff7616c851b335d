"""Whoever deletes all that they may delete takes their words away from everybody, and changes no ruling.

The record keeps code names and seals, which then lead nowhere; the pages of the others stay open.
"""

import re
from collections.abc import Callable
from html import unescape

import pytest
from click.testing import CliRunner

from case_world import DAY, Cases
from folkmoot.cli.audit import command as audit
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.replay import replay_one
from folkmoot.site.cases.acts import charges
from folkmoot.site.cases.models import Seat
from folkmoot.site.evidence import acts as evidence
from folkmoot.site.evidence import reading as shelf
from folkmoot.site.evidence.models import CaseKey, Item, Part
from folkmoot.site.front import acts as front
from folkmoot.site.members.models import Person
from folkmoot.site.record import memory, publication
from folkmoot.site.record.models import Entry

STAGES: dict[str, Callable[[Cases], str]] = {
    "filed": lambda cases: cases.filed(),
    "opened": lambda cases: cases.opened(),
    "on papers": lambda cases: cases.on_papers(),
    "decided": lambda cases: cases.decided("rights limit"),
}
LIVE = 400
"""Days after which a case is looked at again: what time makes of it must not change either."""
ROOMS = ("/cases/", "/evidence/", "/letters/", "/help/clocks/")


# Deleting


def erase_keys(cases: Cases, name: str, on: str) -> None:
    """What one may have done while one stays: one's key in the case, and all that lies under it."""
    evidence.erase(cases[name], on, cases.now)


def leave_and_be_erased(cases: Cases, name: str, on: str) -> None:
    """Everything: the key, the membership, the person."""
    evidence.erase(cases[name], on, cases.now)
    front.leave(person=cases[name], at=cases.now)
    front.erase(person=cases[name], at=cases.now)


WAYS = (erase_keys, leave_and_be_erased)


def written_by(person: Person) -> set[str]:
    """What somebody has written in cases, but for what others have written in the same words."""
    found = {item: shelf.words(item) for item in Item.objects.filter(destroyed_at=None)}
    mine = {words for item, words in found.items() if item.person_id == person.pk}
    rest = "\n".join(words for item, words in found.items() if item.person_id != person.pk)
    return {words for words in mine if words not in rest}


# Looking


def entries() -> list[bytes]:
    return list(memory.entries(0))


def course(leaves: list[bytes], on: str, at: int) -> list[str]:
    """What follows from these entries: the case after each of them, and what time makes of it later."""
    found, told = Assembly(), []
    for index in range(len(leaves)):
        [leaf] = [each for each in memory.leaves(index) if each.index == index]
        replay_one(found, leaf, memory.paper)
        if on in found.cases:
            case = found.cases[on]
            told.append(repr(standing(case, max(leaf.time, at))))
    case = found.cases[on]
    return [*told, *(repr(standing(case, at + day * DAY)) for day in (1, 30, LIVE))]


def pages(cases: Cases, name: str, on: str) -> dict[str, str]:
    """Every page of these rooms that somebody comes to by links from the case; none answers with a fault."""
    client, found = cases.client(name, by_passkey=name == "Oona"), dict[str, str]()
    acts = Entry.objects.filter(on__startswith=on).values_list("index", flat=True)
    waiting = [f"/cases/{on}/", "/cases/", "/letters/", *(f"/record/{index}/" for index in acts)]
    waiting += [f"/evidence/{item}/" for item in Item.objects.values_list("pk", flat=True)]
    while waiting:
        page = waiting.pop()
        if page in found:
            continue
        answer = client.get(page)
        assert answer.status_code < 500, f"{page} for {name or 'an outsider'}"
        html = "text/html" in answer.headers["Content-Type"] and not answer.streaming
        found[page] = unescape(answer.content.decode()) if html else ""
        links = re.findall(r'href="(/[^"#?]*)', found[page])
        waiting += [each for each in links if each.startswith(ROOMS) and "statistics" not in each]
    return found


def others(cases: Cases, on: str, name: str) -> list[str]:
    """The other side, somebody of the panel or the adjudicator, whoever looks into it, an officer, nobody."""
    seats = Seat.objects.filter(docket_id=on, role__in=("adjudicator", "panel member"), until=None)
    judge = [seat.person.shown_name for seat in seats.select_related("person") if seat.person][:1]
    return [each for each in ("Sol", "Cleo", *judge, "Ines", "Oona", "") if each != name]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["Sol", "Cleo"])
@pytest.mark.parametrize("stage", STAGES)
def test_replay_is_unchanged_and_the_pages_stay_open_and_the_words_are_gone(
    cases: Cases, stage: str, name: str, way: Callable[[Cases, str, str], None]
) -> None:
    on = STAGES[stage](cases)
    before, person = entries(), cases[name]
    ahead = course(before, on, cases.now)
    words = written_by(person)
    mine = list(Item.objects.filter(person=person).values_list("pk", flat=True))
    assert words or (name, stage) in (("Sol", "filed"), ("Sol", "opened")), "there is something to delete"
    way(cases, name, on)

    assert entries()[: len(before)] == before
    now = course(before, on, cases.now)
    assert now == ahead
    memory.forget()
    assert repr(standing(cases.case(on), cases.now)) == ahead[len(ahead) - 4], "the leaving is no act in it"

    assert not Part.objects.filter(item__in=mine).exists()
    assert not CaseKey.objects.filter(person=person).exclude(box=b"").exists()
    for item in Item.objects.filter(pk__in=mine):
        with pytest.raises(shelf.Destroyed):
            shelf.read(item)

    for reader in others(cases, on, name):
        found = pages(cases, reader, on)
        assert len(found) > 3
        for page, html in found.items():
            assert [each for each in words if each in html] == [], f"{page} for {reader or 'an outsider'}"
    pages(cases, name, on)
    publication.publish(cases.now)
    ran = CliRunner().invoke(audit, [str(publication.folder()), "--no-keep"])
    assert ran.exit_code == 0, ran.output


@pytest.mark.parametrize("name", ["Sol", "Cleo"])
def test_the_search_for_words_finds_them_while_they_are_there(cases: Cases, name: str) -> None:
    on = cases.on_papers()
    words = written_by(cases[name])
    assert words
    for reader in ("Sol", "Cleo"):
        everything = "".join(pages(cases, reader, on).values())
        assert all(" ".join(each.split()) in " ".join(everything.split()) for each in words), reader


def test_the_panel_decides_the_case_of_somebody_who_has_been_erased(cases: Cases) -> None:
    from folkmoot.site.cases.acts.decisions import Finding, Judgement, agree, decide

    on = cases.on_papers()
    panel, case = cases.panel(on), cases.case(on)
    leave_and_be_erased(cases, "Sol", on)
    said = Judgement(
        [Finding(each, False, [], "It was not shown.") for each in case.charges],
        {"kind": "none"}, "Nothing was shown.", "Not proved.",
    )  # fmt: skip
    index = decide(on=on, by=panel[0], judgement=said, at=cases.now).entry.index
    for hand in panel[1 : len(panel) // 2 + 1]:
        agree("decision.agree", on=on, by=hand, index=index, at=cases.now)
    assert cases.case(on).decided is not None
    for reader in others(cases, on, "Sol"):
        pages(cases, reader, on)


def test_nothing_is_served_on_somebody_who_has_been_erased_and_the_case_ends_by_its_terms(
    cases: Cases,
) -> None:
    on = cases.opened()
    leave_and_be_erased(cases, "Sol", on)
    size = len(entries())
    with pytest.raises(OutOfOrder, match="erased"):
        charges.serve(on=on, by=cases.officer(), way="e-mail", at=cases.now)
    assert len(entries()) == size
    cases.pass_days(LIVE)
    assert cases.state(on) == "void"


# Holds


def test_what_is_held_stays_for_those_who_need_it_and_goes_when_the_hold_ends(cases: Cases) -> None:
    on = cases.on_papers()
    words = written_by(cases["Cleo"])
    hold = evidence.hold(cases["Sol"], on, cases.now + 90 * DAY, "defence", at=cases.now)
    before = Item.objects.filter(destroyed_at=None).count()
    with pytest.raises(evidence.Held, match="A hold stands"):
        evidence.erase(cases["Cleo"], on, cases.now)
    front.leave(person=cases["Cleo"], at=cases.now)
    front.erase(person=cases["Cleo"], at=cases.now)
    assert Item.objects.filter(destroyed_at=None).count() == before
    held = " ".join("".join(pages(cases, "Sol", on).values()).split())
    assert all(" ".join(each.split()) in held for each in words)
    evidence.lift(hold, cases.now)
    evidence.forget_the_erased(cases.now)
    for reader in ("Sol", "Oona", ""):
        gone = "".join(pages(cases, reader, on).values())
        assert [each for each in words if each in gone] == []


def test_nobody_erases_what_another_has_written(cases: Cases) -> None:
    """A case key is a person's own: one who erases theirs leaves every word of the others as it was."""
    on = cases.on_papers()
    kept = {
        item.pk: shelf.read(item)
        for item in Item.objects.exclude(person=cases["Sol"]).filter(destroyed_at=None)
    }
    assert len(kept) > 2
    evidence.erase(cases["Sol"], on, cases.now)
    assert {item.pk: shelf.read(item) for item in Item.objects.filter(pk__in=kept)} == kept
    with pytest.raises(shelf.Destroyed):
        act_again(cases, on)


def act_again(cases: Cases, on: str) -> None:
    """The subject says something more, under a key that is no more."""
    from folkmoot.site.cases.acts.replies import represent

    represent(on=on, by=cases.hand("Sol", "subject"), words="One thing more.", at=cases.now)
