"""The rulebook and its changes as pages show them."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.case import closes, last_chance, opens, standing
from folkmoot.procedure.change import Change as ChangeCase
from folkmoot.procedure.examples import run
from folkmoot.rulebook.book import Fault, Paragraph, Power, Rulebook
from folkmoot.rulebook.compare import Comparison
from folkmoot.rulebook.pieces import pieces_of
from folkmoot.rulebook.powers import in_lines
from folkmoot.rulebook.vocabulary import ACTS
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.rules.models import Change
from folkmoot.site.rules.text import read
from folkmoot.site.voting import course

LIVE = ("proposed", "notice", "at the vote", "closed", "adopted")


@dataclass(frozen=True)
class Edition:
    """An edition of the rulebook that has been adopted: its number, its digest, from when to when it is in
    force."""

    number: int
    digest: str
    since: str
    until: str
    state: str
    url: str


def editions(at: int) -> list[Edition]:
    """All adopted editions, the newest first."""
    books = reading.assembly().books
    found = []
    for place, (since, book) in enumerate(books):
        later = books[place + 1][0] if place + 1 < len(books) else None
        if since > at:
            state = "to come"
        elif later is not None and later <= at:
            state = "past"
        else:
            state = "in force"
        found.append(
            Edition(
                book.edition,
                book.digest,
                course.day(book, since),
                course.day(book, later - 1) if later is not None else "",
                state,
                f"/rulebook/edition/{book.digest}/",
            )
        )
    return found[::-1]


def uses() -> dict[str, int]:
    """How many acts rest on each paragraph; one query."""
    rows = Entry.objects.order_by("rule").values("rule").annotate(n=Count("index"))
    return {row["rule"]: row["n"] for row in rows}


def paragraph_html(paragraph: Paragraph, book: Rulebook, *, base: str = "/rulebook/") -> SafeString:
    """A paragraph as members read it: what the program obeys is marked, mentions of others are links."""
    numbers = {each.number for each in book.paragraphs}
    text = format_html("<p>{}</p>", _inline(paragraph.text, paragraph.number, numbers, base))
    if not paragraph.lines:
        return text
    items = format_html_join(
        "", "<li>{}</li>", ((_inline(line, paragraph.number, numbers, base),) for line in paragraph.lines)
    )
    return format_html('{}<ol class="letters" type="a">{}</ol>', text, items)


def _inline(text: str, own: str, numbers: set[str], base: str) -> SafeString:
    parts = []
    for piece in pieces_of(text, own=own):
        if piece.kind == "setting":
            parts.append(format_html('<mark class="setting">{}</mark>', piece.text))
        elif piece.kind == "reference" and piece.number in numbers:
            parts.append(format_html('<a href="{}#{}">{}</a>', base, piece.number, piece.text))
        else:
            parts.append(conditional_escape(piece.text))
    return mark_safe("".join(parts))  # each part is escaped above


def powers_in_words(paragraph: Paragraph, book: Rulebook) -> list[dict[str, Any]]:
    """What a paragraph grants: a sentence for each power, and its lines with the settings filled in."""
    return [
        {
            "says": _("It lets {who} {act}.").format(who=course.who_words(power), act=_(ACTS[power.act])),
            "lines": _lines(power, book),
        }
        for power in paragraph.powers
    ]


def _lines(power: Power, book: Rulebook) -> list[tuple[str, str]]:
    names = {
        "needs": _("Only if"),
        "after": _("Not before"),
        "within": _("Within"),
        "missed": _("If that time passes"),
        "appeal": _("Appeal"),
        "grounds": _("Grounds"),
        "majority": _("Majority"),
        "base": _("Counted among"),
        "quorum": _("Quorum"),
        "method": _("Counted by"),
        "manner": _("Manner"),
        "secret if": _("Secret if this many ask"),
        "lasts": _("Lasts"),
        "threshold": _("How many"),
        "classes": _("Majorities of options"),
        "default": _("Default option"),
        "delay": _("In force after"),
        "repeat": _("Voted again after"),
        "offices": _("Offices"),
        "electors": _("Elected by"),
        "seats": _("Places"),
        "quotas": _("Quotas on the result"),
        "publish": _("Published of the ballots"),
        "changing": _("Changing one's vote"),
    }
    lines = in_lines(power, book)
    if power.appeal:
        lines["appeal"] = _(ACTS[power.appeal])
    return [(names[key], words) for key, words in lines.items() if key in names]


def all_faults(text: str) -> tuple[Rulebook | None, tuple[Fault, ...]]:
    """The rulebook in a text, and its faults: of form, of guarantee, or of an example that does not hold."""
    book, faults = read(text)
    if book is None or faults:
        return book, faults
    return book, run(book)


def case_of(number: int) -> ChangeCase | None:
    """What the record shows of a change, or None."""
    return cast("ChangeCase | None", reading.assembly().cases.get(f"change/{number}"))


def cards(at: int, *, live: bool = False) -> list[dict[str, Any]]:
    """Proposed changes, the newest first; one query."""
    found = []
    for row in Change.objects.order_by("-number"):
        case = case_of(row.number)
        if case is None:
            continue
        state = standing(case, at).state
        if not live or state in LIVE:
            found.append(
                {
                    "number": row.number,
                    "title": row.title,
                    "url": f"/rulebook/changes/{row.number}/",
                    "state": state,
                    "status": course.PILLS[state],
                    "pill": course.state_words(state),
                    "kicker": _("Change {number} of the rules").format(number=row.number),
                    "said": "",
                    "then": next_words(case, at),
                }
            )
    return found


def for_home(person: Person, at: int) -> list[dict[str, Any]]:
    """The changes that want this member's backing or vote; one query."""
    wanted = []
    for each in cards(at, live=True):
        case = case_of(each["number"])
        assert case is not None
        code = person.code(case.on)
        backing = each["state"] == "proposed" and code != case.mover and code not in case.supporters
        ballot = case.ballot if each["state"] == "at the vote" else None
        voting = ballot is not None and person.code(ballot.id) in ballot.roll.names - ballot.votes.keys()
        if backing or voting:
            said = _("Your vote is wanted.") if voting else _("It looks for backers.")
            wanted.append(each | {"said": said})
    return wanted


