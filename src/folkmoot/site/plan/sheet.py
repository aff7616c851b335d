"""A text as its clauses stand on a page, with what a draft would do to them.

Source of the markup: `templates/plan/parts/clause.html`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.site.members.refusal import translated
from folkmoot.site.plan.changes import Add, Change, Instead, LeaveOut, MoveTo, Number, Split
from folkmoot.site.plan.clauses import Shown, as_it_stands
from folkmoot.site.plan.typeset import plain, typeset
from folkmoot.texts.adopted import REFERENCE
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.content import STANDS_FOR
from folkmoot.texts.labels import labels
from folkmoot.texts.naming import Names
from folkmoot.texts.runs import runs


@dataclass(slots=True)
class Editable(Shown):
    """A clause with another word for what is done to it than "Amend"."""

    amend_words: str = ""


@dataclass(frozen=True)
class Sheet:
    """What is needed to set the clauses of one text: its revision, and the addresses of its page and forms.

    `amend` is the address of the form for a clause, with `{id}` in the place of its id; empty where nobody
    may amend. `words` are what fields say with the changes made, by clause and field. `verb`: a clause is
    edited there, for the text is not published yet.
    """

    base: Revision
    page: str
    amend: str = ""
    changes: tuple[Change, ...] = ()
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    verb: bool = False

    def clauses(self) -> list[Shown]:
        """All clauses, each with what the changes would do to it."""
        return self._row("", self.base.clauses, 2)

    def one(self, id: str) -> Shown:
        """One clause with all under it. Raises `KeyError`."""
        for change in self.changes:
            if isinstance(change, Add) and (found := _in(change.clause, id)):
                return self._new(found, 3)
        return self._clause(self.base.by_id[id], 3)

    def choices(self) -> list[tuple[str, str]]:
        """The clauses for a list to choose from: id, and number with the first words."""
        return [
            (each.id, "\u2003" * sum(1 for _ in self.base.above(each.id)) + short(self.base, each))
            for each in self.base.walk()
        ]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return labels(self.base)

    def _row(self, parent: str, row: Sequence[Clause], rank: int) -> list[Shown]:
        found = [*self._put_in(parent, "", rank)]
        for clause in row:
            found.append(self._clause(clause, rank))
            found += self._put_in(parent, clause.id, rank)
        return found

    def _put_in(self, parent: str, after: str, rank: int) -> Iterable[Shown]:
        """What is added, or moved, into the gap after a clause."""
        for change in self.changes:
            if isinstance(change, Add) and (change.parent, change.after) == (parent, after):
                yield self._new(change.clause, rank)
            elif isinstance(change, Split) and change.clause == after and change.clause in self.base.by_id:
                rest = self._new(Clause(change.id, self.base.by_id[after].kind, body=change.rest), rank)
                rest.amend_url = f"{self.amend.format(id=after)}?what=split" if self.amend else ""
                yield rest
            elif (
                isinstance(change, MoveTo)
                and (change.parent, change.after) == (parent, after)
                and change.clause in self.base.by_id
            ):
                moved = self._clause(self.base.by_id[change.clause], rank)
                yield self._marked(moved, "new", _("Moved here"))

    def _clause(self, clause: Clause, rank: int) -> Shown:
        shown = self._plain(clause, rank)
        for name in FIELDS:
            was, now = getattr(clause, name), self.words.get((clause.id, name))
            if now is not None and now != was:
                setattr(shown, name, self.changed(was, now))
        for change in self.changes:
            if getattr(change, "clause", None) != clause.id:
                continue
            if isinstance(change, LeaveOut):
                self._marked(shown, "gone", _("Left out"))
            elif isinstance(change, Instead):
                self._marked(shown, "gone", _("Left out, for what stands next"))
                shown.children.append(replace(self, amend="")._new(change.by, rank))
            elif isinstance(change, MoveTo):
                self._marked(shown, "moved", _("Moved from here"))
            elif isinstance(change, Number):
                now = change.label if change.label is not None else _("the number that the text counts")
                self._marked(shown, "", _("Its number becomes {label}").format(label=now))
        return shown

    def _plain(self, clause: Clause, rank: int) -> Shown:
        words = as_it_stands(self.base, self.page, self.labels)
        return Editable(
            clause.id,
            clause.kind,
            self.labels.get(clause.id, ""),
            min(rank, 4),
            f"{self.page}clauses/{clause.id}/",
            words(clause, "heading"),
            words(clause, "body"),
            words(clause, "tail"),
            children=self._row(clause.id, clause.children, rank + 1),
            amend_url=self.amend.format(id=clause.id) if self.amend else "",
            amend_words=_("Edit") if self.verb else "",
        )

    def _new(self, clause: Clause, rank: int) -> Shown:
        """A clause that the draft adds; it has no number yet."""
        shown = replace(self, changes=())._plain(clause, rank)
        shown.url = f"{self.page}#c-{clause.id}"
        shown.label = clause.label or ""
        return self._marked(shown, "new", _("Inserted"))

    def _marked(self, shown: Shown, mark: str, words: str) -> Shown:
        shown.mark = mark or shown.mark
        shown.mark_words = f"{shown.mark_words} · {words}" if shown.mark_words else words
        return shown

    def changed(self, old: str, new: str) -> SafeString:
        """The way from one wording to another: struck and underlined, and announced in words."""
        return marked(old, new, self.labels, self.page)


def marked(old: str, new: str, numbers: Mapping[str, str], page: str) -> SafeString:
    """The same, for any two wordings."""
    parts = []
    for run in runs(old, new):
        words = typeset(run.text, numbers, page)
        if run.kind == "same" or (run.kind == "in" and not run.text.strip()):
            parts.append(words)
        elif run.text.strip():
            tag, said = ("del", _("left out:")) if run.kind == "out" else ("ins", _("inserted:"))
            parts.append(
                format_html(
                    '<{0}><span class="hidden">[{1} </span>{2}<span class="hidden">]</span></{0}>',
                    mark_safe(tag),  # one of the two above
                    said,
                    words,
                )
            )
    return format_html_join("", "{}", ((part,) for part in parts))


def _in(clause: Clause, id: str) -> Clause | None:
    return next((each for each in clause.walk() if each.id == id), None)


_names: dict[str, Names] = {}
KEPT = 8  # texts


def names_in(base: Revision) -> Names:
    """What the clauses of a text are called, worked out once."""
    found = _names.get(base.digest)
    if found is None:
        found = _names[base.digest] = Names(base)
        while len(_names) > KEPT:
            del _names[next(iter(_names))]
    return found


def mentions(base: Revision, words: str) -> dict[str, str]:
    """What each reference to a clause in some words prints, by what is written for it."""
    printed = names_in(base).labels
    return {found[0]: printed.get(found[1]) or "…" for found in REFERENCE.finditer(words)}


def short(base: Revision, clause: Clause) -> str:
    """A clause in a list: "clause 3.2: Members decide…"."""
    names = names_in(base)
    words = " ".join(plain(clause.heading or clause.body, names.labels).split())
    begins = words if len(words) <= 48 else f"{words[:48].rpartition(' ')[0] or words[:48]}…"
    return f"{called(base, clause.id)}: {begins}" if names.citations.get(clause.id) else f"“{begins}”"


def called(base: Revision, id: str) -> str:
    """What a clause is called on a page: "clause 3.2", or by what stands before it where it has no number."""
    if id not in base.by_id:
        return _("a clause that is not in the text any more")
    if STANDS_FOR.match(id):
        return _("its words")
    return str(phrase(names_in(base).of(id)))


def phrase(said: object) -> object:
    """Words of the engine in the reader's language."""
    return translated(said) if isinstance(said, str) else said
