"""The steps of examples about appeals, precautions, reviews and comments, played as acts."""

from typing import Any

from folkmoot.procedure import moderation, review
from folkmoot.procedure.act import Actor
from folkmoot.procedure.courtroom import (
    COMPLAINANT,
    SUBJECT,
    Play,
    actor,
    bystander,
    in_time_or_late,
    is_precaution,
    name_in,
    officer_of,
    put_to_panel,
    roll_of,
    seals_of,
    spoken_of,
    subject_of,
)
from folkmoot.procedure.dispute import Dispute, term
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.parts import next_part
from folkmoot.procedure.scene import BRANCH, DAY_0, Scene, code_name
from folkmoot.rulebook.book import Step
from folkmoot.rulebook.vocabulary import REMEDIES

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


# Appeals


def _appeal(scene: Scene, step: Step) -> None:
    if is_precaution(scene):
        _appeal_against(scene, step)
        return
    head, at = spoken_of(scene, "case"), scene.at(step)
    on = scene.on = next_part(head, "appeal")
    by, seals = subject_of(scene, head), seals_of(scene, on, "appeal")
    facts: dict[str, Any] = {"grounds": ["fact"]}
    in_time_or_late(
        lambda: scene.do("appeal.file", on, by, at, facts, seals=seals),
        lambda: scene.do("appeal.file", on, by, at, facts | {"late": True}, seals=seals),
    )


def _appeal_against(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "precaution")
    seals = seals_of(scene, case.on, "appeal")
    facts = {"new_facts": False}
    scene.do("interim.appeal", case.on, subject_of(scene, case), scene.at(step), facts, seals=seals)


def _state(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "appeal")
    seals = seals_of(scene, case.on, "statement")
    scene.do("appeal.state", case.on, subject_of(scene, case), scene.at(step), {}, seals=seals)


def _lacking(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "appeal")
    by, facts = officer_of(scene, step)
    seals = seals_of(scene, case.on, "lack")
    scene.do("appeal.defect", case.on, by, scene.at(step), facts, seals=seals)


def _judge(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "appeal")
    facts = {"outcome": OUTCOMES[step.about], "remedies": list(REMEDIES)}
    put_to_panel(scene, step, case, "appeal.decide", facts)


# Precautions


def _request(scene: Scene, step: Step) -> None:
    head = spoken_of(scene, "case")
    on = scene.on = next_part(head, "interim")
    facts = {"risk": "safety", "rights": ["attend"], "selection": bool(step.about)}
    by, seals = actor(scene, on, COMPLAINANT, "complainant"), seals_of(scene, on, "facts", "why not less")
    scene.do("interim.request", on, by, scene.at(step), facts, seals=seals)


def _emergency(scene: Scene, step: Step) -> None:
    head = spoken_of(scene, "case")
    on = scene.on = next_part(head, "interim")
    by, more = officer_of(scene, step)
    facts = {"risk": "safety", "rights": ["attend"], "branch": BRANCH} | more
    scene.do("interim.emergency", on, by, scene.at(step), facts, seals=seals_of(scene, on, "danger"))


def _join(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "precaution")
    scene.do("interim.join", case.on, bystander(scene, case), scene.at(step), {"holds_office": False})


def _hear(scene: Scene, step: Step, case: Dispute) -> None:
    seals = seals_of(scene, case.on, "answer")
    scene.do("interim.hear", case.on, subject_of(scene, case), scene.at(step), {}, seals=seals)


def _grant(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "precaution")
    if not step.about:
        _hear(scene, step, case)
    facts = {"grant": True, "heard": not step.about, "rights": ["attend"], "branch": BRANCH}
    put_to_panel(scene, step, case, "interim.decide", facts)


def _renew(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "precaution")
    by, facts = officer_of(scene, step)
    seals = seals_of(scene, case.on, "reasons")
    scene.do("interim.renew", case.on, by, scene.at(step), facts, seals=seals)


