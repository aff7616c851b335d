"""The cases of the demonstration: how each ended, that an audit finds them good, and that they name nobody.

The year is built once, by the command that builds it for anybody. What only the organisation holds (names,
addresses, words) is read in a process of its own; the rest is what the public has: the folder of the record.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from folkmoot.cli.audit import command as audit
from folkmoot.cli.draw import command as draw
from folkmoot.cli.source import open_source
from folkmoot.counting import account_read
from folkmoot.counting.neighbours import by_table
from folkmoot.procedure.case import Standing, standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.electing import Election
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.replay import replay_one
from folkmoot.procedure.sanction import runs
from folkmoot.site.rules.as_text import as_revision
from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.leaf import Leaf
from folkmoot.tlog.note import Note
from folkmoot.tlog.reading import read_log
from site_commands import environment

TELL = """
import json, sys
import folkmoot.site, django
django.setup()
from django.test import Client
from folkmoot.site.cases.models import Seat
from folkmoot.site.evidence import reading
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person
from folkmoot.site.record.models import Entry

draws, client = {}, Client(headers={"host": "localhost"})
for index in Entry.objects.filter(act="draw.result").values_list("index", flat=True):
    on = Entry.objects.get(index=index).on
    said = Entry.objects.filter(on=on, act="draw.announce", index__lt=index).latest("index").index
    assert "draw.json" in client.get(f"/cases/draws/{said}/").content.decode()
    draws[said] = client.get(f"/cases/draws/{said}/draw.json").content.decode()
parts = {}
for seat in Seat.objects.exclude(person=None).select_related("person"):
    if seat.person.shown_name:
        parts.setdefault(seat.role, []).append(seat.person.shown_name)
