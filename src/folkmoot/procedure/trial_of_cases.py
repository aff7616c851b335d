"""The steps of examples about complaints, panels, precautions, appeals, reviews and comments, played as acts.

In the family of a case the first members of the branch have parts: subject, complainant, investigator;
officers act under the names after those, so that nobody has two parts. Lots are thrown with fixed dice.
"""

from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.lots.sources import Source
from folkmoot.procedure import announcing, appeal, complaint, draw, moderation, precaution, review
from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder
from folkmoot.procedure.charge import served_facts
from folkmoot.procedure.dispute import Dispute, family, term
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.parts import next_part
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.sanction import latest_end, precaution_days, rights_of
from folkmoot.procedure.scene import BRANCH, DAY_0, Scene, code_name
from folkmoot.procedure.seating import Purpose
from folkmoot.rulebook.book import Step
from folkmoot.rulebook.vocabulary import REMEDIES

Play = Callable[[Scene, Step], None]
SUBJECT, COMPLAINANT, INVESTIGATOR, OFFICERS = 0, 1, 2, 3
DICE = "152634" * 4
PURPOSES: Mapping[tuple[str, str], Purpose] = {
    **{("case", state): purpose for state, purpose in complaint.PURPOSES.items()},
    ("precaution", "asked"): precaution.DUTY,
    ("precaution", "in force unheard"): precaution.FRESH,
    ("precaution", "renewal"): precaution.RENEWAL,
    ("precaution", "under appeal"): precaution.OTHERS,
    ("appeal", "filed"): appeal.PANEL,
    **{("review", state): review.PANEL for state in review.LIVE},
    ("moderation", "jury"): moderation.JURY,
}
"""What is drawn for, by kind of proceeding and its state."""
SITS = {"triage": "an adjudicator", "jury": "a jury"}
FLAGS = {
    "a threat": "threat",
    "private data": "private",
    "a crime": "crime",
    "an attack": "person",
    "off the matter": "off-topic",
}
OUTCOMES = {
    "annuls": "annulled",
    "restores": "restored",
    "recognises": "recognised",
    "upholds": "upheld",
    "quashes": "quashed",
    "hides": "hidden",
    "labels": "labelled",
    "keeps": "kept",
}


def _dispute(scene: Scene, kind: str = "") -> Dispute:
    """The proceeding that a step is about: the one last spoken of, or the head of its family."""
    case = scene.case
    if kind == "case" and isinstance(case, Dispute):
        case = case.root
    if not isinstance(case, Dispute) or (kind and case.machine.name != kind):
        raise OutOfOrder(
            rule="",
            condition=f"This step is about a proceeding of another kind{f' ({kind})' if kind else ''}.",
            fact=f"The example speaks of {scene.on}.",
            cure="",
        )
    scene.on = case.on
    return case


def _name(scene: Scene, on: str, number: int) -> str:
    """The code name of a member in a family; counted from the end where the number is negative."""
    return code_name(family(on), number % scene.members)


def _by(scene: Scene, on: str, number: int, role: str = "member") -> Actor:
    return Actor(role, _name(scene, on, number))


def _bystander(scene: Scene, case: Dispute) -> Actor:
    """A member who has had no part in a case."""
    names = reversed(scene.names(family(case.on)))
    return Actor("member", next((name for name in names if name not in case.root.roles), ""))


def _seals(scene: Scene, on: str, *what: str) -> tuple[str, ...]:
    return tuple(digest_of(f"{on}/{each}/{scene.assembly.size}".encode()) for each in what)


