"""Moderation: a flagged comment is hidden, labelled or kept with reasons; a jury decides on appeal. SM9.

A hidden comment leaves a mark, and its author can read it. What nobody looks at in time stands.
"""

from folkmoot.procedure.act import number_fact, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import Case
from folkmoot.procedure.charge import follow_nothing
from folkmoot.procedure.dispute import (
    Dispute,
    Proposal,
    dispute,
    refuse_unless,
    require_free,
    require_seals,
    term,
)
from folkmoot.procedure.draw import draw_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.more_time import check_note
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.seating import Purpose
from folkmoot.procedure.triage import check_plain
from folkmoot.procedure.verdict import decision_rows
from folkmoot.rulebook.vocabulary import COMMENT_GROUNDS

AT_ONCE = COMMENT_GROUNDS[:3]
"""Grounds on which a comment may be held back before anybody has looked at it closely."""
OUTCOMES = ("hidden", "labelled", "kept")
STATEMENT = ("rule", "passage", "facts", "automatic", "appeal")
"""What a statement of reasons says (DSA, article 17); the entry states that the sealed text has it."""
MUTES = 2


def _check_flag(matter: Matter) -> None:
    act, facts, assembly = matter.act, matter.act.facts, matter.assembly
    only_facts(facts, "ground", "author", "branch", "roll")
    kind, _, index = act.on.partition("/")
    where = assembly.speeches.get(int(index)) if kind == "comment" and index.isdecimal() else None
    refuse_unless(
        where is not None and assembly.cases[where].branch == facts.get("branch"),
        matter,
        say("A flag is put on a comment in a debate, in its branch."),
        say("The record knows no such comment there."),
        say("Look up the number of the comment."),
    )
    roll = read_roll(facts, act.papers)
    require_size(matter, len(roll.names), "membership")
    author = require_free(matter, None, roll, text_fact(facts, "author"), "author")
    refuse_unless(
        author != act.by.name,
        matter,
        say("One flags what somebody else has written."),
        say("This is your own comment."),
        say("Say in the debate what you want to correct."),
    )


def _flag(matter: Matter, index: int) -> None:
    act, at, facts = matter.act, matter.at, matter.act.facts
    matter.assembly.cases[act.on] = Dispute(
        MACHINE,
        act.on,
        facts["branch"],
        matter.book,
        "flagged",
        at,
        {"flagging": at},
        mover=act.by.name,
        roll=read_roll(facts, act.papers),
        roles={act.by.name: "flagger", facts["author"]: "author"},
        charges=(facts["ground"],),
    )


def _check_hold(matter: Matter) -> None:
    only_facts(matter.act.facts)
    case = dispute(matter)
    refuse_unless(
        case.charges[0] in AT_ONCE and "hold" not in case.events,
        matter,
        say("Only these are held back at once, and once: {grounds}.", grounds=", ".join(AT_ONCE)),
        say("The flag names another ground, or it was held back before."),
        say("Decide on it with reasons."),
    )


