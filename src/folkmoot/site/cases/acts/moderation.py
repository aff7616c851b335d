"""Moderation: a comment flagged, held back, decided on with reasons, changed, appealed, judged, destroyed;
and somebody kept from posting for hours.
"""

from contextlib import suppress
from dataclasses import dataclass, fields

from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.procedure.act import Actor, OutOfOrder, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.moderation import STATEMENT
from folkmoot.procedure.roll import make_roll
from folkmoot.site.cases.acts.entering import Done, Hand, Words, act, give_seat, open_docket, tell
from folkmoot.site.cases.people import case_of, holders
from folkmoot.site.debate.acts import change_words, destroy_words, note_mute
from folkmoot.site.debate.models import Speech
from folkmoot.site.debate.muting import tag_of
from folkmoot.site.evidence.acts import Held, erase, keep, sealed_by, share
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.roll import roll_for
from folkmoot.site.notices.acts import send
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry

UNLAWFUL = ("private", "crime")
"""Grounds on which words may be destroyed."""
SIDES = ("author", "flagger")
READERS = (*SIDES, "panel member")
PASSAGE = "The passage"
STATEMENT_TITLE = "Statement of reasons"


@dataclass(frozen=True)
class Statement:
    """What a moderator states; nothing of it may be left out. `automatic`: whether a machine helped."""

    rule: str
    passage: str
    facts: str
    automatic: bool | None
    appeal: str

    def says(self) -> list[str]:
        """What of a statement of reasons is there, in the order of the rules."""
        there = {each.name for each in fields(self) if getattr(self, each.name) not in ("", None)}
        return [each for each in STATEMENT if each in there]

    def written(self) -> str:
        """The statement as its readers see it; the passage lies apart, under its author's key."""
        helped = _("A machine helped.") if self.automatic else _("No machine helped; a person read it.")
        return "\n\n".join((_("Rule {rule}").format(rule=self.rule), self.facts, helped, self.appeal))


def speech_of(on: str) -> Speech:
    """The speech that a moderation is about. Raises `OutOfOrder` where there is none."""
    index = on.removeprefix("comment/")
    found = Speech.objects.select_related("person").filter(pk=int(index) if index.isdecimal() else -1)
    for speech in found:
        return speech
    raise OutOfOrder(
        rule="",
        condition=say("A moderation is about a comment in a debate."),
        fact=say("There is no such comment."),
        cure=say("Look up the number again."),
    )


def deciders(branch: str, at: int) -> list[Office]:
    """Who may decide on comments in a branch by office, at second `at`."""
    above = reading.assembly().above(branch)
    held = Office.objects.in_office(at).filter(
        Q(office="moderator", branch__in=above) | Q(office="secretary", branch=branch)
    )
    return list(held.select_related("person", "branch").order_by("office"))


def flag(*, entry: int, ground: str, by: Person, at: int, clerk: Office | None = None) -> Done:
    """Flag the comment at this entry of the record. Raises `OutOfOrder`."""
    on = f"comment/{entry}"
    with pen() as assembly:
        speech = speech_of(on)
        if speech.person is None:
            raise OutOfOrder(
                rule="",
                condition=say("A flag is put on what somebody has written."),
                fact=say("The words of this comment have been erased."),
                cure=say("Nothing needs to be done."),
            )
        branch = assembly.cases[speech.on].branch
        roll, papers = make_roll(roll_for(branch, on, "membership", at))
        done = act(
            "comment.flag",
            on=on,
            by=Hand(by, clerk=clerk),
            at=at,
            facts={
                "ground": ground,
                "author": speech.person.code(on),
                "branch": branch,
                "roll": roll.as_facts(),
            },
            papers=papers,
        )
        open_docket(on, done.entry, at)
        give_seat(on, by, "flagger", at, done.entry.index)
        give_seat(on, speech.person, "author", at, done.entry.index)
        asked = [office.person for office in deciders(branch, at)]
        tell(on, [each for each in asked if each.pk not in (by.pk, speech.person_id)], at,
             entry=done.entry.index, once=f"{on}/flagged")  # fmt: skip
    return done


def hold(*, on: str, by: Hand, at: int) -> Done:
    """Hold a comment back at once, for hours. Raises `OutOfOrder`."""
    with pen():
        done = act("comment.hold", on=on, by=by, at=at)
        _tell_sides(on, done, at)
    return done


def moderate(*, on: str, by: Hand, at: int, outcome: str, statement: Statement) -> Done:
    """Hide, label or keep a comment, with all that a statement of reasons says. Raises `OutOfOrder`."""
    _require_passage(on, statement.passage)
    with pen():
        speech = speech_of(on)
        reasons = Words("reasons", STATEMENT_TITLE, statement.written(), to=READERS)
        passage = [_passage(speech.person, on, statement.passage, at)] if speech.person else []
        done = act(
            "comment.moderate",
            on=on,
            by=by,
            at=at,
            facts={"outcome": outcome, "states": statement.says(), "automatic": statement.automatic},
            words=[reasons],
            more_seals=[each.seal for each in passage],
        )
        sealed_by(passage, done.entry.index)
        for each in passage:
            share(each, holders(on, READERS), at, done.entry.index)
        _tell_sides(on, done, at)
    return done


