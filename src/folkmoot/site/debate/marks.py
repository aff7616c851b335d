"""What a debate shows of moderation: a mark in the place of words that are hidden, a label above others, a
note on words that were changed or came back.

It is computed from the record for the second at which the page is read. No row says it, so no timer is
needed for words to come back when their time has come, and nobody with the database can make them go.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.procedure.case import Standing, last_chance, next_lapse, standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.site.record import reading

OUT_OF_SIGHT = ("held", "hidden", "shredding", "shredded")
GROUND = "comment.ground."


@dataclass(frozen=True)
class Mark:
    """What stands with a speech. `kind`: `hidden` (in the place of the words), `label` or `note`.

    `text` is a full sentence; `url` leads to the page of the matter; `destroyed` says that nobody can read
    the words any more.
    """

    kind: str
    text: str
    url: str
    destroyed: bool = False


def matter_of(entry: int) -> Dispute | None:
    """The moderation of the speech at this entry of the record, or None where nobody has flagged it."""
    found = reading.assembly().cases.get(f"comment/{entry}")
    return found if isinstance(found, Dispute) else None


def ground_of(case: Dispute) -> str:
    """What the speech was flagged as, in the words of the rulebook: "a threat"."""
    setting = case.book.settings.get(GROUND + case.charges[0])
    return setting.words if setting else case.charges[0]


def is_hidden(case: Dispute, at: int) -> bool:
    """Whether the words are out of sight at second `at`."""
    now = standing(case, at)
    if now.state in ("jury", "upheld"):
        return case.outcome == "hidden"
    return now.state in OUT_OF_SIGHT


def mark_of(entry: int, at: int) -> Mark | None:
    """The mark on the speech at this entry at second `at`, or None. No query."""
    case = matter_of(entry)
    if case is None:
        return None
    now, url = standing(case, at), f"/cases/comment/{entry}/"
    if is_hidden(case, at):
        return Mark("hidden", _tombstone(case, now), url, destroyed=now.state == "shredded")
    if "labelled" in (now.state, case.outcome) and now.state not in ("restored", "edited"):
        return Mark("label", _label(case, now), url)
    said = _note(case, now)
    return Mark("note", said, url) if said else None


def _tombstone(case: Dispute, now: Standing) -> str:
    if now.state == "held":
        return _("Held back under rule {rule} since {day}, flagged as: {ground}. {until}").format(
            rule=_rule(case, "comment.hold"),
            day=_day(case, case.events["hold"]),
            ground=ground_of(case),
            until=_("Visible again on {moment} at the latest, unless somebody decides otherwise.").format(
                moment=_moment(case, case.events["hold over"] + 1)
            ),
        )
    if now.state == "shredded":
        return _(
            "Destroyed under rule {rule} on {day}: the law forbids to keep it ({ground}). Its seal stands in "
            "the record."
        ).format(rule=_rule(case, "shred.join"), day=_day(case, now.since), ground=ground_of(case))
    said = _("Hidden under rule {rule} on {day}: {ground}.").format(
        rule=_rule(case, "comment.moderate"),
        day=_day(case, case.events["moderation"]),
        ground=ground_of(case),
    )
    return f"{said} {_what_is_open(case, now)}"


def _what_is_open(case: Dispute, now: Standing) -> str:
    """Whether the decision can still be appealed, is before a jury, or is final."""
    if now.state == "jury":
        after = next_lapse(case, now)
        return _("A jury decides on an appeal. If none has by then, this ends by itself on {day}.").format(
            day=_day(case, after.since) if after else ""
        )
    if now.state == "shredding":
        return _("It is to be destroyed, if the case officer agrees.")
    if now.state == "upheld":
        return _("A jury has upheld that.") if "decision" in case.events else _("Nobody appealed in time.")
    end, _power = last_chance(case, "moderation.appeal")
    return _("An appeal is open until {day}.").format(day=_day(case, end)) if end else ""


def _label(case: Dispute, now: Standing) -> str:
    said = _("Labelled under rule {rule} on {day}: {ground}.").format(
        rule=_rule(case, "comment.moderate"),
        day=_day(case, case.events["moderation"]),
        ground=ground_of(case),
    )
    return f"{said} {_what_is_open(case, now)}"


def _note(case: Dispute, now: Standing) -> str:
    if now.state == "edited":
        return _("Its author put these words in the place of others on {day}.").format(
            day=_day(case, now.since)
        )
    if now.state == "restored" and case.outcome in ("hidden", "labelled"):
        by_jury = "decision" in case.events and case.phase == "restored"
        why = _("a jury decided so") if by_jury else _("no jury decided in time")
        if case.outcome == "labelled":
            return _("The label was taken off on {day}: {why}.").format(day=_day(case, now.since), why=why)
        return _("Visible again since {day}: {why}.").format(day=_day(case, now.since), why=why)
    return ""


def _rule(case: Dispute, verb: str) -> str:
    powers = case.book.powers.get(verb, ())
    return powers[0].paragraph if powers else ""


def _day(case: Dispute, at: int) -> str:
    return date_format(case.book.calendar.local_date(at), "j F Y")


def _moment(case: Dispute, at: int) -> str:
    return date_format(case.book.calendar.local(at), "j F Y, H:i")
