"""A precaution: refused unless granted, ended by time unless renewed. SM2 as one table.

It is never a sanction. It touches listed rights alone (guarantees 10, 11 and 22), and ends with the case of
which it is a part, whether or not anybody says so.
"""

from collections.abc import Mapping
from typing import Any

from folkmoot.procedure.act import list_fact, only_facts, say, text_fact
from folkmoot.procedure.case import standing
from folkmoot.procedure.charge import follow_nothing, require_side, side_rows
from folkmoot.procedure.dispute import (
    Dispute,
    Proposal,
    dispute,
    is_over,
    refuse_unless,
    require_seals,
    term,
    within,
)
from folkmoot.procedure.draw import draw_rows
from folkmoot.procedure.facts import Limit
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.more_time import check_note
from folkmoot.procedure.parts import head_of, require_part
from folkmoot.procedure.sanction import IN_FORCE, RIGHTS, touch, under_precaution
from folkmoot.procedure.seating import Purpose
from folkmoot.procedure.triage import check_plain
from folkmoot.procedure.verdict import decision_rows, ordinary
from folkmoot.rulebook.values import Share

RISKS = ("safety", "evidence", "money", "ballot")
EMERGENCIES = ("safety", "money")
EVERYBODY = Share(1, 1, strict=False)
LASTING = ("asked", *(state for state in IN_FORCE if state != "emergency"))


def _check_request(matter: Matter) -> None:
    """The risk, the rights, the facts, and why less will not do; refused by default (guarantee 10)."""
    facts, head = matter.act.facts, require_part(matter, "interim")
    only_facts(facts, "risk", "rights", "selection")
    require_seals(matter, 2, say("the facts, and why lesser steps will not do"))
    _require_under_way(matter, head)
    _require_rights(matter, facts, RISKS)
    refuse_unless(
        isinstance(facts.get("selection"), bool),
        matter,
        say("The request says whether a selection is near."),
        say("This one does not."),
        say("Say so; near a selection all of the duty panel must agree."),
    )
    refuse_unless(
        not any(
            matter.assembly.standing(part, matter.at).state in LASTING
            for part in head.parts
            if matter.assembly.cases[part].machine is MACHINE
        ),
        matter,
        say("One precaution at a time is asked for, or touches rights, in a case."),
        say("One has been asked for, or is in force."),
        say("Have that one decided, renewed or ended."),
    )


def _require_under_way(matter: Matter, head: Dispute) -> None:
    refuse_unless(
        not is_over(head, matter.at) and standing(head, matter.at).state != "final",
        matter,
        say("A precaution is a part of a case that is under way."),
        say("This case is over."),
        say("Nothing can be asked in it any more."),
    )


def _require_rights(matter: Matter, facts: Mapping[str, Any], risks: tuple[str, ...]) -> None:
    rights = list_fact(facts, "rights")
    refuse_unless(
        facts.get("risk") in risks,
        matter,
        say("A precaution guards against one of these risks: {risks}.", risks=", ".join(risks)),
        say("The entry names another, or none."),
        say("Without such a risk there is no precaution."),
    )
    refuse_unless(
        bool(rights) and list(rights) == [each for each in RIGHTS if each in rights],
        matter,
        say("Only these rights can be touched: {rights}.", rights=", ".join(RIGHTS)),
        say("The entry names others, or none."),
        say("Name them in this order; the site, the inbox and one's own case stay open."),
    )


def _opened(matter: Matter, phase: str, head: Dispute) -> Dispute:
    facts, on = matter.act.facts, matter.act.on
    made = matter.assembly.cases[on] = Dispute(
        MACHINE,
        on,
        head.branch,
        head.book,
        phase,
        matter.at,
        {"request": matter.at},
        mover=matter.act.by.name,
        roll=head.roll,
        head=head,
        sanction={
            "rights": list(facts["rights"]),
            "risk": facts["risk"],
            "selection": facts.get("selection"),
        },
    )
    head.parts.append(on)
    return made


def _request(matter: Matter, index: int) -> None:
    _opened(matter, "asked", head_of(matter))


def _check_emergency(matter: Matter) -> None:
    facts, head = matter.act.facts, require_part(matter, "interim")
    only_facts(facts, "risk", "rights", "branch")
    require_seals(matter, 1, say("the danger"))
    _require_under_way(matter, head)
    refuse_unless(
        "emergency" not in head.events,
        matter,
        say("Acting at once is for once in a case."),
        say("This has been done in it."),
        say("Ask for a precaution; a duty panel decides within days."),
    )
    _require_rights(matter, facts, EMERGENCIES)
    _require_branch(matter)


def _require_branch(matter: Matter) -> None:
    refuse_unless(
        text_fact(matter.act.facts, "branch") in matter.assembly.branches,
        matter,
        say("The entry names the branch of the member, so that rolls can be checked."),
        say("There is no such branch."),
        say("Name it."),
    )


