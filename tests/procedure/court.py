"""A tribunal with all that hangs on cases: precautions, appeals, reviews, classes, moderation."""

from typing import Any

from folkmoot.procedure import appeal, likeness, moderation, precaution, review
from folkmoot.procedure.act import Act, Actor
from folkmoot.rulebook.vocabulary import REMEDIES
from procedure.tribunal import INVESTIGATOR, OFFICER_AS, SUBJECT, Tribunal, sealed
from procedure.world import ROOT, SEAL

APPLICANT, MODERATOR_AS, FLAGGER, AUTHOR = 7, 6, 8, 9
DUTIES = {
    "asked": precaution.DUTY,
    "in force unheard": precaution.FRESH,
    "renewal": precaution.RENEWAL,
    "under appeal": precaution.OTHERS,
}
WELL = {"rule": "yes", "notice": "yes", "bias": "yes", "range": "yes", "conduct": "no"}
BADLY = dict.fromkeys(WELL, "no")
FILE = ["rule", "charge", "evidence", "decision", "reasons"]


class Court(Tribunal):
    """The steps of the parts of a case and of the other machines."""

    def officer_as(self, on: str, office: str, number: int = OFFICER_AS) -> tuple[Actor, dict[str, Any]]:
        """An officer in a case, and what the entry states of them."""
        return self.officer(office), {"passkey": True, "as": self.name(on, number)}

    # -- precautions

    def requesting(self, head: str, **changes: Any) -> Act:
        """The investigator, or before there is one the complainant, asks for a precaution."""
        case = self.dispute(head)
        number = sum("/interim/" in part for part in case.parts) + 1
        role = "investigator" if case.holder("investigator") else "complainant"
        by = changes.pop("by", Actor(role, case.holder(role)))
        on = f"{head}/interim/{number}"
        facts = {"risk": "safety", "rights": ["speak", "attend"], "selection": False}
        seals = changes.pop("seals", (sealed(on, "facts"), sealed(on, "why not less")))
        return self.act("interim.request", on, by, seals=seals, **(facts | changes))

    def request(self, head: str, **changes: Any) -> str:
        """Ask for a precaution; its name."""
        act = self.requesting(head, **changes)
        self.do(act)
        return act.on

    def hearing_subject(self, on: str) -> Act:
        """The subject is heard on a precaution."""
        seals = (sealed(on, "subject", self.assembly.size),)
        return self.act("interim.hear", on, self.by(on, SUBJECT, "subject"), seals=seals)

    def granting(self, on: str, **changes: Any) -> Act:
        """The duty panel grants all that was asked."""
        case = self.dispute(on)
        facts: dict[str, Any] = {"grant": True, "heard": "heard" in case.events}
        facts |= {"rights": list(case.sanction["rights"]), "branch": ROOT}
        by = changes.pop("by", self.sitting(on))
        seals = changes.pop("seals", (sealed(on, "reasons", self.assembly.size),))
        return self.act("interim.decide", on, by, seals=seals, **(facts | changes))

    def granted(self, head: str, *, heard: bool = True, **changes: Any) -> str:
        """A precaution in force."""
        on = self.request(head, **changes)
        if heard:
            self.do(self.hearing_subject(on))
        self.seat(on, DUTIES["asked"])
        self.agreeing(self.granting(on), "interim")
        return on

    def looking(self, on: str, number: int = 0, *, keep: bool = True, **changes: Any) -> Act:
        """A member of a fresh duty panel says whether it is kept."""
        seals = changes.pop("seals", (sealed(on, "fresh", self.assembly.size),))
        by = changes.pop("by", self.sitting(on, number))
        return self.act("interim.look", on, by, seals=seals, **({"keep": keep} | changes))

    def looked(self, on: str, *, keep: bool = True) -> None:
        """A duty panel drawn anew looks, and two of three say the same."""
        self.seat(on, DUTIES[self.state(on)])
        by = [self.sitting(on, number) for number in (0, 1)]
        for each in by:
            self.do(self.looking(on, keep=keep, by=each))

    def renewing(self, on: str, **changes: Any) -> Act:
        """The investigator asks for its renewal."""
        by = changes.pop("by", self.by(on, INVESTIGATOR, "investigator"))
        return self.act("interim.renew", on, by, seals=(sealed(on, "again", self.assembly.size),), **changes)

    def against(self, on: str, *, new_facts: bool | None = None) -> Act:
        """The subject appeals against a precaution."""
        by = self.by(on, SUBJECT, "subject")
        seals = (sealed(on, "against", self.assembly.size),)
        return self.act("interim.appeal", on, by, seals=seals, new_facts=new_facts)

    def acting_at_once(self, head: str, **changes: Any) -> Act:
        """The chair acts at once."""
        number = sum("/interim/" in part for part in self.dispute(head).parts) + 1
        on = f"{head}/interim/{number}"
        by, facts = self.officer_as(on, "chair", 10)
        facts |= {"risk": "safety", "rights": ["attend"], "branch": ROOT}
        return self.act("interim.emergency", on, by, seals=(sealed(on, "danger"),), **(facts | changes))

    # -- appeals

    def appealing(self, head: str, **changes: Any) -> Act:
        """The subject appeals."""
        number = sum("/appeal/" in part for part in self.dispute(head).parts) + 1
        on = f"{head}/appeal/{number}"
        by = changes.pop("by", self.by(on, SUBJECT, "subject"))
        seals = changes.pop("seals", (sealed(on, "appeal"),))
        return self.act("appeal.file", on, by, seals=seals, **({"grounds": ["fact", "sanction"]} | changes))

    def appealed(self, head: str, **changes: Any) -> str:
        """An appeal whose panel sits, and in which all statements are in."""
        act = self.appealing(head, **changes)
        self.do(act)
        self.seat(act.on, appeal.PANEL)
        self.pass_days(9)
        return act.on

    def judging(self, on: str, outcome: str = "upheld", **changes: Any) -> Act:
        """The appeal panel is asked to decide."""
        facts: dict[str, Any] = {"outcome": outcome, "remedies": list(REMEDIES)}
        if outcome == "reduced":
            facts["sanction"] = {"kind": "advice"}
        by = changes.pop("by", self.sitting(on))
        seals = changes.pop("seals", (sealed(on, "reasons", self.assembly.size),))
        return self.act("appeal.decide", on, by, seals=seals, **(facts | changes))

    # -- reviews

    def applying(self, number: int = APPLICANT, **changes: Any) -> Act:
        """Somebody excluded long ago applies; nobody asks whether they are a member."""
        on = f"review/{self.assembly.next_number('review')}"
        roll, papers = self.whole_roll(on, changes.pop("without", ()))
        facts = {
            "excluder": "own",
            "act": "expelled",
            "year": 2015,
            "sought": ["annul", "restore"],
            "roll": roll.as_facts(),
            "matter": sealed("exclusion", number),
        }
        by = changes.pop("by", Actor("applicant", self.name(on, 100 + number)))
        seals = changes.pop("seals", (sealed(on, "application"),))
        return self.act("review.apply", on, by, seals=seals, papers=papers, **(facts | changes))

    def apply(self, number: int = APPLICANT, **changes: Any) -> str:
        """Apply for a review; its name."""
        act = self.applying(number, **changes)
        self.do(act)
        return act.on

    def applicant(self, on: str) -> Actor:
        """Whoever applied."""
        return Actor("applicant", self.dispute(on).mover)

    def disclosing(self, on: str, items: list[str] | None = None, **changes: Any) -> Act:
        """The case officer discloses the file."""
        by, facts = self.officer_as(on, "case officer")
        found = FILE if items is None else items
        seals = changes.pop("seals", tuple(sealed(on, each) for each in found))
        more = {"items": list(found), "way": "post"}
        return self.act("review.disclose", on, by, seals=seals, **(facts | more | changes))

    def commenting(self, on: str) -> Act:
        """The applicant comments on the file."""
        return self.act("review.reply", on, self.applicant(on), seals=(sealed(on, "comment"),))

    def ready(self, number: int = APPLICANT, items: list[str] | None = None, **changes: Any) -> str:
        """A review with file and comment."""
        on = self.apply(number, **changes)
        self.do(self.disclosing(on, items))
        self.do(self.commenting(on))
        return on

    def reviewing(self, on: str, outcome: str = "annulled", **changes: Any) -> Act:
        """The review panel is asked to decide."""
        facts: dict[str, Any] = {"answers": WELL if outcome == "upheld" else BADLY, "outcome": outcome}
        if outcome == "upheld":
            facts["next"] = self.date(600)
        if outcome == "converted":
            facts["sanction"] = {"kind": "advice"}
        by = changes.pop("by", self.sitting(on))
        seals = changes.pop("seals", (sealed(on, "reasons", self.assembly.size),))
        return self.act("review.decide", on, by, seals=seals, **(facts | changes))

    def reviewed(self, outcome: str = "annulled", number: int = APPLICANT, **changes: Any) -> str:
        """A review that has been decided."""
        on = self.ready(number, **changes)
        self.seat(on, review.PANEL)
        self.agreeing(self.reviewing(on, outcome), "review")
        return on

    def gathering(self, reviews: list[str], **changes: Any) -> Act:
        """A member asks that reviews be taken together."""
        on = f"class/{self.assembly.next_number('class')}"
        roll, papers = self.whole_roll(on)
        facts = {"reviews": reviews, "lead": reviews[0] if reviews else "", "roll": roll.as_facts()}
        return self.act("class.open", on, self.by(on, 20), papers=papers, **(facts | changes))

    def formed(self, reviews: list[str]) -> str:
        """A class whose panel sits."""
        act = self.gathering(reviews)
        self.do(act)
        for number in range(10):
            self.do(self.act("class.join", act.on, self.by(act.on, number)))
        self.seat(act.on, likeness.CLASS_PANEL)
        return act.on

    def deciding_class(self, on: str, outcomes: dict[str, str], **changes: Any) -> Act:
        """The class panel is asked to decide on each."""
        decisions = {}
        for each, outcome in outcomes.items():
            decisions[each] = {"answers": WELL if outcome == "upheld" else BADLY, "outcome": outcome}
            if outcome == "upheld":
                decisions[each]["next"] = self.date(600)
        by = changes.pop("by", self.sitting(on))
        seals = (sealed(on, "reasons", self.assembly.size),)
        return self.act("class.decide", on, by, seals=seals, **({"decisions": decisions} | changes))

    # -- moderation

    def speech(self) -> int:
        """Somebody speaks in a debate; the index."""
        on = next((on for on in self.assembly.cases if on.startswith("motion/")), "") or self.debated()
        return self.do(self.act("debate.speak", on, self.member(on, AUTHOR), seals=(SEAL,)))

    def flagging(self, index: int, **changes: Any) -> Act:
        """A member flags a comment."""
        on = changes.pop("on", f"comment/{index}")
        roll, papers = self.whole_roll(on)
        facts = {"ground": "person", "author": self.name(on, AUTHOR), "branch": ROOT}
        by = changes.pop("by", self.by(on, FLAGGER))
        return self.act(
            "comment.flag", on, by, papers=papers, **(facts | {"roll": roll.as_facts()} | changes)
        )

    def flag(self, **changes: Any) -> str:
        """A flagged comment."""
        act = self.flagging(self.speech(), **changes)
        self.do(act)
        return act.on

    def moderating(self, on: str, outcome: str = "hidden", **changes: Any) -> Act:
        """The moderator decides, with reasons."""
        by, facts = self.officer_as(on, "moderator", MODERATOR_AS)
        facts |= {"outcome": outcome, "states": list(moderation.STATEMENT), "automatic": False}
        seals = changes.pop("seals", (sealed(on, "statement"),))
        return self.act("comment.moderate", on, by, seals=seals, **(facts | changes))

    def moderated(self, outcome: str = "hidden", **changes: Any) -> str:
        """A comment on which a moderator has decided."""
        on = self.flag(**changes)
        self.do(self.moderating(on, outcome))
        return on

    def jury(self, on: str) -> None:
        """The author appeals, and a jury is seated."""
        by = self.by(on, AUTHOR, "author")
        self.do(self.act("moderation.appeal", on, by, seals=(sealed(on, "appeal"),)))
        self.seat(on, moderation.JURY)

    def verdict(self, on: str, outcome: str = "restored", **changes: Any) -> Act:
        """The jury is asked to decide."""
        by = changes.pop("by", self.sitting(on))
        seals = (sealed(on, "reasons", self.assembly.size),)
        return self.act("jury.decide", on, by, seals=seals, **({"outcome": outcome} | changes))

    def muting(self, **changes: Any) -> Act:
        """The moderator keeps somebody from posting."""
        on = f"mute/{self.assembly.next_number('mute')}"
        facts = {"hours": 72, "tag": sealed("tag", 1), "passkey": True}
        return self.act("mute.impose", on, self.officer("moderator"), **(facts | changes))
