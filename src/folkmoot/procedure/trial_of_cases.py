"""The steps of examples about complaints, hearings and decisions, played as acts."""

from typing import Any

from folkmoot.procedure import trial_of_parts
from folkmoot.procedure.act import Actor
from folkmoot.procedure.charge import served_facts
from folkmoot.procedure.courtroom import (
    COMPLAINANT,
    INVESTIGATOR,
    SUBJECT,
    Play,
    actor,
    announce,
    in_time_or_late,
    name_in,
    officer_of,
    put_to_panel,
    roll_of,
    seals_of,
    sit,
    sitting_on,
    spoken_of,
    subject_of,
)
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.sanction import latest_end, precaution_days, rights_of
from folkmoot.procedure.scene import BRANCH, DAY_0, Scene
from folkmoot.rulebook.book import Step
from folkmoot.rulebook.vocabulary import REMEDIES


def _file(scene: Scene, step: Step) -> None:
    at = scene.at(step)
    on = scene.on = f"case/{scene.assembly.next_number('case')}"
    number = step.numbers[0] if step.numbers else 0
    day = scene.book.calendar.local_date(at).fromordinal(
        scene.book.calendar.local_date(at).toordinal() - number
    )
    roll, papers = roll_of(scene, on)
    facts = {
        "subject": name_in(scene, on, SUBJECT),
        "offence": step.about,
        "from": day.isoformat(),
        "until": day.isoformat(),
        "roll": roll,
        "matter": digest_of(on.encode()),
    }
    by, seals = actor(scene, on, COMPLAINANT), seals_of(scene, on, "facts", "proof")
    with_leave: dict[str, Any] = {"late": True}
    in_time_or_late(
        lambda: scene.do("complaint.file", on, by, at, facts, papers, seals=seals),
        lambda: scene.do("complaint.file", on, by, at, facts | with_leave, papers, seals=seals),
    )


def _adjudicator(case: Dispute) -> Actor:
    return Actor("adjudicator", case.holder("adjudicator"))


def _open(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "case")
    facts: dict[str, Any] = {
        "charges": [case.charges[0]],
        "investigator": name_in(scene, case.on, INVESTIGATOR),
        "rests_on": "conduct",
    }
    if case.late:
        facts["leave"] = True
    seals = seals_of(scene, case.on, "draft")
    scene.do("triage.open", case.on, _adjudicator(case), scene.at(step), facts, seals=seals)


def _reject(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "case")
    facts = {"ground": "speech"}
    seals = seals_of(scene, case.on, "reasons")
    scene.do("triage.reject", case.on, _adjudicator(case), scene.at(step), facts, seals=seals)


def _complainant(verb: str) -> Play:
    def act(scene: Scene, step: Step) -> None:
        case = spoken_of(scene, "case")
        scene.do(verb, case.on, actor(scene, case.on, COMPLAINANT, "complainant"), scene.at(step), {})

    return act


def _serve(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "case")
    by, facts = actor(scene, case.on, -1), served_facts(case, way="e-mail", items=1)
    if step.office:
        by, more = officer_of(scene, step)
        facts |= more
    seals = seals_of(scene, case.on, "charge", "proof")
    scene.used["proof"] = scene.assembly.size
    scene.do("charge.serve", case.on, by, scene.at(step), facts, seals=seals)


def _reply(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "case")
    facts = {"hearing": bool(step.about), "items": 0}
    seals = seals_of(scene, case.on, "reply")
    scene.do("reply.file", case.on, subject_of(scene, case), scene.at(step), facts, seals=seals)


def _extend(scene: Scene, step: Step) -> None:
    case = spoken_of(scene, "case")
    scene.do("term.extend", case.on, subject_of(scene, case), scene.at(step), {"days": step.numbers[0]})


# Hearings and decisions


def _fix(scene: Scene, step: Step) -> None:
    """The hearing is fixed for ten in the morning."""
    case = spoken_of(scene)
    day = DAY_0.fromordinal(DAY_0.toordinal() + step.numbers[0])
    facts = {"at": scene.book.calendar.at(day, 10, 0), "kind": "link"}
    scene.do("hearing.fix", case.on, sitting_on(case), scene.at(step), facts)


def _hold(scene: Scene, step: Step) -> None:
    case = spoken_of(scene)
    seals, facts = seals_of(scene, case.on, "note"), {"attended": ["subject", "panel"]}
    scene.do("hearing.held", case.on, sitting_on(case), scene.at(step), facts, seals=seals)


def _decide(scene: Scene, step: Step) -> None:
    case, at, kind = spoken_of(scene, "case"), scene.at(step), step.about
    proof = digest_of(f"{case.on}/proof/{scene.used.get('proof', 0)}".encode())
    served = precaution_days(scene.assembly, case, at)
    sanction: dict[str, Any] = {"kind": kind}
    until = latest_end(case.book, kind, at, served)
    if until is not None:
        sanction["until"] = until.isoformat()
    if kind == "rights limit":
        sanction["rights"] = ["stand"]
    reasons = seals_of(scene, case.on, "reasons")[0]
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
    put_to_panel(scene, step, case, "decision.make", facts, "reasons", "sanction")


STEPS: dict[str, Play] = {
    "file": _file,
    "announce": announce,
    "sit": sit,
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
    **trial_of_parts.STEPS,
}
