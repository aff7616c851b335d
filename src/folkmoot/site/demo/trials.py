"""What happened in the year's cases: one reduced on appeal, one void, a precaution that ran out, five exiles,
and a comment that was hidden and came back. Days count from the founding, below zero back from today.
"""

from datetime import date, timedelta
from functools import partial
from typing import Any

from folkmoot.procedure.case import last_chance
from folkmoot.procedure.review import ITEMS, QUESTIONS
from folkmoot.site.cases.acts import (
    appeals,
    charges,
    classes,
    complaints,
    decisions,
    hearings,
    moderation,
    precautions,
    replies,
    reviews,
    triage,
)
from folkmoot.site.cases.acts.entering import Hand, Words
from folkmoot.site.cases.exclusion import Exclusion
from folkmoot.site.debate.models import Speech
from folkmoot.site.demo import trial_words as said
from folkmoot.site.demo.court import Court
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person

ONE_DAY = 86_400
UPHELD_FOR = 600  # days to the next look at an exclusion that was upheld


def hear_all(court: Court) -> None:
    """Plan all of them."""
    year = court.year
    year.plan(year.at(60, 18), partial(_complain, court))
    year.plan(year.at(128, 18), partial(_complain_in_vain, court))
    year.plan(year.at(172, 18), partial(_flag, court))
    for place, exile in enumerate(said.EXILES):
        year.plan(year.at(196 + place, 18), partial(_apply, court, exile))
    year.plan(year.at(203, 20), partial(_take_together, court))
    year.plan(year.at(-9, 18), partial(_complain_lately, court))
    year.plan(year.at(-20, 18), partial(_apply_lately, court))


def _day(court: Court, at: int, back: int) -> date:
    return court.year.calendar.local_date(at) - timedelta(days=back)


# A complaint that is decided, and reduced on appeal


def _complain(court: Court, at: int) -> None:
    proof = Words("evidence", said.PROOF_TITLE, said.PROOF)
    more = Words("evidence", said.MORE_TITLE, said.MORE)
    done = complaints.complain(
        by=court.year.fresh("greta"),
        about=court.year.fresh("ewan"),
        offence="harassment",
        first=_day(court, at, 12),
        last=_day(court, at, 3),
        facts=said.FACTS,
        evidence=[proof, more],
        at=at,
    )
    on = done.entry.on
    court.later(
        at, 1, lambda at: complaints.acknowledge(on=on, by=court.officer("case officer", at), at=at), 10
    )
    court.later(at, 1, partial(_ask_for_a_precaution, court, on), 11)
    court.later(at, 1, lambda at: court.draw(on, partial(_open, court, on, "finn", said.CHARGE), at), 19)


def _ask_for_a_precaution(court: Court, on: str, at: int) -> None:
    part = f"{on}/interim/1"
    precautions.request(
        on=part,
        by=court.hand("greta", "complainant"),
        risk="safety",
        rights=["attend"],
        selection=False,
        facts=said.DANGER,
        lesser=said.LESSER,
        unheard=True,
        at=at,
    )
    court.draw(part, partial(_grant, court, part), at)


def _grant(court: Court, part: str, at: int) -> None:
    def put(hand: Hand, at: int) -> int:
        return decisions.decide_precaution(
            on=part,
            by=hand,
            grant=True,
            rights=["attend"],
            reasons=said.GRANTED,
            at=at,
            document=said.GRANTED,
        ).entry.index

    def agree(hand: Hand, index: int, at: int) -> object:
        return decisions.agree("interim.agree", on=part, by=hand, index=index, at=at)

    court.decide(part, put, agree, at, hours=2)
    court.later(
        at, 2, lambda at: precautions.hear(on=part, by=court.hand("ewan", "subject"), words=said.HEARD, at=at)
    )
    court.later(at, 3, lambda at: court.draw(part, partial(_look, court, part), at))


def _look(court: Court, part: str, at: int) -> None:
    for hand in court.sitting(part):
        if court.case(part).phase == "in force unheard":
            decisions.look(on=part, by=hand, keep_it=True, reasons=said.KEPT, at=at)


def _open(court: Court, on: str, investigator: str, charge: said.Charge, at: int) -> None:
    triage.open_case(
        on=on,
        by=court.adjudicator(on),
        charges=court.case(on).charges,
        investigator=court.free(on, investigator, "tamar", "kofi", "finn", "zadie"),
        words=charge.words,
        where=charge.where,
        when=charge.when,
        reasons=charge.reasons,
        at=at,
    )
    if charge.served:
        court.later(at, 2, partial(_serve, court, on))


