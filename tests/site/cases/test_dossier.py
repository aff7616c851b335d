"""The dossier: everything its applicant may read, in one PDF that anybody can check, and a letter with it."""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from case_world import Cases
from folkmoot.site.cases.people import holder
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import about_one, read
from folkmoot.site.record import publication
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf, seal
from folkmoot.tlog.proof import Proof
from review_world import STORY, browser_of, decided, ready


def taken(cases: Cases, on: str) -> PdfReader:
    ash = holder(on, "subject")
    assert ash is not None
    answer: Any = browser_of(cases, ash).get(f"/cases/{on}/dossier/?pdf=1")
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(b"".join(answer.streaming_content)))


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_it_holds_application_file_gaps_decision_and_reasons(cases: Cases) -> None:
    on = ready(cases, ("rule",), excluder="other", body="The Tulip League", sought=["recognise"])
    decided(cases, on, "recognised", reasons="Nothing was shown. Quicksilver.")
    text = words(taken(cases, on))
    for wanted in (STORY, "Old words of rule.", "I was never heard.", "Quicksilver", "The charge: not shown",
                   "Recognised here"):  # fmt: skip
        assert wanted in text, wanted


def test_its_proofs_open_and_its_seals_are_those_of_the_record(cases: Cases) -> None:
    on = ready(cases, ("rule", "decision"))
    publication.publish(cases.now)
    pdf = taken(cases, on)
    manifest = json.loads(pdf.attachments["manifest.json"][0])
    items = list(Item.objects.filter(on=on, destroyed_at=None).exclude(entry=None))
    proved = {each["sha256"]: each["proof"] for each in manifest["documents"] if "proof" in each}
    assert len(proved) >= 4
    text = words(pdf)
    for item in items:
        content, about = read(item), about_one(item)
        assert seal(bytes.fromhex(about.salt), content) == item.seal
        if sha256(content).hexdigest() not in proved:
            continue
        proof = Proof.parse(pdf.attachments[proved[about.sha256]][0])
        leaf = Leaf.decode(proof.extra or b"")
        assert item.seal in leaf.seals and leaf.index == item.entry
        assert about.salt in text.replace(" ", "")


def test_it_can_be_made_before_anything_is_decided(cases: Cases) -> None:
    on = ready(cases)
    assert "The rule relied on: not shown" in words(taken(cases, on))


def test_the_letter_goes_to_whom_the_person_says_and_is_kept_nowhere(cases: Cases) -> None:
    on = ready(cases, excluder="other", body="The Tulip League", sought=["recognise"])
    ash, before = holder(on, "subject"), (Entry.objects.count(), Item.objects.count())
    assert ash is not None
    client = browser_of(cases, ash)
    given = {"to": "The Tulip League\nCanal Street 1", "sender": "Ash Brook\nHill Road 2"}
    text = words(PdfReader(BytesIO(client.post(f"/cases/{on}/dossier/", given).content)))
    assert "Canal Street 1" in text and "under number 1" in text and "Yours sincerely, Ash Brook" in text
    assert (Entry.objects.count(), Item.objects.count()) == before
    assert b"Canal Street" in client.post(f"/cases/{on}/dossier/", given | {"sender": ""}).content


@pytest.mark.parametrize("name", ["Cleo", "Oona"])
def test_nobody_else_gets_it(cases: Cases, name: str) -> None:
    on = ready(cases)
    assert cases.client(name, by_passkey=True).get(f"/cases/{on}/dossier/?pdf=1").status_code == 404
    assert cases.client().get(f"/cases/{on}/dossier/")["Location"].startswith("/sign-in/")
    assert cases.client(name).get("/cases/review/99/dossier/").status_code == 404
