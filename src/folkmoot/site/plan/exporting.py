"""Texts as files to take along: as they were published or adopted, as they stand, with marks; the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from folkmoot.procedure.case import standing
from folkmoot.site.plan.course import state_words
from folkmoot.site.plan.files import akoma_ntoso, docx_out, marshalled, odt_out, pages, printing
from folkmoot.site.plan.history import Told, adopted_at
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.sheet import called
from folkmoot.site.plan.taking import Item, order_words
from folkmoot.site.record import reading
from folkmoot.site.voting.course import day
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Revision
from folkmoot.texts.marked import Marked, marked

MEDIA = {
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/akn+xml",
}
CALLED: dict[str, tuple[Any, Any]] = {
    "pdf": (gettext_lazy("PDF"), gettext_lazy("to print, and to be read aloud")),
    "md": (gettext_lazy("Markdown"), gettext_lazy("plain words, to be read anywhere")),
    "odt": (gettext_lazy("OpenDocument (ODT)"), gettext_lazy("for LibreOffice and others")),
    "docx": (gettext_lazy("Word (DOCX)"), gettext_lazy("for Word and others")),
    "xml": (gettext_lazy("Akoma Ntoso (XML)"), gettext_lazy("for parliaments, archives and programs")),
}
NAMES: dict[str, tuple[str, ...]] = {
    "text": tuple(MEDIA),
    "now": tuple(MEDIA),
    "marked": ("pdf",),
    "changes": ("pdf",),
    "list": ("pdf",),
}
"""The files that there are: the text, as it now stands, with all open amendments in place, the text as it
stands with what it lost and gained, the order of taking; and the endings of each."""


@dataclass(frozen=True)
class Copy:
    """What is written: a text at a moment, under an address of the site."""

    over: Overview
    at: int
    host: str

    @property
    def address(self) -> str:
        return f"{self.host}{self.over.page}"

    @property
    def revision(self) -> Revision:
        """The text as it was adopted, or else as it was published last."""
        return self.over.plan.adopted or self.over.base

    def written(self, name: str, ending: str) -> bytes:
        """The file. Raises `KeyError` for one that there is not; `list.pdf` is written by `written_list`."""
        if ending not in NAMES[name] or name == "list":
            raise KeyError(name, ending)
        key = ("file", name, ending, self.host, get_language())
        found: bytes = self.over.once(key, lambda: self._written(name, ending))
        return found

    def _written(self, name: str, ending: str) -> bytes:
        over = self.over
        if name == "marked":
            wordings = [each for each in over.gathered.wordings.values() if not each.amends]
            open_now = [each for each in wordings if over.states[each.number] not in ENDED]
            return self._pdf(over.base, marked(over.base, open_now))
        if name == "changes":
            carried = over.wordings(over.standing)
            shown = Marked(over.base.title, Told(over).rows)
            return self._pdf(adopt(over.base, carried).revision, shown)
        revision = over.as_it_stands.revision if name == "now" else self.revision
        writers: dict[str, Callable[[Revision], bytes]] = {
            "pdf": self._pdf,
            "md": pages.write,
            "odt": lambda text: odt_out.write(text, about=self.address),
            "docx": lambda text: docx_out.write(text, about=self.address),
            "xml": self._akoma_ntoso,
        }
        return writers[ending](revision)

    def _pdf(self, revision: Revision, marks: Marked | None = None) -> bytes:
        state = state_words(standing(self.over.plan, self.at).state, "plan")
        lines = tuple((said, day(self.over.plan.book, when)) for said, when in self._days())
        front = printing.Front(reading.assembly().name, state, lines, self.address)
        return printing.pdf(revision, front, marked=marks)

    def _days(self) -> list[tuple[str, int]]:
        """What happened to the text, and when."""
        plan, events = self.over.plan, self.over.plan.events
        found = [(_("Published"), events["publication"])]
        if "revision" in events:
            found.append((_("Published anew"), events["revision"]))
        if plan.adopted is not None:
            found.append((_("Adopted"), adopted_at(plan)))
        return found

    def _akoma_ntoso(self, revision: Revision) -> bytes:
        calendar = self.over.plan.book.calendar
        versions = tuple(
            akoma_ntoso.Version(
                calendar.local_date(when),
                "amendment" if at else "generation",
                f"{self.address}history/",
                said,
            )
            for at, (said, when) in enumerate(self._days())
        )
        work = akoma_ntoso.Work(self.address, reading.assembly().name, f"{self.host}/", versions)
        return akoma_ntoso.write(revision, work)

    def _where(self, number: int) -> str:
        """The clause to which an amendment is, or the first of several."""
        first = next(iter(self.over.about[number]), "")
        return called(self.over.base, first) if first else ""

    def written_list(self, title: str, items: list[tuple[str, Item]]) -> bytes:
        """The order of taking as a PDF; each item with the heading of its section."""
        groups: list[marshalled.Group] = []
        for heading, item in items:
            entries = tuple(
                marshalled.Listed(
                    entry.name,
                    " · ".join(filter(None, (self._where(entry.number), entry.group))),
                    " · ".join(filter(None, (entry.branch, entry.mover))),
                    tuple(entry.does),
                    " ".join(entry.falls),
                    f"{entry.advice.words} {entry.advice.reasons}".strip() if entry.advice else "",
                )
                for entry in item.entries
            )
            groups.append(marshalled.Group(heading, item.note, entries))
        policy, rule = order_words(self.over.plan)
        when = self.over.plan.events.get("marshalling", self.at)
        lines = (
            title,
            f"{policy} {_('Rule {rule}').format(rule=rule) if rule else ''}".strip(),
            day(self.over.plan.book, when),
        )
        listed = marshalled.List(
            _("The order of taking"), reading.assembly().name, tuple(groups), lines, f"{self.address}list/"
        )
        return marshalled.pdf(listed)


ENDED = ("lost", "fallen", "not called", "lapsed", "withdrawn", "already made", "in composite")
"""Where an amendment is not shown in place any more; one in a composite is shown as a part of that."""