def _serve(court: Court, on: str, at: int) -> None:
    charges.serve(on=on, by=court.officer("case officer", at), way="e-mail", at=at)
    court.later(at, 1, lambda at: court.draw(on, partial(_panel_sits, court, on), at, absent=1))
    court.later(at, 9, partial(_reply, court, on))


def _reply(court: Court, on: str, at: int) -> None:
    letter = Words("evidence", said.LETTER_TITLE, said.LETTER)
    replies.reply(
        on=on, by=court.hand("ewan", "subject"), words=said.REPLY, hearing=True, evidence=[letter], at=at
    )


def _panel_sits(court: Court, on: str, at: int) -> None:
    court.when(lambda at: court.case(on).phase == "to be heard", partial(_fix, court, on), at)


def _fix(court: Court, on: str, at: int) -> None:
    calendar = court.year.calendar
    day = calendar.local_date(at) + timedelta(days=18)
    when = calendar.at(day, 19)
    hearings.fix(on=on, by=court.sitting(on)[0], when=when, kind="link", where=said.PLACE, at=at)
    court.year.plan(when + 7_200, partial(_held, court, on))


def _held(court: Court, on: str, at: int) -> None:
    hearings.hold(
        on=on,
        by=court.sitting(on)[0],
        attended=["subject", "complainant", "investigator", "panel"],
        note=said.NOTE,
        at=at,
    )
    court.later(at, 4, partial(_decide, court, on))


def _decide(court: Court, on: str, at: int) -> None:
    served = set(court.case(on).served)
    cites = list(
        Item.objects.filter(on=on, kind="evidence", seal__in=served)
        .order_by("made_at")
        .values_list("seal", flat=True)
    )[:1]
    until = court.year.calendar.local_date(at) + timedelta(days=200)
    judgement = decisions.Judgement(
        findings=[decisions.Finding(each, True, cites, said.FINDING) for each in court.case(on).charges],
        sanction={"kind": "rights limit", "until": until.isoformat(), "rights": ["stand", "attend"]},
        reasons=said.REASONS,
        document=said.DECISION,
    )
    court.decide(
        on,
        lambda hand, at: decisions.decide(on=on, by=hand, judgement=judgement, at=at).entry.index,
        lambda hand, index, at: decisions.agree("decision.agree", on=on, by=hand, index=index, at=at),
        at,
    )
    court.later(at, 11, partial(_appeal, court, on))


def _appeal(court: Court, on: str, at: int) -> None:
    part = f"{on}/appeal/1"
    appeals.appeal(on=part, by=court.hand("ewan", "subject"), grounds=["sanction"], words=said.APPEAL, at=at)
    court.later(at, 1, lambda at: court.draw(part, partial(_hear_both, court, part), at))


def _hear_both(court: Court, part: str, at: int) -> None:
    """The panel decides when the time for statements is over, whatever holidays lengthen it."""
    appeals.state(on=part, by=court.hand("greta", "complainant"), words=said.HER_STATEMENT, at=at)
    over, _power = last_chance(court.case(part), "appeal.state")
    assert over is not None
    court.when(lambda at: at > over, partial(_decide_appeal, court, part), at)


def _decide_appeal(court: Court, part: str, at: int) -> None:
    until = court.year.calendar.local_date(at) + timedelta(days=120)
    milder = {"kind": "warning", "until": until.isoformat()}

    def put(hand: Hand, at: int) -> int:
        return decisions.decide_appeal(
            on=part,
            by=hand,
            outcome="reduced",
            reasons=said.REDUCED,
            at=at,
            document=said.REDUCED,
            sanction=milder,
        ).entry.index

    court.decide(
        part,
        put,
        lambda hand, index, at: decisions.agree("appeal.agree", on=part, by=hand, index=index, at=at),
        at,
    )


# A complaint that came to nothing, because the officer sat on it


def _complain_in_vain(court: Court, at: int) -> None:
    done = complaints.complain(
        by=court.year.fresh("leila"),
        about=court.year.fresh("piotr"),
        offence="confidence",
        first=_day(court, at, 6),
        last=_day(court, at, 6),
        facts=said.LIST_FACTS,
        evidence=[Words("evidence", said.LIST_TITLE, said.LIST)],
        at=at,
    )
    on = done.entry.on
    court.later(at, 1, lambda at: court.draw(on, partial(_open, court, on, "tamar", said.LIST_CHARGE), at))


