"""A debate as a page shows it: threads of speeches, a page at a time, in two queries however long it is."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.rulebook.calendar import Calendar
from folkmoot.site.debate.marks import Mark, mark_of, matter_of
from folkmoot.site.debate.models import Deed, Speech
from folkmoot.site.debate.places import page_of
from folkmoot.site.members.models import Person

ON_A_PAGE = 40  # speeches; a thread is never cut
DEEPEST = 6  # from there on an answer stands beside what it answers


@dataclass
class Said:
    """One speech for `debate/thread.html`.

    `removed` says why there are no words for this reader; `own` says that the words are shown to their writer
    alone. `mark` is what moderation has put on it, `flag_url` where a reader may flag it.
    """

    anchor: str
    author: str
    at: datetime
    html: SafeString
    answering: str
    removed: str
    reply_url: str
    entry: int
    author_url: str = ""
    mark: Mark | None = None
    own: bool = False
    flag_url: str = ""
    replies: "list[Said]" = field(default_factory=list)


@dataclass(frozen=True)
class Debate:
    """One page of a debate: its threads, how many speeches there are in all, and which page of how many this
    is."""

    on: str
    comments: list[Said]
    total: int
    page: int
    pages: int

    @property
    def before(self) -> int:
        return self.page - 1 if self.page > 1 else 0

    @property
    def after(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def name_for(person: Person | None, viewer: Person | None) -> str:
    """The name under which a viewer may see somebody."""
    if person is None or person.erased_at is not None:
        return _("A former member")
    if person.is_shown_to(viewer):
        return person.shown_name
    return _("A member")


def deeds_on(on: str) -> list[Deed]:
    """Who stands behind the entries of a proceeding, in their order; one query."""
    return list(Deed.objects.filter(on=on).select_related("person").order_by("entry"))


def debate(
    on: str,
    viewer: Person,
    calendar: Calendar,
    page: int = 1,
    *,
    at: int,
    may_answer: bool = False,
    clause: str = "",
) -> Debate:
    """One page of the debate on a proceeding, or on one clause of a text, for a member, as it is at second
    `at`. Two queries."""
    shape = _shape(on, clause)
    threads = _threads(shape)
    pages = _pages(threads)
    page = min(max(page, 1), max(len(pages), 1))
    wanted = [entry for thread in (pages[page - 1] if pages else []) for entry in thread]
    rows = Speech.objects.filter(entry__in=wanted).select_related("person").order_by("entry")
    return Debate(on, _tree(rows, viewer, calendar, at, may_answer), len(shape), page, max(len(pages), 1))


def address_of(speech: Speech) -> str:
    """The address of a speech, on its page of the debate; one query."""
    page = page_with(speech.on, speech.entry, speech.clause)
    return f"{page_of(speech.on, speech.clause)}?page={page}#speech-{speech.entry}"


def page_with(on: str, entry: int, clause: str = "") -> int:
    """The page of the debate on which the speech at `entry` stands; one query."""
    for number, threads in enumerate(_pages(_threads(_shape(on, clause))), start=1):
        if any(entry in thread for thread in threads):
            return number
    return 1


def _shape(on: str, clause: str) -> list[tuple[int, int | None]]:
    said = Speech.objects.filter(on=on, clause=clause).order_by("entry")
    return list(said.values_list("entry", "reply_to"))


def _threads(shape: list[tuple[int, int | None]]) -> list[list[int]]:
    """Each thread as the entries in it, in order; threads in the order in which they began."""
    root: dict[int, int] = {}
    threads: dict[int, list[int]] = {}
    for entry, reply_to in shape:
        first = root.get(reply_to, entry) if reply_to is not None else entry
        root[entry] = first
        threads.setdefault(first, []).append(entry)
    return list(threads.values())


def _pages(threads: list[list[int]]) -> list[list[list[int]]]:
    pages: list[list[list[int]]] = []
    size = 0
    for thread in threads:
        if not pages or size + len(thread) > ON_A_PAGE:
            pages.append([])
            size = 0
        pages[-1].append(thread)
        size += len(thread)
    return pages


def _tree(rows: Any, viewer: Person, calendar: Calendar, at: int, may_answer: bool) -> list[Said]:
    top: list[Said] = []
    known: dict[int, tuple[Said, int, list[Said]]] = {}
    for row in rows:
        answered = known.get(row.reply_to)
        said = _said(row, viewer, calendar, at, may_answer)
        if answered is None:
            siblings, depth = top, 1
        else:
            other, depth, beside = answered
            said.answering = other.author
            siblings, depth = (beside, depth) if depth >= DEEPEST else (other.replies, depth + 1)
        siblings.append(said)
        known[row.entry] = (said, depth, siblings)
    return top


def _said(row: Speech, viewer: Person, calendar: Calendar, at: int, may_answer: bool) -> Said:
    mine, mark = row.person_id == viewer.pk, mark_of(row.entry, at)
    hidden = mark is not None and mark.kind == "hidden"
    html = row.html if mine or not hidden else ""
    removed = ""
    if not html and not hidden:
        removed = _("These words have been erased at the member's request. Their seal stands in the record.")
    may_flag = not mine and row.person_id is not None and matter_of(row.entry) is None
    return Said(
        anchor=f"speech-{row.entry}",
        author=name_for(row.person, viewer),
        at=calendar.local(row.at),
        html=mark_safe(html),  # sanitised when it was said, by words.rendered
        answering="",
        removed=removed,
        reply_url=f"{page_of(row.on, row.clause)}speak/?answer={row.entry}" if may_answer else "",
        entry=row.entry,
        mark=mark,
        own=hidden and bool(html),
        flag_url=f"/cases/comment/{row.entry}/flag/" if may_flag and not removed else "",
    )


def one(entry: int, viewer: Person, calendar: Calendar, at: int) -> Said:
    """One speech as it stands at second `at`, to be answered; one query. Raises `Speech.DoesNotExist`."""
    row = Speech.objects.select_related("person").get(pk=entry)
    return _said(row, viewer, calendar, at, may_answer=False)
