"""A network in which cases are heard: thirty members, its officers, and short ways to walk a case.

Times are seconds; the clock of the site is `world.now`, which only the test moves. By name: Sol is complained
of, Cleo complains, Ines looks into it, Kit comes along; Oona is the case officer, Remy the clerk.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from folkmoot.procedure.dispute import Dispute
from folkmoot.rulebook.starters import starter
from folkmoot.site.cases.acts.entering import SITE, Hand, Words
from folkmoot.site.cases.people import by_code, case_of, holder
from folkmoot.site.members import acts as members
from folkmoot.site.members import clock
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import BY_PASSKEY, PERSON
from folkmoot.site.record import reading

START = 1_780_311_600
"""Monday 1 June 2026, 12:00 in London."""
DAY, HOUR = 86_400, 3_600
DICE = "152634152634152634152634"
SAID = "At the branch meeting the subject shouted at a newcomer until she left the room."
OFFICERS = {"Oona": "case officer", "Remy": "clerk", "Page": "chair", "Tam": "secretary", "Moe": "moderator"}
NAMES = (
    *("Sol", "Cleo", "Ines", "Kit", *OFFICERS),
    *("Ada", "Ben", "Cyn", "Del", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jan", "Kai"),
    *("Lou", "Mia", "Ned", "Oli", "Pia", "Quin", "Rio", "Sam", "Tess", "Uli", "Val", "Wim"),
)


@dataclass
class Cases:
    """The people by name, a clock, and the steps of a case, each taken by its own act."""

    people: dict[str, Person] = field(default_factory=dict)
    now: int = START + 30 * DAY

    def __getitem__(self, name: str) -> Person:
        return Person.objects.select_related("branch").get(pk=self.people[name].pk)

    def pass_days(self, days: float) -> None:
        """Let time pass."""
        self.now += int(days * DAY)

    def today(self) -> date:
        """The day, as the rulebook counts days."""
        return reading.assembly().book_at(self.now).calendar.local_date(self.now)

    def office(self, office: str) -> Office:
        return Office.objects.select_related("person", "branch").get(office=office)

    def officer(self, office: str = "case officer") -> Hand:
        """An officer's hand, by passkey."""
        held = self.office(office)
        return Hand(held.person, office, office=held, by_passkey=True)

    def hand(self, name: str, role: str = "member") -> Hand:
        """A member's hand in a part."""
        return Hand(self[name], role)

    def client(self, name: str = "", *, by_passkey: bool = False) -> Client:
        """A browser; with a name, one in which they have signed in."""
        client = Client()
        if name:
            session: Any = client.session
            session[PERSON], session[BY_PASSKEY] = self.people[name].pk, by_passkey
            session.save()
            client.cookies["sessionid"] = session.session_key
        return client

    def case(self, on: str) -> Dispute:
        """What the record shows of a proceeding."""
        found = case_of(on)
        assert found is not None
        return found

    def state(self, on: str) -> str:
        return reading.standing(on, self.now).state

    def case_holder(self, on: str, role: str) -> Person:
        """Who has this part in a case."""
        found = holder(on, role)
        assert found is not None
        return found

    # -- the steps of a case

    def filed(self, by: str = "Cleo", about: str = "Sol", offence: str = "harassment", **more: Any) -> str:
        """A complaint about conduct of yesterday; the name of the case."""
        from folkmoot.site.cases.acts.complaints import complain

        day = self.today() - timedelta(days=1)
        done = complain(
            by=self[by], about=self[about], offence=offence, first=day, last=day, facts=SAID,
            evidence=[Words("evidence", "Minutes of the meeting", "19:40 shouting; a newcomer left.", to=())],
            at=self.now, **more,
        )  # fmt: skip
        return str(done.entry.on)

    def seat(self, on: str) -> list[Person]:
        """Draw what is wanted there, by dice, and let those drawn accept in their order; who sits."""
        from folkmoot.site.cases.acts import draws
        from folkmoot.site.cases.acts.entering import give_seat
        from folkmoot.site.cases.acts.pools import TIE

        for name in ("Ines", "Kit"):  # who come in later by name must not be drawn
            give_seat(on, self[name], TIE, self.now)
        draws.announce(on=on, by=SITE, at=self.now)
        panel = self.case(on).panel
        assert panel is not None
        said = panel.announcement
        self.now = max(self.now, said.ready if said.outside == "dice" else said.fallback_from)
        for name in ("Uli", "Val", "Wim"):
            draws.throw(on=on, by=self.hand(name), dice=DICE, at=self.now)
        panel = self.case(on).panel
        assert panel is not None
        drawn = by_code(on, panel.ranking)
        for code in panel.ranking[: panel.seats]:
            draws.accept(on=on, by=Hand(drawn[code], "drawn member"), at=self.now)
        panel = self.case(on).panel
        assert panel is not None
        return [drawn[code] for code in panel.sitting]

    def triaged(self, **more: Any) -> tuple[str, Hand]:
        """A complaint with its adjudicator."""
        on = self.filed(**more)
        return on, Hand(self.seat(on)[0], "adjudicator")

    def opened(self, **more: Any) -> str:
        """A case that the adjudicator has opened, with Ines to look into it."""
        from folkmoot.site.cases.acts.triage import open_case

        on, adjudicator = self.triaged(**more)
        open_case(
            on=on, by=adjudicator, at=self.now, charges=["harassment"], investigator=self["Ines"], words=SAID,
            where="In the hall of the branch", when="Yesterday evening", reasons="If true, it breaks a rule.",
        )  # fmt: skip
        return on

    def notified(self, **more: Any) -> str:
        """A case whose charge was served by e-mail, and counts as served."""
        from folkmoot.site.cases.acts.charges import serve

        on = self.opened(**more)
        serve(on=on, by=self.officer(), at=self.now, way="e-mail")
        self.pass_days(3)
        return on

    def panelled(self, **more: Any) -> str:
        """A case in which a panel sits."""
        on = self.notified(**more)
        self.seat(on)
        return on

    def panel(self, on: str) -> list[Hand]:
        """Those who sit, as hands."""
        panel = self.case(on).panel
        assert panel is not None
        found = by_code(on, panel.sitting)
        return [Hand(found[code], "panel member") for code in panel.sitting]

    def on_papers(self, **more: Any) -> str:
        """A case with a panel and a reply, to be decided on the papers."""
        from folkmoot.site.cases.acts.replies import reply

        on = self.panelled(**more)
        reply(
            on=on, by=self.hand("Sol", "subject"), at=self.now, words="It was not so.", hearing=False,
            evidence=[],
        )  # fmt: skip
        self.pass_days(8)
        return on

    def decided(self, kind: str = "warning", **more: Any) -> str:
        """A case decided on the papers. The entry is made with the pen, as `tribunal.py` does it."""
        from folkmoot.procedure.decision import comparators
        from folkmoot.rulebook.vocabulary import REMEDIES
        from folkmoot.site.cases.acts.entering import act, touch_rights

        on = self.on_papers(**more)
        case, panel = self.case(on), self.panel(on)
        proof = next(iter(case.root.served))
        until = (self.today() + timedelta(days=100)).isoformat()
        sanction: dict[str, Any] = {"kind": kind} | ({} if kind in ("none", "advice") else {"until": until})
        sanction |= {"rights": ["vote"]} if kind == "rights limit" else {}
        reasons = Words("reasons", "Reasons", "The panel believes the witness.")
        from folkmoot.site.evidence.acts import keep
        from folkmoot.site.record.acts import pen

        with pen():
            item = keep(
                person=panel[0].person, on=on, kind="reasons", title="Findings", data=SAID, at=self.now
            )
            facts: dict[str, Any] = {
                "findings": [{"offence": each, "proved": kind != "none", "reasons": item.seal,
                              "cites": [proof] if kind != "none" else []} for each in case.charges],
                "sanction": sanction, "proof": "cogent" if kind == "expulsion" else "balance",
                "remedies": list(REMEDIES),
            }  # fmt: skip
            if kind in ("function limit", "rights limit", "expulsion"):
                facts["branch"] = "commons"
            done = act(
                "decision.make", on=on, by=panel[0], at=self.now, facts=facts, words=[reasons],
                more_seals=[item.seal], relies_on=comparators(reading.assembly(), case.charges, self.now),
            )  # fmt: skip
        for hand in panel[1:]:
            if self.state(on) != "on papers":
                break
            act("decision.agree", on=on, by=hand, at=self.now, relies_on=[done.entry.index])
        touch_rights(on, self.now)
        return on


def found() -> Cases:
    """Found the network: all in one branch, the officers among them."""
    founders = [
        members.Founder(
            name,
            f"{name.lower()}@example.org",
            "harbour" if name in ("Sol", "Cleo") else "commons",
            [(OFFICERS[name], "commons")] if name in OFFICERS else [],
        )
        for name in NAMES
    ]
    made = members.found(
        name="The Commons Network",
        rulebook=starter("network").encode(),
        branches=[
            members.FoundingBranch("commons", "The Commons Network"),
            members.FoundingBranch("harbour", "Harbour", "commons"),
        ],
        founders=founders,
        at=START,
    )
    return Cases(dict(zip(NAMES, made, strict=True)))


@pytest.fixture
def cases(db: None, monkeypatch: pytest.MonkeyPatch) -> Cases:
    """The network, founded anew for each test; the site's clock is its own."""
    world = found()
    monkeypatch.setattr(clock, "read", lambda: world.now)
    return world
