"""What pages know of a flagged comment: who may not decide on it, what its reasons say, how to appeal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import Standing, last_chance, next_lapse, powers_for, standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases.acts.moderation import deciders
from folkmoot.site.cases.models import Docket
from folkmoot.site.cases.people import case_of
from folkmoot.site.debate.marks import ground_of
from folkmoot.site.debate.models import Speech
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import words as record_words
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.course import Clock, days_left, moment
from folkmoot.tlog.leaf import Leaf

BARRED = ("author", "flagger", "panel member", "earlier panel member")
TO_DECIDE = ("flagged", "held")
PILLS = {
    "flagged": "open", "held": "ruled-out", "hidden": "ruled-out", "labelled": "open", "kept": "safe",
    "jury": "debate", "shredding": "ruled-out", "edited": "safe", "stands": "lapsed", "restored": "carried",
    "upheld": "lost", "shredded": "lost",
}  # fmt: skip


def state_words(case: Dispute, now: Standing) -> str:
    """Where a moderation stands, in a word or two."""
    return {
        "flagged": pgettext("comment", "flagged"),
        "held": pgettext("comment", "held back"),
        "hidden": pgettext("comment", "hidden"),
        "labelled": pgettext("comment", "labelled"),
        "kept": pgettext("comment", "kept"),
        "jury": pgettext("comment", "before a jury"),
        "shredding": pgettext("comment", "to be destroyed"),
        "edited": pgettext("comment", "changed by its author"),
        "stands": pgettext("comment", "stands: nobody decided in time"),
        "restored": pgettext("comment", "restored"),
        "upheld": pgettext("comment", "the decision stands"),
        "shredded": pgettext("comment", "destroyed"),
    }.get(now.state, now.state)


def as_party(case: Dispute, person: Person | None) -> str | None:
    """The part for which somebody may not decide on a comment, or None where they may."""
    held = case.roles.get(person.code(case.on), "") if person is not None else ""
    return held if held in BARRED else None


def why_not_you(
    case: Dispute, person: Person, at: int, known: dict[str, list[Office]] | None = None
) -> OutOfOrder | None:
    """Why this officer may not decide, and who may instead; None where nothing stands in the way.

    `known` keeps who may decide in which branch, for whoever asks about many comments.
    """
    held = as_party(case, person)
    if held is None:
        return None
    powers = powers_for(case.book, "comment.moderate", case)
    facts = {
        "author": say("You wrote it."),
        "flagger": say("You flagged it."),
        "panel member": say("You sit on the jury."),
        "earlier panel member": say("You sat on the jury."),
    }
    known = {} if known is None else known
    if case.branch not in known:
        known[case.branch] = deciders(case.branch, at)
    others = [each for each in known[case.branch] if as_party(case, each.person) is None]
    named = ", ".join(f"{each.person.shown_name} ({each.office})" for each in others)
    cure = (
        say("These may: {names}.", names=named)
        if named
        else say("Nobody else holds such an office here: it stands when the time is over.")
    )
    return OutOfOrder(
        rule=powers[0].paragraph if powers else "",
        condition=say("Somebody decides who has neither written nor flagged the comment."),
        fact=facts[held],
        cure=cure,
    )


def how_to_appeal(on: str, at: int) -> str:
    """The sentence on appeals that each statement of reasons ends with."""
    case = case_of(on)
    setting = case.book.settings.get("moderation.appealing") if case else None
    powers = powers_for(case.book, "moderation.appeal", case) if case else ()
    return _(
        "How to appeal: within {term}, on the page of this matter, to a jury of members drawn by lot "
        "(rule {rule})."
    ).format(term=setting.words if setting else "", rule=powers[0].paragraph if powers else "")


@dataclass(frozen=True)
class Read:
    """A text in the file: what it is and what it says."""

    title: str
    text: str
    entry: int | None


def read_all(items: Iterable[Item], titles: dict[str, str]) -> list[Read]:
    """What these items say, those that can still be read. Two queries for each."""
    found = []
    for item in items:
        try:
            found.append(Read(titles.get(item.pk, ""), evidence.words(item), item.entry))
        except (evidence.BadBox, evidence.Destroyed, evidence.Locked, ValueError):
            continue
    return found


def proposals(case: Dispute) -> list[Read]:
    """The decisions that have been put to the jury, with their reasons."""
    said = {"restored": _("Restore the comment"), "upheld": _("The decision stands")}
    items = Item.objects.filter(on=case.on, entry__in=list(case.proposals), destroyed_at=None)
    by_entry = {each.entry: each for each in read_all(items, {})}
    return [
        Read(
            said.get(str(each.facts.get("outcome")), ""),
            by_entry[index].text if index in by_entry else "",
            index,
        )
        for index, each in case.proposals.items()
    ]


@dataclass(frozen=True)
class Waiting:
    """A comment on the moderator's desk: what it is, what runs out next, and why this officer may not act.

    `hours` are left, of which `days` change the date; `urgent` says that somebody has to decide.
    """

    url: str
    thing: str
    ground: str
    state: str
    pill: str
    days: int
    until: str
    hours: int
    then: str
    lapses_at: int
    urgent: bool
    barred: Explained | None


def desk(person: Person, offices: Iterable[Office], at: int) -> tuple[list[Waiting], list[Waiting]]:
    """Comments in the branches of these offices: those to be decided on, the nearest lapse first, and those
    that are decided and not over. Two queries, one more for each branch."""
    branches = {each.branch_id for each in offices}
    waiting: list[Waiting] = []
    known: dict[str, list[Office]] = {}
    rows = list(Docket.objects.filter(kind="comment", over=False).order_by("next_at", "on"))
    speeches = dict(Speech.objects.filter(entry__in=[row.number for row in rows]).values_list("entry", "on"))
    for row in rows:
        case = case_of(row.on)
        if case is None or case.branch not in branches:
            continue
        now = standing(case, at)
        if case.machine.by_name[now.state].final:
            continue
        barred = why_not_you(case, person, at, known) if now.state in TO_DECIDE else None
        waiting.append(_waiting(case, row, speeches.get(row.number, ""), barred, now, at))
    waiting.sort(key=lambda each: (each.lapses_at, each.url))
    return [each for each in waiting if each.urgent], [each for each in waiting if not each.urgent]


def _waiting(
    case: Dispute, row: Docket, on: str, barred: OutOfOrder | None, now: Standing, at: int
) -> Waiting:
    last, _power = last_chance(case, "comment.moderate") if now.state in TO_DECIDE else (None, None)
    after = next_lapse(case, now)
    end = last if last is not None else (after.since - 1 if after else at)
    return Waiting(
        url=row.url,
        thing=record_words.thing(on),
        ground=ground_of(case),
        state=state_words(case, now),
        pill=PILLS.get(now.state, "open"),
        days=days_left(case.book, at, end),
        until=moment(case.book, end),
        hours=max(0, end - at) // 3600,
        then=_("it stands as it is.") if now.state in TO_DECIDE else "",
        lapses_at=end,
        urgent=now.state in TO_DECIDE,
        barred=explain(barred) if barred else None,
    )


def day(case: Dispute, at: int) -> str:
    """A day in words."""
    return date_format(case.book.calendar.local_date(at), "j F Y")


def acts_on(case: Dispute) -> list[dict[str, Any]]:
    """The acts on a comment for `front/parts/act.html`, without the steps of the draw. One query."""
    entries = Entry.objects.filter(on=case.on).exclude(act__startswith="draw.").order_by("index")
    return [
        {
            "index": entry.index,
            "url": f"/record/{entry.index}/",
            "sentence": record_words.sentence(Leaf.decode(bytes(entry.leaf)), {}),
            "at": case.book.calendar.local(entry.time),
            "rule": entry.rule,
            "rule_url": f"/rulebook/{entry.rule}/",
            "proof_url": "",
        }
        for entry in entries
    ]


def clocks(case: Dispute, at: int) -> list[Clock]:
    """What runs in the moderation of a comment, the nearest first, each with what follows."""
    now, found = standing(case, at), list[tuple[int, str, str]]()
    after = next_lapse(case, now)
    if now.state in TO_DECIDE and (last := last_chance(case, "comment.moderate")[0]) is not None:
        found.append((last, _("Hide, label or keep it (moderator or secretary)"), _("it stands as it is.")))
    if now.state == "held":
        found.append((case.events["hold over"], _("Held back"), _("it is visible again.")))
    if now.state in ("hidden", "labelled", "kept") and after is not None:
        found.append(
            (after.since - 1, _("Appeal (its author, or who flagged it)"), _("the decision is final."))
        )
    if now.state == "jury" and after is not None:
        sits = case.panel is not None and bool(case.panel.sitting)
        label = _("The jury decides") if sits else _("A jury is drawn by lot, and sits")
        found.append((after.since - 1, label, _("the comment is restored.")))
    if now.state == "shredding" and after is not None:
        found.append((after.since - 1, _("The case officer joins in destroying it"), _("it stays hidden.")))
    return [
        Clock(days_left(case.book, at, end), label, moment(case.book, end), missed, "", False)
        for end, label, missed in sorted(found)
    ]