def _roll(scene: Scene, on: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    roll, papers = make_roll(scene.names(family(on)))
    return roll.as_facts(), papers


def _officer(scene: Scene, step: Step) -> tuple[Actor, dict[str, Any]]:
    """The officer of a step, and what their entry states of them."""
    number = OFFICERS + scene.book.offices.index(step.office)
    facts = {"passkey": True, "as": _name(scene, scene.on, number)}
    return Actor(step.office, code_name("office", step.office)), facts


def _first_allowed(plain: Callable[[], object], late: Callable[[], object]) -> None:
    """The plain form of an act, or where it is refused the late one; the refusal of that where both are."""
    try:
        plain()
    except OutOfOrder:
        late()


# Complaints


def _file(scene: Scene, step: Step) -> None:
    at = scene.at(step)
    on = scene.on = f"case/{scene.assembly.next_number('case')}"
    number = step.numbers[0] if step.numbers else 0
    day = scene.book.calendar.local_date(at).fromordinal(
        scene.book.calendar.local_date(at).toordinal() - number
    )
    roll, papers = _roll(scene, on)
    facts = {
        "subject": _name(scene, on, SUBJECT),
        "offence": step.about,
        "from": day.isoformat(),
        "until": day.isoformat(),
        "roll": roll,
        "matter": digest_of(on.encode()),
    }
    by, seals = _by(scene, on, COMPLAINANT), _seals(scene, on, "facts", "proof")
    with_leave: dict[str, Any] = {"late": True}
    _first_allowed(
        lambda: scene.do("complaint.file", on, by, at, facts, papers, seals=seals),
        lambda: scene.do("complaint.file", on, by, at, facts | with_leave, papers, seals=seals),
    )


def _announce(scene: Scene, step: Step) -> None:
    case, at = _dispute(scene), scene.at(step)
    state = scene.assembly.standing(case.on, at).state
    purpose = PURPOSES.get((case.machine.name, state))
    by = _by(scene, case.on, -1)
    if purpose is None:
        scene.do("draw.announce", case.on, by, at, {})
        return
    roll, papers = make_roll(scene.names(family(case.on)))
    out = {name: "party" for name in case.root.roles if name in roll.names}
    facts = announcing.as_facts(case, case.book, purpose, out, roll, at)
    scene.do("draw.announce", case.on, by, at, facts, papers)


def _sit(scene: Scene, step: Step) -> None:
    """Announce the draw where it has not been, throw the dice, let all accept in their order, seat them."""
    case, at = (
        _dispute(
            scene, "case" if step.about in ("a panel", "an adjudicator") and _is_precaution(scene) else ""
        ),
        scene.at(step),
    )
    on, state = case.on, scene.assembly.standing(case.on, at).state
    purpose = PURPOSES.get((case.machine.name, state))
    sits = (
        SITS.get(purpose.name, "a duty panel" if case.machine.name == "precaution" else "a panel")
        if purpose
        else step.about
    )
    if sits != step.about:
        raise OutOfOrder(rule="", condition=f"What is drawn here is {sits}.", fact="", cure="")
    if purpose is None or case.panel is None or case.panel.purpose != purpose.name:
        _announce(scene, step)
    panel = case.panel
    assert panel is not None
    if purpose is not None and purpose.quick:  # the lot is thrown as soon as it may be
        at = max(at, panel.announcement.ready)
    for number in (-2, -3, -4):
        scene.do("draw.dice", on, _by(scene, on, number), at, {"dice": DICE})
    source = Source("dice", DICE.encode())
    _names, ranking = draw.outcome_of(panel, source, family(on))
    facts = {"source": source.line().rstrip("\n"), "ranking": ranking}
    scene.do("draw.result", on, _by(scene, on, -1), at, facts)
    for name in panel.ranking[: panel.seats]:
        scene.do("draw.accept", on, Actor("drawn member", name), at, {})
    scene.do("panel.seat", on, THE_SITE, at, {})


def _is_precaution(scene: Scene) -> bool:
    return scene.on.count("/interim/") == 1


def _adjudicator(case: Dispute) -> Actor:
    return Actor("adjudicator", case.holder("adjudicator"))


def _open(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "case")
    facts: dict[str, Any] = {
        "charges": [case.charges[0]],
        "investigator": _name(scene, case.on, INVESTIGATOR),
        "rests_on": "conduct",
    }
    if case.late:
        facts["leave"] = True
    seals = _seals(scene, case.on, "draft")
    scene.do("triage.open", case.on, _adjudicator(case), scene.at(step), facts, seals=seals)


def _reject(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "case")
    facts = {"ground": "speech"}
    seals = _seals(scene, case.on, "reasons")
    scene.do("triage.reject", case.on, _adjudicator(case), scene.at(step), facts, seals=seals)


def _complainant(verb: str) -> Play:
    def act(scene: Scene, step: Step) -> None:
        case = _dispute(scene, "case")
        scene.do(verb, case.on, _by(scene, case.on, COMPLAINANT, "complainant"), scene.at(step), {})

    return act


def _serve(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "case")
    by, facts = _by(scene, case.on, -1), served_facts(case, way="e-mail", items=1)
    if step.office:
        by, more = _officer(scene, step)
        facts |= more
    seals = _seals(scene, case.on, "charge", "proof")
    scene.used["proof"] = scene.assembly.size
    scene.do("charge.serve", case.on, by, scene.at(step), facts, seals=seals)


def _reply(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "case")
    facts = {"hearing": bool(step.about), "items": 0}
    seals = _seals(scene, case.on, "reply")
    scene.do("reply.file", case.on, _subject(scene, case), scene.at(step), facts, seals=seals)


def _subject(scene: Scene, case: Dispute) -> Actor:
    return _by(scene, case.on, SUBJECT, "subject")


def _extend(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "case")
    scene.do("term.extend", case.on, _subject(scene, case), scene.at(step), {"days": step.numbers[0]})


# Hearings and decisions


def _sitting(case: Dispute, number: int = 0) -> Actor:
    """A member of the panel; nobody where none sits."""
    sitting = case.panel.sitting if case.panel else []
    return Actor("panel member", sitting[number] if number < len(sitting) else "")


def _fix(scene: Scene, step: Step) -> None:
    """The hearing is fixed for ten in the morning."""
    case = _dispute(scene)
    day = DAY_0.fromordinal(DAY_0.toordinal() + step.numbers[0])
    facts = {"at": scene.book.calendar.at(day, 10, 0), "kind": "link"}
    scene.do("hearing.fix", case.on, _sitting(case), scene.at(step), facts)


def _hold(scene: Scene, step: Step) -> None:
    case = _dispute(scene)
    seals, facts = _seals(scene, case.on, "note"), {"attended": ["subject", "panel"]}
    scene.do("hearing.held", case.on, _sitting(case), scene.at(step), facts, seals=seals)


def _put(scene: Scene, step: Step, case: Dispute, verb: str, facts: dict[str, Any], *what: str) -> None:
    """Put a decision to the panel, and let so many of it agree as the step says, or as it takes."""
    at, sits = scene.at(step), len(case.panel.sitting) if case.panel else 0
    agree = step.numbers[0] if step.numbers else sits
    seals = _seals(scene, case.on, *(what or ("reasons",)))
    index = scene.do(verb, case.on, _sitting(case), at, facts, seals=seals)
    for number in range(1, min(agree, sits)):
        if index in case.proposals:
            kind = verb.partition(".")[0]
            scene.do(f"{kind}.agree", case.on, _sitting(case, number), at, {}, relies_on=(index,))


def _decide(scene: Scene, step: Step) -> None:
    case, at, kind = _dispute(scene, "case"), scene.at(step), step.about
    proof = digest_of(f"{case.on}/proof/{scene.used.get('proof', 0)}".encode())
    served = precaution_days(scene.assembly, case, at)
    sanction: dict[str, Any] = {"kind": kind}
    until = latest_end(case.book, kind, at, served)
    if until is not None:
        sanction["until"] = until.isoformat()
    if kind == "rights limit":
        sanction["rights"] = ["stand"]
    reasons = _seals(scene, case.on, "reasons")[0]
    facts: dict[str, Any] = {
        "findings": [
            {
                "offence": each,
                "proved": kind != "none",
                "cites": [proof] if kind != "none" else [],
                "reasons": reasons,
            }
            for each in case.charges
        ],
        "sanction": sanction,
        "proof": "cogent" if kind == "expulsion" else "balance",
        "remedies": list(REMEDIES),
    }
    if rights_of(sanction):
        facts["branch"] = BRANCH
    _put(scene, step, case, "decision.make", facts, "reasons", "sanction")


# Appeals


def _appeal(scene: Scene, step: Step) -> None:
    if _is_precaution(scene):
        _appeal_against(scene, step)
        return
    head, at = _dispute(scene, "case"), scene.at(step)
    on = scene.on = next_part(head, "appeal")
    by, seals = _subject(scene, head), _seals(scene, on, "appeal")
    facts: dict[str, Any] = {"grounds": ["fact"]}
    _first_allowed(
        lambda: scene.do("appeal.file", on, by, at, facts, seals=seals),
        lambda: scene.do("appeal.file", on, by, at, facts | {"late": True}, seals=seals),
    )


def _appeal_against(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "precaution")
    seals = _seals(scene, case.on, "appeal")
    facts = {"new_facts": False}
    scene.do("interim.appeal", case.on, _subject(scene, case), scene.at(step), facts, seals=seals)


def _state(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "appeal")
    seals = _seals(scene, case.on, "statement")
    scene.do("appeal.state", case.on, _subject(scene, case), scene.at(step), {}, seals=seals)


def _lacking(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "appeal")
    by, facts = _officer(scene, step)
    seals = _seals(scene, case.on, "lack")
    scene.do("appeal.defect", case.on, by, scene.at(step), facts, seals=seals)


def _judge(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "appeal")
    _put(scene, step, case, "appeal.decide", {"outcome": OUTCOMES[step.about]})


# Precautions


def _request(scene: Scene, step: Step) -> None:
    head = _dispute(scene, "case")
    on = scene.on = next_part(head, "interim")
    facts = {"risk": "safety", "rights": ["attend"], "selection": bool(step.about)}
    by, seals = _by(scene, on, COMPLAINANT, "complainant"), _seals(scene, on, "facts", "why not less")
    scene.do("interim.request", on, by, scene.at(step), facts, seals=seals)


def _emergency(scene: Scene, step: Step) -> None:
    head = _dispute(scene, "case")
    on = scene.on = next_part(head, "interim")
    by, more = _officer(scene, step)
    facts = {"risk": "safety", "rights": ["attend"], "branch": BRANCH} | more
    scene.do("interim.emergency", on, by, scene.at(step), facts, seals=_seals(scene, on, "danger"))


def _join(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "precaution")
    scene.do("interim.join", case.on, _bystander(scene, case), scene.at(step), {"holds_office": False})


def _hear(scene: Scene, step: Step, case: Dispute) -> None:
    seals = _seals(scene, case.on, "answer")
    scene.do("interim.hear", case.on, _subject(scene, case), scene.at(step), {}, seals=seals)


def _grant(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "precaution")
    if not step.about:
        _hear(scene, step, case)
    facts = {"grant": True, "heard": not step.about, "rights": ["attend"], "branch": BRANCH}
    _put(scene, step, case, "interim.decide", facts)


def _renew(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "precaution")
    by, facts = _officer(scene, step)
    seals = _seals(scene, case.on, "reasons")
    scene.do("interim.renew", case.on, by, scene.at(step), facts, seals=seals)


def _keep(scene: Scene, step: Step) -> None:
    """The subject says what there is to say, and the duty panel keeps the precaution all the same."""
    case, at = _dispute(scene, "precaution"), scene.at(step)
    _hear(scene, step, case)
    sitting = list(case.panel.sitting) if case.panel else [""]
    for name in sitting:
        if case.panel is not None or name == "":
            seals = _seals(scene, case.on, f"look of {name}")
            scene.do("interim.look", case.on, Actor("panel member", name), at, {"keep": True}, seals=seals)


# Reviews


def _apply(scene: Scene, step: Step) -> None:
    at = scene.at(step)
    on = scene.on = f"review/{scene.assembly.next_number('review')}"
    roll, papers = _roll(scene, on)
    own = step.about == "this body"
    facts = {
        "excluder": "own" if own else "other",
        "act": "expelled",
        "year": DAY_0.year - 6,
        "sought": ["restore"] if own else ["recognise"],
        "roll": roll,
        "matter": digest_of(on.encode()),
    }
    seals = _seals(scene, on, "application")
    scene.do("review.apply", on, _applicant(on), at, facts, papers, seals=seals)


def _applicant(on: str) -> Actor:
    return Actor("applicant", code_name(on, "applicant"))


def _disclose(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "review")
    by, more = _officer(scene, step)
    items = list(review.ITEMS) if step.about == "the whole file" else []
    facts = {"items": items, "way": "e-mail"} | more
    seals = _seals(scene, case.on, *(items or ["nothing"]))
    scene.do("review.disclose", case.on, by, scene.at(step), facts, seals=seals)


def _comment(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "review")
    seals = _seals(scene, case.on, "comment")
    scene.do("review.reply", case.on, _applicant(case.on), scene.at(step), {}, seals=seals)


def _review(scene: Scene, step: Step) -> None:
    case, outcome = _dispute(scene, "review"), OUTCOMES[step.about]
    answer = "yes" if outcome == "upheld" else "unknown"
    facts: dict[str, Any] = {"answers": dict.fromkeys(review.QUESTIONS, answer), "outcome": outcome}
    if outcome == "upheld":
        day = case.book.calendar.last_day(term(case.book, "review.next"), scene.at(step))
        facts["next"] = day.isoformat()
    _put(scene, step, case, "review.decide", facts)


# Comments


def _flag(scene: Scene, step: Step) -> None:
    """Somebody speaks to a motion, and somebody else flags what they said."""
    at = scene.at(step)
    scene.begin("motion.table", "motion", at)
    speech = scene.speak(Actor("member", scene.names(scene.on)[SUBJECT]), at)
    on = scene.on = f"comment/{speech}"
    roll, papers = _roll(scene, on)
    facts = {
        "ground": FLAGS[step.about],
        "author": _name(scene, on, SUBJECT),
        "branch": BRANCH,
        "roll": roll,
    }
    scene.do("comment.flag", on, _by(scene, on, COMPLAINANT), at, facts, papers)


def _hold_back(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "moderation")
    by, facts = _officer(scene, step)
    scene.do("comment.hold", case.on, by, scene.at(step), facts)


def _moderate(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "moderation")
    by, more = _officer(scene, step)
    stated = {"outcome": OUTCOMES[step.about], "states": list(moderation.STATEMENT), "automatic": False}
    seals = _seals(scene, case.on, "reasons")
    scene.do("comment.moderate", case.on, by, scene.at(step), stated | more, seals=seals)


def _to_a_jury(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "moderation")
    by, seals = _by(scene, case.on, SUBJECT, "author"), _seals(scene, case.on, "appeal")
    scene.do("moderation.appeal", case.on, by, scene.at(step), {}, seals=seals)


def _jury(scene: Scene, step: Step) -> None:
    case = _dispute(scene, "moderation")
    _put(scene, step, case, "jury.decide", {"outcome": OUTCOMES[step.about]})


STEPS: dict[str, Play] = {
    "file": _file,
    "announce": _announce,
    "sit": _sit,
    "open": _open,
    "reject": _reject,
    "ask_again": _complainant("triage.ask_again"),
    "take_back": _complainant("complaint.withdraw"),
    "serve": _serve,
    "reply": _reply,
    "extend": _extend,
    "fix": _fix,
    "hold": _hold,
    "decide": _decide,
    "appeal": _appeal,
    "state": _state,
    "lacking": _lacking,
    "judge": _judge,
    "request": _request,
    "emergency": _emergency,
    "join": _join,
    "grant": _grant,
    "renew": _renew,
    "keep": _keep,
    "apply": _apply,
    "disclose": _disclose,
    "comment": _comment,
    "review": _review,
    "flag": _flag,
    "hold_back": _hold_back,
    "moderate": _moderate,
    "object_to": _to_a_jury,
    "jury": _jury,
}