def put_other_words(*, on: str, by: Hand, at: int, words: str) -> Done:
    """The author puts other words in the place of a hidden comment. Raises `OutOfOrder`."""
    with pen():
        seal = change_words(speech_of(on), words)
        done = act("comment.edit", on=on, by=by, at=at, more_seals=[seal])
        tell(on, holders(on, ["flagger"]), at, entry=done.entry.index, once=f"{on}/{done.entry.index}")
    return done


def appeal(*, on: str, by: Hand, at: int, reasons: str) -> Done:
    """The author or the flagger asks for a jury. Raises `OutOfOrder`."""
    with pen():
        words = Words("statement", "Appeal", reasons, to=READERS)
        done = act("moderation.appeal", on=on, by=by, at=at, words=[words])
        _tell_sides(on, done, at)
    return done


def judge(*, on: str, by: Hand, at: int, outcome: str, reasons: str) -> Done:
    """A member of the jury puts a decision with its reasons before the others. Raises `OutOfOrder`."""
    with pen():
        words = Words("decision", "The jury's decision", reasons, to=READERS)
        done = act("jury.decide", on=on, by=by, at=at, facts={"outcome": outcome}, words=[words])
        _tell_if_decided(on, done, at)
    return done


def agree(*, on: str, by: Hand, at: int, proposal: int) -> Done:
    """Another member of the jury agrees with what was put at this entry. Raises `OutOfOrder`."""
    with pen():
        done = act("jury.agree", on=on, by=by, at=at, relies_on=[proposal])
        _tell_if_decided(on, done, at)
    return done


def ask_to_destroy(*, on: str, by: Hand, at: int) -> Done:
    """Ask for a hidden comment to be destroyed, and tell its author. Raises `OutOfOrder`."""
    with pen():
        done = act("comment.shred", on=on, by=by, at=at, facts={"class": "unlawful"})
        tell(on, holders(on, ["author"]), at, entry=done.entry.index, once=f"{on}/{done.entry.index}")
    return done


def destroy(*, on: str, by: Hand, at: int) -> Done:
    """The second officer joins in: the words are destroyed, and with them the passage that was quoted.

    What the author keeps on hold for a defence outlasts it. Raises `OutOfOrder`.
    """
    with pen():
        done = act("shred.join", on=on, by=by, at=at)
        speech = speech_of(on)
        destroy_words(speech)
        if speech.person is not None:
            with suppress(Held):
                erase(speech.person, on, at)
        _tell_sides(on, done, at)
    return done


def mute(*, whom: Person, by: Office, hours: int, why: str, at: int, by_passkey: bool = False) -> Entry:
    """Keep somebody from posting for so many hours, and tell them until when and why. Raises `OutOfOrder`."""
    if not why.strip():
        raise OutOfOrder(
            rule="",
            condition=say("Whoever is kept from posting is told why."),
            fact=say("No reason was given."),
            cure=say("Say what they wrote, and where."),
        )
    with pen() as assembly:
        on = f"mute/{assembly.next_number('mute')}"
        facts = {"hours": hours, "tag": tag_of(whom)} | ({"passkey": True} if by_passkey else {})
        entry = enter("mute.impose", on=on, by=Actor(by.office, by.code), at=at, facts=facts)
        note_mute(whom, on)
        case = assembly.cases[on]
        until = case.book.calendar.local(case.events["mute over"])
        send(whom, "kept-from-posting", {"until": until, "why": why, "rule": entry.rule}, at,
             entry=entry.index, once=on)  # fmt: skip
    return entry


def _passage(author: Person, on: str, passage: str, at: int) -> Item:
    """What was quoted lies under its author's key: it goes when the words go."""
    return keep(person=author, on=on, kind="evidence", title=PASSAGE, data=passage, at=at)


def _require_passage(on: str, passage: str) -> None:
    if passage.strip():
        return
    case = case_of(on)
    raise OutOfOrder(
        rule=case.book.powers["comment.moderate"][0].paragraph if case else "",
        condition=say("A statement of reasons quotes the passage that it is about."),
        fact=say("This one quotes nothing."),
        cure=say("Copy the words that the decision rests on."),
    )


def _tell_sides(on: str, done: Done, at: int) -> None:
    tell(on, holders(on, SIDES), at, entry=done.entry.index, once=f"{on}/{done.entry.index}")


def _tell_if_decided(on: str, done: Done, at: int) -> None:
    case = case_of(on)
    if isinstance(case, Dispute) and standing(case, at).state != "jury":
        _tell_sides(on, done, at)
