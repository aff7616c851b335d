"""A hostile officer who may change every row of the database: pages may err, rulings do not, and audits tell.

The officer holds the key of the log as well. So where a forgery keeps within the rules, nothing in the record
itself can show it: the checkpoint that an auditor kept from an earlier audit does.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from case_world import DAY, Cases
from folkmoot.cli.audit import command
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.replay import BadAct
from folkmoot.site.cases.acts import decisions, replies
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.members.models import Restriction
from folkmoot.site.record import memory, publication, reading, triggers
from folkmoot.site.record.models import Checkpoint, Entry, Paper
from folkmoot.tlog.leaf import By, Leaf

Edit = Callable[[Cases, str], object]


# What the officer can do


@contextmanager
def no_triggers() -> Iterator[None]:
    triggers.drop(connection)
    try:
        yield
    finally:
        triggers.create(connection)


def rewrite(index: int, **fields: Any) -> Leaf:
    """Put another entry in the place of one, in every column; the new leaf."""
    entry = Entry.objects.get(index=index)
    leaf = replace(Leaf.decode(bytes(entry.leaf)), **fields)
    with no_triggers():
        Entry.objects.filter(index=index).update(
            leaf=leaf.encode(), act=leaf.act, rule=leaf.rule, on=leaf.on, time=leaf.time,
            by_role=leaf.by.role, by_name=leaf.by.name,
        )  # fmt: skip
    return leaf


def append(leaf: Leaf) -> int:
    """Write an entry behind the last one, past every check; its index."""
    index = memory.count()
    leaf = replace(leaf, index=index)
    Entry.objects.create(
        index=index, time=leaf.time, act=leaf.act, rule=leaf.rule, on=leaf.on, by_role=leaf.by.role,
        by_name=leaf.by.name, branch="commons", leaf=leaf.encode(),
    )  # fmt: skip
    return index


def publish_anew(at: int) -> None:
    """Forget every checkpoint that was signed, and sign what stands now as if it had never been otherwise."""
    Checkpoint.objects.all().delete()
    for each in ("checkpoint", "tile", "paper"):
        place = publication.folder() / each
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    publication.forget()
    memory.forget()
    publication.publish(at)


# What the others have


def audit(keep: Path | None = None) -> Result:
    told = ["--keep", str(keep)] if keep else ["--no-keep"]
    return CliRunner().invoke(command, [str(publication.folder()), *told])


def broken(found: Result) -> str:
    """The rule that the audit says was broken; empty where it names none."""
    said = re.search(r"breaks rule (\d+\.\d+)", found.stderr)
    return said[1] if said else ""


def entry(on: str, act: str) -> Leaf:
    """The last entry of this kind in a proceeding."""
    return Leaf.decode(bytes(Entry.objects.filter(on=on, act=act).latest("index").leaf))


def rulings(at: int) -> dict[str, object]:
    """Where every proceeding stands, from the record alone, now and as time will have it in a year."""
    memory.forget()
    found = reading.assembly()
    return {"size": found.size, "limits": repr(sorted(found.limits.items()))} | {
        f"{on} after {days} days": repr(found.standing(on, at + days * DAY))
        for on in found.cases
        for days in (0, 30, 400)
    }


PAGES = (
    "/cases/", "/cases/work/", "/cases/draws/", "/cases/statistics/", "/cases/reviews/", "/cases/companions/",
    "/record/", "/record/yours/", "/letters/",
)  # fmt: skip


def pages_answer(cases: Cases, on: str) -> None:
    """Every page of the case answers everybody with something else than a fault."""
    indexes = Entry.objects.filter(on__startswith=on).values_list("index", "act")
    own = [f"/cases/{on}/", *(f"/record/{index}/" for index, _act in indexes)]
    own += [f"/cases/draws/{index}/" for index, act in indexes if act == "draw.announce"]
    own += [f"/cases/decisions/{index}/" for index, act in indexes if act == "decision.make"]
    judge = cases.panel(on)[0].person
    assert judge is not None
    for name in ("", "Sol", "Cleo", "Oona", judge.shown_name):
        client = cases.client(name, by_passkey=name == "Oona")
        for page in (*PAGES, *own) if name in ("Sol", "Oona") else own[:1]:
            assert client.get(page).status_code < 500, f"{page} for {name or 'an outsider'}"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the published record."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def entries_in(found: dict[str, bytes]) -> dict[str, bytes]:
    """Of these files, the entries."""
    return {path: data for path, data in found.items() if path.startswith("tile/entries/")}


# Rows that follow the record


def swap_parties(cases: Cases, on: str) -> None:
    seats = {seat.role: seat for seat in Seat.objects.filter(docket_id=on, until=None)}
    Seat.objects.filter(pk=seats["subject"].pk).update(person=cases["Cleo"])
    Seat.objects.filter(pk=seats["complainant"].pk).update(person=cases["Sol"])


def take_seats(cases: Cases, on: str) -> None:
    for role in ("panel member", "adjudicator", "subject", "complainant", "investigator"):
        Seat.objects.create(docket_id=on, person=cases["Oona"], role=role, on=on, since=cases.now)


EDITS: dict[str, Edit] = {
    "a case that is over, in another state": lambda cases, on: Docket.objects.filter(on=on).update(
        state="dismissed", over=True, next_at=None
    ),
    "a case that is a review": lambda cases, on: Docket.objects.filter(on=on).update(kind="review"),
    "a case that ends in a hundred years": lambda cases, on: Docket.objects.filter(on=on).update(
        next_at=cases.now + 36_500 * DAY
    ),
    "the parties in each other's seats": swap_parties,
    "the officer in every seat": take_seats,
    "nobody in any seat": lambda cases, on: Seat.objects.filter(docket_id=on, until=None).update(
        until=cases.now
    ),
    "no subject": lambda cases, on: Seat.objects.filter(docket_id=on, role="subject").delete(),
    "seats without persons": lambda cases, on: Seat.objects.filter(docket_id=on).update(person=None),
    "a restriction of somebody else": lambda cases, on: Restriction.objects.create(
        person=cases["Ada"], on=on
    ),
}


def judgement(cases: Cases, on: str) -> decisions.Judgement:
    case = cases.case(on)
    proof = [next(iter(case.root.served))]
    return decisions.Judgement(
        findings=[decisions.Finding(each, True, proof, "It was so.") for each in case.charges],
        sanction={"kind": "warning", "until": cases.today().replace(year=cases.today().year + 1).isoformat()},
        reasons="It was grave.",
        document="Found and decided.",
    )


@pytest.mark.parametrize("name", EDITS)
def test_changed_rows_of_a_case_change_no_ruling_and_no_byte_of_the_record(cases: Cases, name: str) -> None:
    on = cases.on_papers()
    publication.publish(cases.now)
    before = rulings(cases.now), bytes_of(publication.folder())
    EDITS[name](cases, on)
    assert rulings(cases.now) == before[0]
    publication.publish(cases.now)
    assert bytes_of(publication.folder()) == before[1]
    assert audit().exit_code == 0
    pages_answer(cases, on)


@pytest.mark.parametrize("name", EDITS)
def test_the_panel_of_the_record_decides_whatever_the_rows_say(cases: Cases, name: str) -> None:
    on = cases.on_papers()
    panel, said = cases.panel(on), judgement(cases, on)
    EDITS[name](cases, on)
    index = decisions.decide(on=on, by=panel[0], judgement=said, at=cases.now).entry.index
    for hand in panel[1 : len(panel) // 2 + 1]:
        decisions.agree("decision.agree", on=on, by=hand, index=index, at=cases.now)
    assert cases.state(on) == "decided"
    publication.publish(cases.now)
    assert audit().exit_code == 0


def test_a_seat_without_an_entry_gives_no_power(cases: Cases) -> None:
    on = cases.on_papers()
    said = judgement(cases, on)
    take_seats(cases, on)
    before = rulings(cases.now)
    with pytest.raises(OutOfOrder):
        decisions.decide(on=on, by=cases.hand("Oona", "panel member"), judgement=said, at=cases.now)
    with pytest.raises(OutOfOrder):
        replies.reply(
            on=on,
            by=cases.hand("Oona", "subject"),
            at=cases.now,
            words="I did it.",
            hearing=False,
            evidence=[],
        )
    assert rulings(cases.now) == before


def test_a_restriction_that_was_taken_away_stops_every_roll_until_it_is_back(cases: Cases) -> None:
    on = cases.decided("expulsion")
    cases.pass_days(60)
    assert reading.assembly().limits
    cases.filed(by="Ada", about="Ben")
    Restriction.objects.filter(on=on).delete()
    with pytest.raises(OutOfOrder, match="each member of the branch once"):
        cases.filed(by="Cyn", about="Del")
    Restriction.objects.create(person=cases["Sol"], on=on)
    cases.filed(by="Cyn", about="Del")
    publication.publish(cases.now)
    assert audit().exit_code == 0


# Entries of the record


def test_columns_that_repeat_an_entry_are_nothing_but_a_way_to_find_it(cases: Cases) -> None:
    on = cases.decided()
    publication.publish(cases.now)
    before = rulings(cases.now), bytes_of(publication.folder())
    with no_triggers():
        Entry.objects.filter(on=on).update(
            act="motion.table", rule="1.1", by_name="", by_role="chair", time=0
        )
    publish_anew(cases.now)
    assert entries_in(bytes_of(publication.folder())) == entries_in(before[1])
    assert rulings(cases.now) == before[0]
    assert audit().exit_code == 0


Forgery = Callable[[Leaf], dict[str, Any]]


def facts(**changed: Any) -> Forgery:
    return lambda leaf: {"facts": {**leaf.facts, **changed}}


def without_evidence(leaf: Leaf) -> dict[str, Any]:
    findings = [{**each, "cites": []} for each in leaf.facts["findings"]]
    return {"facts": {**leaf.facts, "findings": findings}}


FORGERIES: dict[str, tuple[str, Forgery]] = {
    "a sanction beyond the range of the rule": (
        "decision.make", facts(sanction={"kind": "expulsion", "until": "2027-06-01"}, branch="harbour")
    ),
    "a sanction without end": ("decision.make", facts(sanction={"kind": "warning"})),
    "a finding without evidence": ("decision.make", without_evidence),
    "a decision without a way to appeal": ("decision.make", facts(remedies=[])),
    "a decision by somebody who does not sit": (
        "decision.make", lambda leaf: {"by": By("panel member", "a" * 16)}
    ),
    "an assent that was never given": ("decision.agree", lambda leaf: {"by": By("panel member", "a" * 16)}),
    "a charge without its evidence": ("charge.serve", lambda leaf: {"seals": leaf.seals[:1]}),
    "another who looks into it, whom nobody named": ("triage.open", facts(investigator="")),
    "a draw with another outcome": ("draw.result", facts(ranking=sha256(b"mine").hexdigest())),
    "a panel that the officer put together": (
        "panel.seat", lambda leaf: {"by": By("case officer", "a" * 16)}
    ),
    "a reply that came after the decision": ("reply.file", lambda leaf: {"time": leaf.time + 400 * DAY}),
    "a ruling under another paragraph": ("decision.make", lambda leaf: {"rule": "1.1"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_entry_that_was_signed_anew_is_named_with_its_rule(
    cases: Cases, tmp_path: Path, name: str
) -> None:
    verb, forgery = FORGERIES[name]
    on = cases.decided()
    publication.publish(cases.now)
    assert audit(tmp_path).exit_code == 0
    leaf = entry(on, verb)
    rewrite(leaf.index, **forgery(leaf))
    publication.forget()
    with pytest.raises(publication.Contradiction):
        publication.publish(cases.now)
    publish_anew(cases.now)
    found = audit()
    assert found.exit_code == 1
    assert found.stdout.startswith("7. not so: "), found.output
    assert f"act {leaf.index} ({verb} on {on}, under rule " in found.stderr
    assert broken(found)
    with pytest.raises(BadAct):
        reading.assembly()
    memory.forget()
    kept = audit(tmp_path)
    assert kept.exit_code == 1
    assert kept.stdout.startswith("5. not so: ")
    assert "two histories" in kept.stderr


def test_a_forgery_within_the_rules_is_caught_by_whoever_kept_a_checkpoint(
    cases: Cases, tmp_path: Path
) -> None:
    """No rule is broken by a warning that is a month longer; only that it was another one shows it."""
    on = cases.decided()
    publication.publish(cases.now)
    assert audit(tmp_path).exit_code == 0
    leaf = entry(on, "decision.make")
    until = (cases.today().replace(day=1)).replace(year=cases.today().year, month=12).isoformat()
    assert until > leaf.facts["sanction"]["until"]
    rewrite(leaf.index, facts={**leaf.facts, "sanction": {**leaf.facts["sanction"], "until": until}})
    publish_anew(cases.now)
    assert audit().exit_code == 0, audit().output
    found = audit(tmp_path)
    assert found.exit_code == 1
    assert found.stdout.startswith("5. not so: ")
    assert "two histories" in found.stderr


def test_a_case_that_was_cut_off_the_record_is_caught_by_whoever_kept_a_checkpoint(
    cases: Cases, tmp_path: Path
) -> None:
    cases.decided()
    publication.publish(cases.now)
    assert audit(tmp_path).exit_code == 0
    last = memory.count() - 1
    with no_triggers():
        Entry.objects.filter(index=last).delete()
    publish_anew(cases.now)
    assert audit().exit_code == 0
    assert "rolled back" in audit(tmp_path).stderr


# An entry that nobody made


def test_a_decision_that_was_written_straight_into_the_record_is_named_with_its_rule(
    cases: Cases,
) -> None:
    """Copied from a true one to the letter, in a case that has only been notified."""
    first = cases.decided()
    model = entry(first, "decision.make")
    on = cases.notified(by="Ada", about="Ben")
    before = repr(reading.standing(on, cases.now))
    forged = replace(model, on=on, time=cases.now, by=By("panel member", cases["Cyn"].code(on)))
    index = append(forged)
    assert repr(reading.standing(on, cases.now)) == before, "the site that runs has not seen it happen"
    publication.publish(cases.now)
    found = audit()
    assert found.exit_code == 1
    assert found.stdout.startswith("7. not so: ")
    assert f"act {index} (decision.make on {on}, under rule " in found.stderr
    assert broken(found)
    memory.forget()
    with pytest.raises(BadAct, match=f"act {index} "):
        reading.assembly()


def test_a_second_decision_in_a_case_that_is_decided_is_named(cases: Cases) -> None:
    on = cases.decided()
    model = entry(on, "decision.make")
    harder = {
        **model.facts,
        "sanction": {**model.facts["sanction"], "kind": "expulsion"},
        "branch": "harbour",
    }
    index = append(replace(model, time=cases.now, facts=harder))
    publication.publish(cases.now)
    found = audit()
    assert found.stdout.startswith("7. not so: ")
    assert f"act {index} (decision.make on {on}, under rule " in found.stderr
    assert broken(found)


# Papers


def test_a_pool_that_was_exchanged_is_named_by_the_act_that_rests_on_it(cases: Cases) -> None:
    on = cases.on_papers()
    said = entry(on, "draw.announce")
    digest = said.facts["roll"]["digest"]
    paper = Paper.objects.get(digest=digest)
    names = bytes(paper.data).decode().splitlines()
    Paper.objects.filter(digest=digest).update(data="".join(f"{each}\n" for each in names[1:]).encode())
    publish_anew(cases.now)
    found = audit()
    assert found.exit_code == 1
    assert found.stdout.startswith("7. not so: ")
    assert f"act {said.index} " in found.stderr or f"act {paper.entry} " in found.stderr
    Paper.objects.filter(digest=digest).update(data=bytes(paper.data))
    publish_anew(cases.now)
    assert audit().exit_code == 0


def test_a_paper_that_was_taken_away_is_named_by_the_act_that_rests_on_it(cases: Cases) -> None:
    on = cases.on_papers()
    said = entry(on, "draw.announce")
    paper = Paper.objects.get(digest=said.facts["roll"]["digest"])
    before = rulings(cases.now)
    publication.publish(cases.now)
    (publication.folder() / "paper" / paper.digest).unlink()
    found = audit()
    assert found.stdout.startswith("7. not so: ")
    assert f"act {paper.entry} " in found.stderr
    assert rulings(cases.now) == before