def _emergency(matter: Matter, index: int) -> None:
    head = head_of(matter)
    made = _opened(matter, "joining", head)
    made.sanction = {**made.sanction, "branch": matter.act.facts["branch"]}
    head.events["emergency"] = matter.at


def _check_join(matter: Matter) -> None:
    case, by = dispute(matter), matter.act.by
    only_facts(matter.act.facts, "holds_office")
    refuse_unless(
        matter.act.facts.get("holds_office") is False and case.root.roles.get(by.name) is None,
        matter,
        say("Somebody joins in who holds no office and has no part in the case."),
        say("The entry does not say so, or this person has one."),
        say("Ask another member."),
    )


def _join(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.root.roles[matter.act.by.name] = "who acted at once"
    limit = matter.book.calendar.end_of(term(matter.book, "interim.emergency"), matter.at)
    _put_in_force(matter, case, case.sanction["branch"], limit)


def _put_in_force(matter: Matter, case: Dispute, branch: str, limit: int) -> None:
    case.events |= {"measure": matter.at, "limit": limit}
    case.sanction = {**case.sanction, "branch": branch}
    touch(matter.assembly, Limit(case.on, branch, frozenset(case.sanction["rights"]), limit), matter.at)


def _most(matter: Matter, case: Dispute) -> int:
    """The last second that all precautions in a case may have together, to the second (guarantee 11)."""
    used = under_precaution(matter.assembly, case.root, matter.at)
    return matter.at + term(matter.book, "interim.most").hours * 3600 - used - 1


def _limit(matter: Matter, case: Dispute) -> int:
    """The last second of a precaution from now: its length, and never beyond the most."""
    lasts = matter.book.calendar.end_of(term(matter.book, "interim.lasts"), matter.at)
    return min(lasts, _most(matter, case))


def _check_decide(matter: Matter) -> None:
    facts, case = matter.act.facts, dispute(matter)
    only_facts(facts, "grant", "heard", "rights", "branch")
    require_seals(matter, 1, say("the reasons"))
    granted = facts.get("grant")
    refuse_unless(
        isinstance(granted, bool)
        and facts.get("heard") is ("heard" in case.events)
        and not matter.act.relies_on
        and set(facts) - {"clerk", "passkey", "as"}
        == ({"grant", "heard", "rights", "branch"} if granted else {"grant", "heard"}),
        matter,
        say("The duty panel grants or refuses, and says whether the subject has been heard on the record."),
        say("The entry says something else."),
        say("State it again."),
    )
    if granted:
        rights = list_fact(facts, "rights")
        _require_branch(matter)
        _require_time_left(matter, case)
        refuse_unless(
            bool(rights) and [each for each in case.sanction["rights"] if each in rights] == list(rights),
            matter,
            say("No right is touched that was not asked for."),
            say("The entry names others, or none."),
            say("Name some of these: {rights}.", rights=", ".join(case.sanction["rights"])),
        )


def _require_time_left(matter: Matter, case: Dispute) -> None:
    refuse_unless(
        matter.at <= _most(matter, case),
        matter,
        say(
            "All precautions in a case last {term} together, and no longer.",
            term=matter.book.setting("interim.most").words,
        ),
        say("That time is used up."),
        say("Bring the case to its decision."),
    )


def _decided(matter: Matter, proposal: Proposal, index: int) -> None:
    case, facts, head = dispute(matter), proposal.facts, dispute(matter).root
    case.panel = None
    if not facts["grant"]:
        case.moves_to("refused", matter.at)
        return
    case.sanction = {**case.sanction, "rights": list(facts["rights"])}
    for on in head.parts:  # what was done at once gives way to what a panel has decided
        if matter.assembly.standing(on, matter.at).state == "emergency":
            matter.assembly.cases[on].moves_to("ended", matter.at)
    _put_in_force(matter, case, facts["branch"], _limit(matter, case))
    case.moves_to("in force" if facts["heard"] else "in force unheard", matter.at)


def _majority(matter: Matter, facts: Mapping[str, Any]) -> Share:
    near = dispute(matter).sanction.get("selection") is True
    return EVERYBODY if near and facts.get("grant") is True else ordinary(matter, facts)


def _check_hear(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_side(matter, "subject")
    require_seals(matter, 1, say("what the subject says"))


def _hear(matter: Matter, index: int) -> None:
    dispute(matter).events["heard"] = matter.at


def _check_look(matter: Matter) -> None:
    only_facts(matter.act.facts, "keep")
    require_seals(matter, 1, say("fresh reasons"))
    case = dispute(matter)
    refuse_unless(
        isinstance(matter.act.facts.get("keep"), bool) and matter.act.by.name not in case.asked,
        matter,
        say("Each member of the duty panel says once whether the precaution is kept."),
        say("You have said so, or the entry does not say it."),
        say("Say it once, with reasons."),
    )


def _look(matter: Matter, index: int) -> None:
    """Kept when most of the panel say so; ended as soon as that cannot be any more."""
    case, keep = dispute(matter), matter.act.facts["keep"]
    case.asked.append(matter.act.by.name)
    case.extended.append("keep" if keep else "end")
    assert case.panel is not None
    seats, kept = case.panel.seats, case.extended.count("keep")
    power = next(each for each in matter.book.powers["interim.look"] if each.majority)
    assert power.majority is not None
    if power.majority.reached(kept, seats):
        if matter.state == "renewal":
            rights, limit = matter.assembly.limits[case.on].rights, _limit(matter, case)
            case.events["limit"] = limit
            touch(matter.assembly, Limit(case.on, case.sanction["branch"], rights, limit), matter.at)
        _fresh(case)
        case.moves_to("in force", matter.at)
    elif not power.majority.reached(seats - case.extended.count("end"), seats):
        _fresh(case)
        case.moves_to("ended", matter.at)


def _fresh(case: Dispute) -> None:
    """The next look is by people drawn anew."""
    case.panel, case.asked, case.extended = None, [], []


def _check_renew(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("fresh reasons, and how far the case has come"))
    _require_time_left(matter, dispute(matter))


def _renew(matter: Matter, index: int) -> None:
    _fresh(dispute(matter))


def _check_appeal(matter: Matter) -> None:
    case = dispute(matter)
    only_facts(matter.act.facts, "new_facts")
    require_side(matter, "subject")
    require_seals(matter, 1, say("what the subject says"))
    last = case.events.get("appeal")
    refuse_unless(
        matter.act.facts.get("new_facts") is True
        or last is None
        or not within(matter, "interim.again", last),
        matter,
        say(
            "One appeals once in {term}, and at any time on new facts.",
            term=matter.book.setting("interim.again").words,
        ),
        say("The last appeal was more recent."),
        say("Say what is new, or wait."),
    )


def _appeal(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.events["appeal"] = matter.at
    _fresh(case)


DUTY = Purpose("duty", lambda case: "panel.duty", "", quick=True)
RENEWAL = Purpose("renewal", lambda case: "panel.duty", "", quick=True)
OTHERS = Purpose("precaution appeal", lambda case: "panel.duty", "", quick=True)
FRESH = Purpose("fresh look", lambda case: "panel.duty", "", quick=True)
MACHINE = Machine(
    name="precaution",
    title="Precaution",
    states=(
        State("asked", "Asked for; refused unless a duty panel grants it in time."),
        State("joining", "An officer wants to act at once, and waits for a member to join in."),
        State("emergency", "In force for hours, for immediate danger alone."),
        State("in force unheard", "In force; the subject is to be heard, or it ends."),
        State("in force", "In force for a time; it ends by itself."),
        State("renewal", "In force; a duty panel drawn anew looks at whether it goes on."),
        State("under appeal", "In force; three others look at it, or it ends."),
        State("refused", "Not granted.", final=True),
        State("ended", "No longer in force.", final=True),
    ),
    rows=(
        Row("interim.request", (START,), "asked", _check_request, _request, part=True, sealed=True),
        Row("interim.emergency", (START,), "joining", _check_emergency, _emergency, part=True, sealed=True),
        Row("interim.join", ("joining",), "emergency", _check_join, _join),
        *draw_rows(
            {"asked": DUTY, "in force unheard": FRESH, "renewal": RENEWAL, "under appeal": OTHERS},
            ("asked", "in force unheard", "renewal", "under appeal"),
        ),
        *decision_rows(
            "interim",
            ("asked",),
            ("in force", "in force unheard", "refused"),
            _check_decide,
            _decided,
            _majority,
        ),
        Row("interim.hear", ("asked", *IN_FORCE), "", _check_hear, _hear, sealed=True),
        Row(
            "interim.look",
            ("in force unheard", "renewal", "under appeal"),
            "",
            _check_look,
            _look,
            sealed=True,
            may_lead_to=("in force", "ended"),
        ),
        Row("interim.renew", ("in force",), "renewal", _check_renew, _renew, sealed=True),
        Row("interim.appeal", ("in force",), "under appeal", _check_appeal, _appeal, sealed=True),
        Row("interim.end", ("asked", "joining", *IN_FORCE), "ended", check_plain, follow_nothing),
        Row("term.note", ("refused", "ended"), "", check_note, follow_nothing),
        *side_rows((), ("asked", *IN_FORCE))[1:2],
    ),
    lapses=(
        Lapse("asked", {"": "refused"}, verb="interim.decide"),
        Lapse("joining", {"": "refused"}, verb="interim.join"),
        Lapse("in force unheard", {"": "ended"}, event="measure", term="interim.hearing"),
        Lapse("under appeal", {"": "ended"}, event="appeal", term="interim.appealing"),
        *(Lapse(state, {"": "ended"}, event="limit") for state in IN_FORCE),
        *(Lapse(state, {"": "ended"}, head=True) for state in IN_FORCE),
        *(Lapse(state, {"": "refused"}, head=True) for state in ("asked", "joining")),
    ),
)