def stages(case: ChangeCase, at: int) -> list[dict[str, Any]]:
    """The path of a change with its dates."""
    book, events, now = case.book, case.events, standing(case, at)
    vote = ""
    if "opening" in events:
        vote = _("{first} to {last}").format(
            first=course.short_day(book, events["opening"]), last=course.short_day(book, events["closing"])
        )
    noticed = course.short_day(book, events["notice"]) if "notice" in events else ""
    backed = _("{have} of {wanted}").format(have=len(case.supporters), wanted=case.wanted)
    adopted = course.short_day(book, events["adoption"]) if "adoption" in events else ""
    force = course.short_day(book, events["coming into force"] + 1) if "coming into force" in events else ""
    labels = [
        (_("Proposed"), course.short_day(book, events["proposal"])),
        (_("Backed"), noticed or backed),
        (_("Notice"), _("since {day}").format(day=noticed) if now.state == "notice" else ""),
        (_("Vote"), vote),
        (_("Adopted"), adopted),
        (_("In force"), force),
    ]
    place = {"proposed": 1, "notice": 2, "at the vote": 3, "closed": 4, "adopted": 5, "in force": 6}.get(
        now.state
    )
    if place is not None:
        return course.path(labels, place)
    reached = 1 if "notice" not in events else 2 if "opening" not in events else 4
    labels[reached] = (course.state_words(now.state), course.short_day(book, now.since))
    return course.path(labels[: reached + 1], reached, stopped=True)


def next_words(case: ChangeCase, at: int) -> str:
    """What comes next on a change, when, and what follows if nobody does it."""
    book, events, now = case.book, case.events, standing(case, at)
    if now.state == "proposed":
        end, power = last_chance(case, "change.back")
        lacking = case.wanted - len(case.supporters)
        said = ngettext("{n} more member must back it", "{n} more members must back it", lacking).format(
            n=lacking
        )
        if end is None or power is None:
            return said + "."
        return _("{said} by {moment}; if not, {missed}.").format(
            said=said, moment=course.moment(book, end), missed=_(power.missed)
        )
    if now.state == "notice":
        return _notice(case, at)
    if now.state == "at the vote":
        return _("The ballot is open until {moment}. The votes are counted when it closes.").format(
            moment=course.moment(book, events["closing"])
        )
    if now.state == "closed":
        return _("The ballot closed on {moment}. The result is due.").format(
            moment=course.moment(book, events["closing"])
        )
    if now.state == "adopted":
        return _("It has been adopted, and is in force from {day} on.").format(
            day=course.day(book, events["coming into force"] + 1)
        )
    if now.state == "in force":
        return _("It is part of the rulebook since {day}.").format(day=course.day(book, now.since))
    if now.state == "lapsed":
        return _("It lapsed on {day}, since its time had run out.").format(day=course.day(book, now.since))
    if now.state == "withdrawn":
        return _("Its proposer has withdrawn it.")
    return _("It was voted on and not adopted.")


def _notice(case: ChangeCase, at: int) -> str:
    first = ""
    if case.votes_carried:
        first = (
            _("It touches an entrenched paragraph and has been carried once; it is voted on a second time.")
            + " "
        )
    for power in case.book.powers.get("change.put", ()):
        start, end = opens(case, power), closes(case, power)
        if start is not None and at <= start:
            return first + _(
                "Notice has been given. From {day} on it may be put to the vote ({who})."
            ).format(day=course.day(case.book, start + 1), who=course.who_words(power))
        if end is None:
            return first + _("It may be put to the vote now ({who}).").format(who=course.who_words(power))
        if at <= end:
            return first + _(
                "It may be put to the vote now ({who}), until {moment}; if nobody does, {missed}."
            ).format(
                who=course.who_words(power), moment=course.moment(case.book, end), missed=_(power.missed)
            )
    return first


def sides(comparison: Comparison) -> list[dict[str, Any]]:
    """Old and new side by side: for each paragraph that differs, the pieces of both sides."""
    found = []
    for change in comparison.paragraphs:
        old = [piece for piece in change.pieces if piece.kind != "in"]
        new = [piece for piece in change.pieces if piece.kind != "out"]
        found.append(
            {
                "kind": change.kind,
                "old": change.old,
                "new": change.new,
                "was": old,
                "now": new,
                "pieces": change.pieces,
            }
        )
    return found
