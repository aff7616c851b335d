"""A world in which complaints are heard: the steps of cases, reviews and moderation as acts in memory.

Each step takes the shortest way that the rules allow; tests bend one thing at a time with `changes`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from folkmoot.procedure import announcing, draw
from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.charge import served_facts
from folkmoot.procedure.complaint import PURPOSES
from folkmoot.procedure.decision import comparators
from folkmoot.procedure.dispute import Dispute, Panel, family
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.sanction import limited, precaution_days
from folkmoot.procedure.seating import Purpose
from folkmoot.procedure.trial import code_name
from folkmoot.rulebook.vocabulary import REMEDIES
from procedure.world import DAY_0, ROOT, World

SUBJECT, COMPLAINANT, INVESTIGATOR, COMPANION = 1, 2, 3, 4
OFFICER_AS = 5
DICE = "152634152634152634152634"


def sealed(*words: object) -> str:
    """A made-up seal: the same words give the same seal."""
    return sha256("/".join(map(str, words)).encode()).hexdigest()


class Tribunal(World):
    """Thirty members and their rules; `case/1` is where most things happen."""

    def name(self, on: str, number: int) -> str:
        """The code name of a member in the family of a proceeding."""
        return code_name(family(on), number)

    def by(self, on: str, number: int, role: str = "member") -> Actor:
        """A member in a proceeding, in a role."""
        return Actor(role, self.name(on, number))

    def whole_roll(self, on: str, without: Iterable[int] = ()) -> tuple[Any, dict[str, bytes]]:
        """The roll of a family: every member but those whose membership a sanction has taken."""
        gone = limited(self.assembly, ROOT, "membership", self.now)
        out = set(without) or set(range(1, 1 + gone))
        return make_roll(self.name(on, n) for n in self.people(ROOT) if n not in out)

    def dispute(self, on: str) -> Dispute:
        """The proceeding, as the record shows it."""
        found = self.assembly.cases[on]
        assert isinstance(found, Dispute)
        return found

    def officer_facts(self, on: str) -> dict[str, Any]:
        """What an officer's entry in a case states of the officer."""
        return {"passkey": True, "as": self.name(on, OFFICER_AS)}

    # -- a complaint

    def filing(self, **changes: Any) -> Act:
        """A complaint of harassment, about conduct on the day before."""
        on = f"case/{self.assembly.next_number('case')}"
        day = self.book.calendar.local_date(self.now).isoformat()
        roll, papers = self.whole_roll(on, changes.pop("without", ()))
        facts: dict[str, Any] = {
            "subject": self.name(on, SUBJECT),
            "offence": "harassment",
            "from": day,
            "until": day,
            "roll": roll.as_facts(),
            "matter": sealed("matter", on),
        }
        seals = changes.pop("seals", (sealed(on, "facts"), sealed(on, "proof")))
        by = changes.pop("by", self.by(on, COMPLAINANT))
        return self.act("complaint.file", on, by, seals=seals, papers=papers, **(facts | changes))

    def file(self, **changes: Any) -> str:
        """File a complaint; its name."""
        act = self.filing(**changes)
        self.do(act)
        return act.on

    def announcing(self, on: str, purpose: Purpose, **changes: Any) -> Act:
        """Announce a draw, with all who have a part left out."""
        case = self.dispute(on)
        roll, papers = self.whole_roll(on, changes.pop("without", ()))
        out = {name: "party" for name in case.root.roles if name in roll.names}
        facts = announcing.as_facts(case, case.book, purpose, out, roll, self.now)
        return self.act("draw.announce", on, self.by(on, 29), papers=papers, **(facts | changes))

    def panel(self, on: str) -> Panel:
        """The draw under way, or the panel that sits."""
        found = self.dispute(on).panel
        assert found is not None
        return found

    def throw(self, on: str, dice: str = DICE) -> None:
        """Three members enter what was thrown, and somebody the result, as soon as dice count."""
        panel = self.panel(on)
        said = panel.announcement
        self.now = max(self.now, said.ready if said.outside == "dice" else said.fallback_from)
        for number in (26, 27, 28):
            self.do(self.act("draw.dice", on, self.by(on, number), dice=dice))
        self.do(self.resulting(on, dice))

    def resulting(self, on: str, dice: str = DICE, **changes: Any) -> Act:
        """The result of a draw by dice."""
        source = draw.Source("dice", dice.encode())
        _names, ranking = draw.outcome_of(self.panel(on), source, family(on))
        facts = {"source": source.line().rstrip("\n"), "ranking": ranking}
        return self.act("draw.result", on, self.by(on, 29), **(facts | changes))

    def seat(self, on: str, purpose: Purpose, **changes: Any) -> None:
        """Draw and seat a panel: those drawn accept in their order."""
        self.do(self.announcing(on, purpose, **changes))
        self.throw(on)
        panel = self.panel(on)
        for name in panel.ranking[: panel.seats]:
            self.do(self.act("draw.accept", on, Actor("drawn member", name)))
        self.do(self.act("panel.seat", on, THE_SITE))

    def triage(self, on: str) -> Actor:
        """Draw the adjudicator."""
        self.seat(on, PURPOSES[self.state(on)])
        return Actor("adjudicator", self.dispute(on).holder("adjudicator"))

    def opening(self, on: str, **changes: Any) -> Act:
        """The adjudicator opens the case."""
        facts: dict[str, Any] = {
            "charges": ["harassment"],
            "investigator": self.name(on, INVESTIGATOR),
            "rests_on": "conduct",
        }
        by = Actor("adjudicator", self.dispute(on).holder("adjudicator"))
        return self.act("triage.open", on, by, seals=(sealed(on, "draft"),), **(facts | changes))

    def serving(self, on: str, **changes: Any) -> Act:
        """The case officer serves the charge and two items of evidence, by e-mail."""
        case = self.dispute(on)
        facts = served_facts(case, way="e-mail", items=2)
        seals = changes.pop("seals", tuple(sealed(on, each) for each in ("charge", "first", "second")))
        by = changes.pop("by", self.officer("case officer"))
        more = self.officer_facts(on) if by.role == "case officer" else {}
        return self.act("charge.serve", on, by, seals=seals, **(facts | more | changes))

    def replying(self, on: str, **changes: Any) -> Act:
        """The subject replies, and wants no hearing."""
        by = changes.pop("by", self.by(on, SUBJECT, "subject"))
        seals = changes.pop("seals", (sealed(on, "reply"),))
        return self.act("reply.file", on, by, seals=seals, **({"hearing": False, "items": 0} | changes))

    def notified(self, **changes: Any) -> str:
        """A case whose charge has been served."""
        on = self.file(**changes)
        self.triage(on)
        self.do(self.opening(on))
        self.do(self.serving(on))
        return on

    def panelled(self) -> str:
        """A case in which a panel sits."""
        on = self.notified()
        self.pass_days(3)
        self.seat(on, PURPOSES["notified"])
        return on

    def heard(self) -> str:
        """A case that has been replied to and heard."""
        on = self.panelled()
        self.do(self.replying(on, hearing=True))
        day = self.day + 24
        self.do(self.fixing(on, day))
        self.to(day, 18)
        self.do(self.holding(on))
        return on

    def sitting(self, on: str, number: int = 0) -> Actor:
        """A member of the panel that sits."""
        return Actor("panel member", self.panel(on).sitting[number])

    def fixing(self, on: str, day: int, **changes: Any) -> Act:
        """The panel fixes a hearing at six in the evening of a day."""
        at = replace(self).to(day, 18).now
        return self.act("hearing.fix", on, self.sitting(on), **({"at": at, "kind": "link"} | changes))

    def holding(self, on: str, **changes: Any) -> Act:
        """The hearing was held."""
        facts = {"attended": ["subject", "panel"]}
        seals = (sealed(on, "note", self.assembly.size),)
        return self.act("hearing.held", on, self.sitting(on), seals=seals, **(facts | changes))

    def deciding(self, on: str, kind: str = "warning", **changes: Any) -> Act:
        """The panel is asked to find the charge proved, and to impose a sanction."""
        case, reasons = self.dispute(on), sealed(on, "reasons", self.assembly.size)
        proved = changes.pop("proved", kind != "none")
        sanction: dict[str, Any] = {"kind": kind}
        if kind in ("warning", "function limit", "rights limit", "expulsion"):
            days = precaution_days(self.assembly, case.root, self.now)
            sanction["until"] = changes.pop("until", self.date(150 - days))
        if kind == "rights limit":
            sanction["rights"] = ["vote", "stand"]
        facts: dict[str, Any] = {
            "findings": [
                {
                    "offence": each,
                    "proved": proved,
                    "cites": [sealed(on, "first")] if proved else [],
                    "reasons": reasons,
                }
                for each in case.charges
            ],
            "sanction": sanction,
            "proof": "cogent" if kind == "expulsion" else "balance",
            "remedies": list(REMEDIES),
        }
        if kind in ("function limit", "rights limit", "expulsion"):
            facts["branch"] = ROOT
        relies = changes.pop("relies_on", self.compared(on))
        seals = changes.pop("seals", (reasons, sealed(on, "sanction", self.assembly.size)))
        by = changes.pop("by", self.sitting(on))
        return self.act("decision.make", on, by, seals=seals, relies_on=relies, **(facts | changes))

    def compared(self, on: str) -> list[int]:
        """The earlier decisions that a decision in this case names."""
        return comparators(self.assembly, self.dispute(on).charges, self.now)

    @property
    def day(self) -> int:
        """The day it is, counted from day 0."""
        return self.book.calendar.local_date(self.now).toordinal() - DAY_0.toordinal()

    def date(self, days: int) -> str:
        """The date so many days from now."""
        return (self.book.calendar.local_date(self.now) + timedelta(days=days)).isoformat()

    def agreeing(self, act: Act, kind: str = "decision") -> int:
        """Put a decision to the panel and let as many agree as it needs; the index at which it stands."""
        index = last = self.do(act)
        panel, number = self.dispute(act.on).panel, 1
        while panel is not None and index in self.dispute(act.on).proposals:
            by = Actor("panel member", panel.sitting[number])
            last = self.do(self.act(f"{kind}.agree", act.on, by, relies_on=(index,)))
            number += 1
        return last

    def decided(self, kind: str = "warning", **changes: Any) -> str:
        """A case that has been decided."""
        on = self.heard()
        self.agreeing(self.deciding(on, kind, **changes))
        return on