def _complain_lately(court: Court, at: int) -> None:
    done = complaints.complain(
        by=court.year.fresh("bettan"),
        about=court.year.fresh("samir"),
        offence="retaliation",
        first=_day(court, at, 5),
        last=_day(court, at, 4),
        facts=said.LATE_FACTS,
        evidence=[Words("evidence", said.LATE_TITLE, said.LATE)],
        at=at,
    )
    on = done.entry.on
    court.later(at, 1, lambda at: court.draw(on, partial(_open, court, on, "kofi", said.LATE_CHARGE), at))


# A comment


def _flag(court: Court, at: int) -> None:
    author = court.year.fresh("dai")
    speech = Speech.objects.filter(person=author).order_by("entry").first()
    assert speech is not None, "dai has said nothing yet"
    on = moderation.flag(entry=speech.entry, ground="person", by=court.year.fresh("samir"), at=at).entry.on
    court.later(at, 1, partial(_hide, court, on))


def _hide(court: Court, on: str, at: int) -> None:
    moderation.moderate(
        on=on, by=court.officer("moderator", at), at=at, outcome="hidden", statement=said.statement()
    )
    court.later(at, 1, partial(_appeal_comment, court, on))


def _appeal_comment(court: Court, on: str, at: int) -> None:
    moderation.appeal(on=on, by=court.hand("dai", "author"), at=at, reasons=said.COMMENT_APPEAL)
    court.draw(on, partial(_restore, court, on), at)


def _restore(court: Court, on: str, at: int) -> None:
    court.decide(
        on,
        lambda hand, at: (
            moderation.judge(on=on, by=hand, at=at, outcome="restored", reasons=said.RESTORED).entry.index
        ),
        lambda hand, index, at: moderation.agree(on=on, by=hand, at=at, proposal=index),
        at,
    )


# Five whom the steering group struck off one evening, and one whom another body expelled


def _apply(court: Court, exile: said.Exile, at: int) -> None:
    person, done = reviews.apply_by_address(
        email=exile.address,
        shown_name=exile.shown,
        about=Exclusion("own", "expelled", court.year.day(0).year - 2, ["annul"]),
        told=exile.told,
        at=at,
    )
    on = done.entry.on
    court.later(at, 10, partial(_disclose, court, on, exile))
    court.later(at, 16, partial(_comment, court, on, person.pk))


def _disclose(court: Court, on: str, exile: said.Exile, at: int) -> None:
    items = {item: [Words("evidence", item, said.FILE[item])] for item in ITEMS if item in exile.file}
    reviews.disclose(
        on=on, by=court.officer("case officer", at), at=at, items=items, way="e-mail", note=said.FILE_NOTE
    )


def _comment(court: Court, on: str, person: str, at: int) -> None:
    applicant = Person.objects.get(pk=person)
    reviews.reply(on=on, by=Hand(applicant, "applicant"), at=at, comment=said.COMMENT)


def _take_together(court: Court, at: int) -> None:
    together = [f"review/{number}" for number in range(1, len(said.EXILES) + 1)]
    on = classes.open_class(by=court.year.fresh("tamar"), reviews=together, lead=together[0], at=at).entry.on
    for place, key in enumerate(said.SUPPORTERS):
        court.later(at, 1 + place // 4, partial(_support, court, on, key), 17 + place % 4)
    court.when(
        lambda at: court.case(on).phase == "formed",
        lambda at: court.draw(on, partial(_wait, court, on), at),
        at,
    )


def _support(court: Court, on: str, key: str, at: int) -> None:
    classes.join_class(on=on, by=Hand(court.year.fresh(key)), at=at)


def _wait(court: Court, on: str, at: int) -> None:
    court.later(at, 10, partial(_decide_class, court, on))


def _decide_class(court: Court, on: str, at: int) -> None:
    after = court.year.calendar.local_date(at) + timedelta(days=UPHELD_FOR)
    found: dict[str, dict[str, Any]] = {}
    for part, exile in zip(court.case(on).parts, said.EXILES, strict=True):
        answers = {question: exile.answers.get(question, "no") for question in QUESTIONS}
        found[part] = {"answers": answers, "outcome": exile.outcome}
        if exile.outcome == "upheld":
            found[part]["next"] = after.isoformat()
    court.decide(
        on,
        lambda hand, at: (
            classes.decide_class(
                on=on, by=hand, at=at, decisions=found, reasons=said.CLASS_REASONS
            ).entry.index
        ),
        lambda hand, index, at: classes.agree_class(on=on, by=hand, at=at, proposal=index),
        at,
    )


def _apply_lately(court: Court, at: int) -> None:
    reviews.apply_by_address(
        email=said.LATEST.address,
        shown_name=said.LATEST.shown,
        about=Exclusion("other", "suspended", court.year.day(0).year, ["recognise"], said.OTHER_BODY),
        told=said.LATEST.told,
        at=at,
    )