items = list(Item.objects.filter(destroyed_at=None))
titles = reading.about(items)
json.dump({
    "names": [person.shown_name for person in Person.objects.all() if person.shown_name],
    "addresses": [person.email for person in Person.objects.all() if person.email],
    "ids": [person.pk for person in Person.objects.all()],
    "words": {item.pk: reading.words(item) for item in items},
    "titles": [titles[item.pk].title for item in items],
    "draws": draws,
    "parts": parts,
}, sys.stdout)
"""
SHORTEST = 20
"""Characters of a sentence that cannot stand somewhere by chance."""


@dataclass(frozen=True)
class Demo:
    """The folder of the demonstration: its record, and what only the organisation could say of it."""

    folder: Path
    secrets: dict[str, Any]

    @property
    def record(self) -> Path:
        return self.folder / "record"

    @cached_property
    def public(self) -> dict[str, bytes]:
        """Every file that is published, by its path."""
        files = (each for each in self.record.rglob("*") if each.is_file())
        return {str(each.relative_to(self.record)): each.read_bytes() for each in files}

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The entries, as anybody reads them."""
        said = Checkpoint.parse(Note.parse(self.public["checkpoint"]).text)
        source = open_source(str(self.record))
        return [Leaf.decode(data) for data in read_log(source.fetch, said.size, root=said.root)]

    @cached_property
    def assembly(self) -> Assembly:
        """What follows from them."""
        found = Assembly()
        for leaf in self.leaves:
            replay_one(found, leaf, lambda digest: self.public.get(f"paper/{digest}"))
        return found

    @property
    def books(self) -> set[str]:
        """The editions of the rulebook, what was proposed as one, and each of them as a text to amend."""
        told = {leaf.rulebook for leaf in self.leaves} | {leaf.facts.get("rulebook") for leaf in self.leaves}
        books = {f"paper/{digest}" for digest in told if digest}
        texts = {f"paper/{as_revision(self.public[book].decode()).digest}" for book in books}
        return books | (texts & self.public.keys())

    @property
    def nominations(self) -> set[str]:
        """The texts of motions that appoint somebody to an office, who has agreed to stand by name."""
        tabled = [leaf.facts for leaf in self.leaves if leaf.act == "motion.table"]
        appoints = [facts for facts in tabled if facts.get("effect", {}).get("act") == "office.appoint"]
        return {f"paper/{facts['text']}" for facts in appoints}

    def case(self, on: str) -> Dispute:
        found = self.assembly.cases[on]
        assert isinstance(found, Dispute)
        return found

    def cases(self, kind: str) -> list[Dispute]:
        found = self.assembly.cases.values()
        return [case for case in found if isinstance(case, Dispute) and case.machine.name == kind]

    def end(self, case: Dispute) -> Standing:
        return standing(case, self.leaves[-1].time)

    def acts(self, case: Dispute) -> list[Leaf]:
        return [leaf for leaf in self.leaves if leaf.on == case.on]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demonstration") / "demo"
    build = [sys.executable, "-m", "folkmoot.site", "demo", "--no-serve", "--dir", str(folder)]
    built = subprocess.run(build, env=environment(), capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stderr
    told = subprocess.run(
        [sys.executable, "-c", TELL],
        env=environment(FOLKMOOT_DIR=str(folder), FOLKMOOT_DEMO="yes"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    return Demo(folder, json.loads(told.stdout))


# How they ended


def test_one_complaint_was_decided_and_reduced_on_appeal(demo: Demo) -> None:
    [appeal] = [case for case in demo.cases("appeal") if demo.end(case).state == "reduced"]
    assert appeal.head is not None
    [decided] = [leaf for leaf in demo.acts(appeal.head) if leaf.act == "decision.make"]
    [reduced] = [leaf for leaf in demo.acts(appeal) if leaf.act == "appeal.decide"]
    assert decided.facts["sanction"]["kind"] == "rights limit"
    assert reduced.facts["sanction"]["kind"] == "warning"
    [published] = [leaf for leaf in demo.acts(appeal.head) if leaf.act == "case.publish"]
    assert published.facts["outcome"] == "warning"


def test_one_complaint_is_void_because_the_officer_let_the_term_pass(demo: Demo) -> None:
    [void] = [case for case in demo.cases("case") if demo.end(case).state == "void"]
    acts = [leaf.act for leaf in demo.acts(void)]
    assert "triage.open" in acts, "there was a case to serve"
    assert "charge.serve" not in acts
    assert demo.end(void).rule, "the rule by which time ended it"
    assert demo.leaves[-1].time > demo.end(void).since > demo.acts(void)[-1].time, "no act did"


def test_one_precaution_ended_at_its_limit_by_time_alone(demo: Demo) -> None:
    [ended] = [case for case in demo.cases("precaution") if demo.end(case).state == "ended"]
    acts = demo.acts(ended)
    assert [leaf.act for leaf in acts if leaf.act == "interim.decide" and leaf.facts["grant"]]
    end = demo.end(ended).since
    assert acts[-1].time < end, "nothing was entered about it at its end or later"
    assert standing(ended, end - 1).state == "in force"
    assert ended.head is not None
    [first, *_] = [leaf for leaf in demo.acts(ended.head) if leaf.time >= end]
    assert first.act not in ("interim.look", "decision.make") or first.time > end
    limit = demo.assembly.limits.get(ended.on)
    assert limit is None or not runs(demo.assembly, limit, end)


def test_of_a_class_of_five_three_were_annulled(demo: Demo) -> None:
    [together] = demo.cases("class")
    assert demo.end(together).state == "decided"
    found = [demo.end(demo.case(part)).state for part in together.parts]
    assert len(found) == 5
    assert found.count("annulled") == 3


def test_one_comment_was_hidden_and_restored_by_a_jury(demo: Demo) -> None:
    [comment] = demo.cases("moderation")
    acts = [leaf.act for leaf in demo.acts(comment)]
    assert demo.end(comment).state == "restored"
    assert acts.index("comment.moderate") < acts.index("panel.seat") < acts.index("jury.decide")
    [decided] = [leaf for leaf in demo.acts(comment) if leaf.act == "jury.decide"]
    assert decided.facts["outcome"] == "restored"
    assert "jury.agree" in acts, "one alone does not decide"


# Whether it is true


def test_offices_made_in_the_year_were_filled_by_meek_and_by_pairs_out_of_a_circle(demo: Demo) -> None:
    ended = {
        (case.office, case.called_under.method): case
        for case in demo.assembly.cases.values()
        if isinstance(case, Election) and case.result is not None
    }
    stewards = ended["steward", "Meek"]
    speaker = ended["speaker", "Condorcet with Schwartz dropping"]
    assert stewards.result is not None and speaker.result is not None
    assert len(stewards.result.elected) == stewards.seats == 3
    told = account_read.read(demo.public[f"paper/{speaker.result.facts['account']}"])
    assert any("They go in a circle" in step.said for step in told.stages[0].steps)
    (other,) = by_table(told)
    assert other.elected == told.elected


def test_the_audit_passes_and_holds_every_draw_again(demo: Demo) -> None:
    ran = CliRunner().invoke(audit, [str(demo.record), "--no-keep"])
    assert ran.exit_code == 0, ran.output
    draws = sum(leaf.act == "draw.result" for leaf in demo.leaves)
    assert draws >= 8
    assert f"{draws} draws held again" in ran.stdout


def test_every_draw_verifies_from_the_download_of_its_page(demo: Demo, tmp_path: Path) -> None:
    found = demo.secrets["draws"]
    assert len(found) == sum(leaf.act == "draw.result" for leaf in demo.leaves)
    for index, text in found.items():
        file = tmp_path / f"draw-{index}.json"
        file.write_text(text, encoding="utf-8")
        ran = CliRunner().invoke(draw, ["verify", str(file)])
        assert ran.exit_code == 0, ran.output
        kept = json.loads(text)
        seats = kept["result"].split("\n")
        file.write_text(json.dumps({**kept, "result": "\n".join([*seats[:-3], *reversed(seats[-3:-1]), ""])}))
        assert CliRunner().invoke(draw, ["verify", str(file)]).exit_code == 1, "another order is not the draw"


# Whom it names


PARTIES = ("subject", "complainant", "applicant", "author", "flagger")


def said_in(files: dict[str, bytes], text: str) -> list[str]:
    """The files in which this text stands, as it is or as JSON writes it, in capitals or not."""
    forms = {text.casefold().encode(), json.dumps(text)[1:-1].casefold().encode()}
    return [path for path, data in files.items() if any(form in data.lower() for form in forms)]


def named_in(files: dict[str, bytes], name: str) -> list[str]:
    """The files in which the name stands, or its first word by itself."""
    first = re.compile(rb"\b%s\b" % re.escape(name.split()[0].encode()), re.IGNORECASE)
    return sorted({*said_in(files, name), *(path for path, data in files.items() if first.search(data))})


def test_the_search_finds_what_is_there(demo: Demo) -> None:
    """The record says a few things on purpose: that tells that the searches below can fail."""
    assert said_in(demo.public, "the commons network")
    assert said_in(demo.public, "COMPLAINT.FILE")
    assert named_in(demo.public, "Commons N.")
    assert len(demo.secrets["names"]) > 40
    assert len(demo.secrets["addresses"]) > 40
    assert len(demo.secrets["words"]) > 30


def test_the_public_record_names_nobody_but_whom_a_motion_nominates_for_an_office(demo: Demo) -> None:
    rest = {path: data for path, data in demo.public.items() if path not in demo.nominations}
    assert {name: named_in(rest, name) for name in demo.secrets["names"] if named_in(rest, name)} == {}
    assert 0 < len(demo.nominations) < 10


def test_no_party_of_any_case_is_named_anywhere_in_the_public_record(demo: Demo) -> None:
    parties = {name for role in PARTIES for name in demo.secrets["parts"].get(role, [])}
    assert len(parties) >= 10
    assert {name: named_in(demo.public, name) for name in parties if named_in(demo.public, name)} == {}


def test_the_public_record_holds_no_address_and_no_handle_of_anybody(demo: Demo) -> None:
    for secret in (*demo.secrets["addresses"], *demo.secrets["ids"]):
        assert said_in(demo.public, secret) == []
    texts = {path: data for path, data in demo.public.items() if path.startswith(("paper/", "tile/entries/"))}
    assert said_in(texts, "@example.") == [], "nor of anybody whom the database has forgotten"


def sentences(text: str) -> set[str]:
    """What somebody wrote, in pieces that are long enough to be theirs."""
    pieces = re.split(r"(?<=[.!?])\s+|\n+", text)
    return {piece.strip() for piece in pieces if len(piece.strip()) >= SHORTEST}


def test_the_public_record_holds_no_sentence_that_was_written_in_a_case(demo: Demo) -> None:
    """But for the rules that a charge quotes, which everybody has."""
    assert demo.books <= demo.public.keys()
    rest = {path: data for path, data in demo.public.items() if path not in demo.books}
    found = {each for words in demo.secrets["words"].values() for each in sentences(words)}
    found |= {title for title in demo.secrets["titles"] if len(title) >= SHORTEST}
    assert len(found) > 100
    assert {each: said_in(rest, each) for each in found if said_in(rest, each)} == {}