def _keep(scene: Scene, step: Step) -> None:
    """The subject says what there is to say, and the duty panel keeps the precaution all the same."""
    case, at = spoken_of(scene, "precaution"), scene.at(step)
    _hear(scene, step, case)
    sitting = list(case.panel.sitting) if case.panel else [""]
    for name in sitting:
        if case.panel is not None or name == "":
            seals = seals_of(scene, case.on, f"look of {name}")
            scene.do("interim.look", case.on, Actor("panel member", name), at, {"keep": True}, seals=seals)


# Reviews


def _apply(scene: Scene, step: Step) -> None:
    at = scene.at(step)
    on = scene.on = f"review/{scene.assembly.next_number('review')}"
    roll, papers = roll_of(scene, on)
    own = step.about == "this body"
    facts = {
        "excluder": "own" if own else "other",
        "act": "expelled",
        "year": DAY_0.year - 6,
        "sought": ["restore"] if own else ["recognise"],
        "roll": roll,
        "matter": digest_of(on.encode()),
    }
    seals = seals_of(scene, on, "application")
    scene.do("review.apply", on, _applicant(on), at, facts, papers, seals=seals)


def _applicant(on: str) -> Actor:
    return Actor("applicant", code_name(on, "applicant"))


def _disclose(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "review")
    by, more = officer_of(scene, step)
    items = list(review.ITEMS) if step.about == "the whole file" else []
    facts = {"items": items, "way": "e-mail"} | more
    seals = seals_of(scene, case.on, *(items or ["nothing"]))
    scene.do("review.disclose", case.on, by, scene.at(step), facts, seals=seals)


def _comment(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "review")
    seals = seals_of(scene, case.on, "comment")
    scene.do("review.reply", case.on, _applicant(case.on), scene.at(step), {}, seals=seals)


def _review(scene: Scene, step: Step) -> None:
    case, outcome = spoken_of(scene, "review"), OUTCOMES[step.about]
    answer = "yes" if outcome == "upheld" else "unknown"
    facts: dict[str, Any] = {"answers": dict.fromkeys(review.QUESTIONS, answer), "outcome": outcome}
    if outcome == "upheld":
        day = case.book.calendar.last_day(term(case.book, "review.next"), scene.at(step))
        facts["next"] = day.isoformat()
    put_to_panel(scene, step, case, "review.decide", facts)


# Comments


def _flag(scene: Scene, step: Step) -> None:
    """Somebody speaks to a motion, and somebody else flags what they said."""
    at = scene.at(step)
    scene.begin("motion.table", "motion", at)
    speech = scene.speak(Actor("member", scene.names(scene.on)[SUBJECT]), at)
    on = scene.on = f"comment/{speech}"
    roll, papers = roll_of(scene, on)
    facts = {
        "ground": FLAGS[step.about],
        "author": name_in(scene, on, SUBJECT),
        "branch": BRANCH,
        "roll": roll,
    }
    scene.do("comment.flag", on, actor(scene, on, COMPLAINANT), at, facts, papers)


def _hold_back(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "moderation")
    by, facts = officer_of(scene, step)
    scene.do("comment.hold", case.on, by, scene.at(step), facts)


def _moderate(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "moderation")
    by, more = officer_of(scene, step)
    stated = {"outcome": OUTCOMES[step.about], "states": list(moderation.STATEMENT), "automatic": False}
    seals = seals_of(scene, case.on, "reasons")
    scene.do("comment.moderate", case.on, by, scene.at(step), stated | more, seals=seals)


def _to_a_jury(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "moderation")
    by, seals = actor(scene, case.on, SUBJECT, "author"), seals_of(scene, case.on, "appeal")
    scene.do("moderation.appeal", case.on, by, scene.at(step), {}, seals=seals)


def _jury(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "moderation")
    put_to_panel(scene, step, case, "jury.decide", {"outcome": OUTCOMES[step.about]})


STEPS: dict[str, Play] = {
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
