"""Steps of reviews for these tests: Ash was excluded long ago and has never been a member of this record."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from case_world import Cases
from folkmoot.site.cases.acts import reviews
from folkmoot.site.cases.acts.entering import Hand, Words
from folkmoot.site.cases.exclusion import Exclusion
from folkmoot.site.cases.people import holder
from folkmoot.site.members.models import Person
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter
from folkmoot.site.notices.postman import address_of
from folkmoot.site.record.models import Entry, Paper

ASH, STORY = "ash.brook@example.org", "They shut the door on me and said I knew why. Zanzibar."
GIVEN: dict[str, dict[str, Any]] = {
    "who": {"excluder": "own"},
    "what": {"act": "expelled"},
    "when": {"year": "2009", "day": "in spring"},
    "want": {"sought": ["annul", "correct"]},
    "tell": {"story": STORY},
    "helper": {"name": "Ash Brook", "helper": "none"},
}
APPLY = "/cases/reviews/apply/"
FAIR = dict.fromkeys(("rule", "notice", "bias", "range", "conduct"), "yes")
UNFAIR = FAIR | {"rule": "no", "notice": "unknown", "bias": "unknown"}


def answer_all(client: Client, **changes: dict[str, Any]) -> None:
    """Answer every question of an application."""
    for slug, given in (GIVEN | changes).items():
        sent = client.post(f"{APPLY}{slug}/", given)
        assert sent.status_code == 302, (slug, sent.content.decode()[:3000])


def code_sent_to(address: str) -> str:
    """The six digits in the latest letter to an address."""
    letter = next(
        each for each in Letter.objects.filter(occasion="sign-in-code") if address_of(each) == address
    )
    found = re.search(r"(\d{3} \d{3})", writing.read(letter.box, letter.pk, None).text)
    assert found
    return found[1]


def prove(client: Client, address: str = ASH) -> Any:
    """Give an address and type the digits that went to it, in the same browser."""
    client.post(f"/sign-in/?next={APPLY}send/", {"address": address})
    return client.post("/sign-in/code/", {"code": code_sent_to(address)})


def applied(cases: Cases, *, email: str = ASH, name: str = "Ash Brook", **about: Any) -> str:
    """A review that somebody without membership has asked for; its name."""
    given: dict[str, Any] = {"excluder": "own", "act": "expelled", "year": 2009, "sought": ["annul"]} | about
    _person, done = reviews.apply_by_address(
        email=email, shown_name=name, about=Exclusion(**given), told=STORY, at=cases.now
    )
    return str(done.entry.on)


def applicant(on: str) -> Hand:
    """The hand of whoever asked for it."""
    person = holder(on, "subject")
    assert person is not None
    return Hand(person, "applicant")


def disclosed(cases: Cases, items: tuple[str, ...] = (), **about: Any) -> str:
    """A review whose file has been handed over: these items, and gaps for the others."""
    on = applied(cases, **about)
    words = {item: [Words("evidence", TITLE[item], f"Old words of {item}.")] for item in items}
    reviews.disclose(on=on, by=cases.officer(), at=cases.now, items=words, way="e-mail", note="A list.")
    return on


TITLE = {
    "rule": "The rule relied on",
    "charge": "The charge",
    "evidence": "The evidence",
    "decision": "The decision",
    "reasons": "The reasons",
}


def ready(cases: Cases, items: tuple[str, ...] = (), **about: Any) -> str:
    """A review with its file, a comment and a panel."""
    on = disclosed(cases, items, **about)
    reviews.reply(on=on, by=applicant(on), at=cases.now, comment="I was never heard.")
    cases.seat(on)
    return on


def decided(cases: Cases, on: str, outcome: str = "annulled", **changes: Any) -> None:
    """The panel decides."""
    panel = cases.panel(on)
    given: dict[str, Any] = {"answers": UNFAIR, "outcome": outcome, "reasons": "No rule was cited."} | changes
    if outcome == "upheld":
        given.setdefault("next_day", cases.today() + timedelta(days=300))
    done = reviews.decide(on=on, by=panel[0], at=cases.now, **given)
    for hand in panel[1:]:
        if cases.case(on).outcome:
            break
        reviews.agree(on=on, by=hand, at=cases.now, proposal=done.entry.index)


def browser_of(cases: Cases, person: Person) -> Client:
    """A browser in which somebody without membership has signed in."""
    cases.people["_"] = person
    return cases.client("_")


def the_record() -> bytes:
    """All that is public: entries and papers, byte for byte."""
    entries = b"".join(bytes(each) for each in Entry.objects.values_list("leaf", flat=True))
    return entries + b"".join(bytes(each) for each in Paper.objects.values_list("data", flat=True))