def _hold(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.events["hold"] = matter.at
    case.events["hold over"] = matter.book.calendar.end_of(term(matter.book, "comment.holding"), matter.at)


def _check_moderate(matter: Matter) -> None:
    facts = matter.act.facts
    only_facts(facts, "outcome", "states", "automatic")
    require_seals(matter, 1, say("the statement of reasons"))
    refuse_unless(
        facts.get("outcome") in OUTCOMES and isinstance(facts.get("automatic"), bool),
        matter,
        say("A comment is hidden, labelled or kept, and the entry says whether a machine helped."),
        say("The entry does not."),
        say("State both."),
    )
    refuse_unless(
        facts.get("states") == list(STATEMENT),
        matter,
        say("A statement of reasons says all of this: {what}.", what=", ".join(STATEMENT)),
        say("The entry does not state that it does."),
        say("Write what is missing."),
    )


def _moderate(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.outcome = matter.act.facts["outcome"]
    case.events["moderation"] = matter.at
    case.moves_to(case.outcome, matter.at)


def _check_edit(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the new words"))


def _check_appeal(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the appeal"))


def _appeal(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.panel = None
    case.events["appeal"] = matter.at
    case.events.pop("panel", None)


def _check_jury(matter: Matter) -> None:
    only_facts(matter.act.facts, "outcome")
    require_seals(matter, 1, say("the reasons, in two sentences or more"))
    refuse_unless(
        matter.act.facts.get("outcome") in ("restored", "upheld") and not matter.act.relies_on,
        matter,
        say("A jury restores a comment or upholds the decision."),
        say("The entry says something else."),
        say("Say which."),
    )


def _jury_decided(matter: Matter, proposal: Proposal, index: int) -> None:
    case = dispute(matter)
    case.events["decision"] = matter.at
    case.moves_to(proposal.facts["outcome"], matter.at)


def _check_shred(matter: Matter) -> None:
    only_facts(matter.act.facts, "class")
    refuse_unless(
        dispute(matter).charges[0] in ("private", "crime") and matter.act.facts.get("class") == "unlawful",
        matter,
        say("Only what the law forbids to keep is destroyed: private data, or what is a crime to show."),
        say("This comment was flagged for something else."),
        say("Leave it hidden; its author can read it."),
    )


def _shred(matter: Matter, index: int) -> None:
    dispute(matter).events["shredding"] = matter.at


def _no_jury(case: Dispute) -> bool:
    """Nobody sits yet."""
    return "panel" not in case.events


JURY = Purpose("jury", lambda case: "panel.duty", "", quick=True)
OPEN = ("hidden", "labelled", "kept")
MACHINE = Machine(
    name="moderation",
    title="Moderation of a comment",
    states=(
        State("flagged", "Flagged; somebody who is neither side decides, or the comment stands."),
        State("held", "Held back for hours."),
        State("hidden", "Hidden with reasons; its author can read it, change it, or appeal."),
        State("labelled", "Shown with a label."),
        State("kept", "Kept as it is."),
        State("jury", "A jury drawn by lot decides, or the comment is restored."),
        State("shredding", "To be destroyed, if the case officer joins in."),
        State("edited", "Its author has put other words in its place.", final=True),
        State("stands", "Nobody decided in time: it stands.", final=True),
        State("restored", "Visible again.", final=True),
        State("upheld", "The moderator's decision stands.", final=True),
        State("shredded", "Destroyed; its seal remains.", final=True),
    ),
    rows=(
        Row("comment.flag", (START,), "flagged", _check_flag, _flag, entitled="facts"),
        Row("comment.hold", ("flagged",), "held", _check_hold, _hold),
        Row(
            "comment.moderate",
            ("flagged", "held"),
            "",
            _check_moderate,
            _moderate,
            sealed=True,
            may_lead_to=OUTCOMES,
        ),
        Row("comment.edit", ("hidden",), "edited", _check_edit, follow_nothing, sealed=True),
        Row("comment.shred", ("hidden",), "shredding", _check_shred, _shred),
        Row("shred.join", ("shredding",), "shredded", check_plain, follow_nothing),
        Row("moderation.appeal", OPEN, "jury", _check_appeal, _appeal, sealed=True),
        *draw_rows({"jury": JURY}, ("jury",)),
        *decision_rows("jury", ("jury",), ("restored", "upheld"), _check_jury, _jury_decided),
        Row("term.note", ("stands", "restored", "upheld"), "", check_note, follow_nothing),
    ),
    lapses=(
        Lapse("flagged", {"": "stands"}, verb="comment.moderate"),
        Lapse("held", {"": "flagged"}, event="hold over"),
        *(Lapse(state, {"": "upheld"}, verb="moderation.appeal") for state in OPEN),
        Lapse("jury", {"": "restored"}, verb="jury.decide"),
        Lapse("jury", {"": "restored"}, event="appeal", term="jury.limit", when=_no_jury),
        Lapse("shredding", {"": "hidden"}, verb="shred.join"),
    ),
)


# Keeping somebody from posting


def _check_mute(matter: Matter) -> None:
    act, facts, assembly, book = matter.act, matter.act.facts, matter.assembly, matter.book
    only_facts(facts, "hours", "tag")
    number = assembly.next_number("mute")
    most, window = term(book, "mute.most"), term(book, "mute.window")
    refuse_unless(
        act.on == f"mute/{number}" and bool(DIGEST.match(text_fact(facts, "tag"))),
        matter,
        say("A mute takes the next number, and a tag by which the person's mutes are counted."),
        say("The next is mute {number}.", number=number),
        say("The site makes both."),
    )
    refuse_unless(
        1 <= number_fact(facts, "hours") <= most.hours,
        matter,
        say("Somebody is kept from posting for {term} at the most.", term=book.setting("mute.most").words),
        say("The entry says {hours} hours.", hours=facts["hours"]),
        say("Choose fewer; more needs a complaint, a panel and a decision."),
    )
    recent = [
        at for at in assembly.mutes.get(facts["tag"], ()) if matter.at <= book.calendar.end_of(window, at)
    ]
    refuse_unless(
        len(recent) < MUTES,
        matter,
        say(
            "That is done {times} times in {term} at the most.",
            times=MUTES,
            term=book.setting("mute.window").words,
        ),
        say("It has been done so often."),
        say("Bring a complaint; nobody is kept out by small steps."),
    )


def _mute(matter: Matter, index: int) -> None:
    act, at, assembly = matter.act, matter.at, matter.assembly
    until = at + act.facts["hours"] * 3600
    assembly.cases[act.on] = Case(MUTE, act.on, assembly.root, matter.book, "muted", at, {"mute over": until})
    assembly.mutes[act.facts["tag"]] = (*assembly.mutes.get(act.facts["tag"], ()), at)
    assembly.numbers["mute"] = assembly.next_number("mute")


MUTE = Machine(
    name="mute",
    title="Keeping somebody from posting",
    states=(
        State("muted", "Kept from posting; votes, the person's own cases and appeals are untouched."),
        State("over", "Over.", final=True),
    ),
    rows=(Row("mute.impose", (START,), "muted", _check_mute, _mute, entitled="none"),),
    lapses=(Lapse("muted", {"": "over"}, event="mute over"),),
)
