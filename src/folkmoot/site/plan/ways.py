"""The ways to amend a clause: other words, a clause more, two of one, another place, another number, out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.forms import Form
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.site.plan import adding, changes, compiling
from folkmoot.site.plan.changes import (
    Add,
    Change,
    LeaveOut,
    MoveTo,
    Number,
    Split,
    Words,
    fields_now,
    new_clause_id,
    saying,
)
from folkmoot.site.plan.forms import (
    LeaveOutForm,
    MoveForm,
    NewClauseForm,
    NumberForm,
    SplitForm,
    WordsForm,
    tidied,
)
from folkmoot.site.plan.sheet import called, mentions, short
from folkmoot.texts.clause import FIELDS, Clause, Revision

WAYS = {
    "words": gettext_lazy("Change its words"),
    "add": gettext_lazy("Add a clause after it"),
    "split": gettext_lazy("Make it two"),
    "move": gettext_lazy("Move it"),
    "number": gettext_lazy("Number it otherwise"),
    "out": gettext_lazy("Leave it out"),
}
TOP = "top"
"""In an address, in the place of a clause: the beginning of the text."""


class Writing(Protocol):
    """What forms are about: a text, and what somebody has changed in it so far."""

    @property
    def base(self) -> Revision: ...
    @property
    def changes(self) -> tuple[Change, ...]: ...
    @property
    def amends(self) -> int: ...
    @property
    def url(self) -> str: ...


@dataclass(frozen=True)
class Subject:
    """What a form is about: a clause of the text as it stood when the form was opened (`started`).

    Or a clause among those that the draft adds by `added`. The beginning of the text is neither.
    """

    desk: Writing
    id: str
    started: Revision
    clause: Clause | None
    added: Add | None = None

    @property
    def name(self) -> str:
        """What it is called on the page."""
        if self.added is not None:
            return _("the new clause")
        return called(self.started, self.id) if self.clause is not None else _("the beginning of the text")

    @property
    def title(self) -> str:
        """The same as a heading: "Clause 3.2"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def mentions(self) -> dict[str, str]:
        """The references to other clauses in its words, and what each of them prints."""
        said = " ".join(getattr(self.clause, name) for name in FIELDS) if self.clause is not None else ""
        return mentions(self.started, said)

    @property
    def button(self) -> str:
        """What is done by sending the form."""
        return _("Put it in the draft")

    @property
    def ways(self) -> list[str]:
        """What can be done with it."""
        if self.added is not None:
            return ["words", "add", "out"]
        if self.clause is None:
            return ["add"]
        found = list(WAYS)
        if not self.clause.body or self.clause.children or self.clause.tail or self.desk.amends:
            found.remove("split")
        if self.desk.amends:  # what an amendment inserts has neither a place nor a number of its own yet
            found = [way for way in found if way not in ("move", "number")]
        return found


def subject(desk: Writing, id: str, started: Revision | None = None) -> Subject:
    """What the form for a clause is about. Raises `Http404` where the text never had such a clause."""
    text = started or desk.base
    if (found := adding.found_in(desk.changes, id)) is not None:
        return Subject(desk, id, text, found[1], found[0])
    if id == TOP:
        return Subject(desk, id, text, None)
    if id not in text.by_id:
        raise Http404
    return Subject(desk, id, text, text.by_id[id])


def form_for(about: Subject, way: str, data: Mapping[str, Any] | None = None) -> Form:
    """The form for one way to amend a clause, filled with what the draft says so far."""
    form = FORMS[way](about, data)
    form.auto_id = f"in-{about.id}-%s"  # several may stand on one page
    return form


def change_from(about: Subject, way: str, form: Form) -> tuple[Change, ...]:
    """All changes of the draft, with what a valid form says."""
    return MADE[way](about, form)


# Other words


def _words_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    if about.added is not None:
        return _added_form(about, data)
    clause = _clause(about)
    said = fields_now(about.started, about.desk.changes, clause)
    was = {name: getattr(clause, name) for name in FIELDS}
    return WordsForm(data, was=was, initial=said)


def _words(about: Subject, form: Form) -> tuple[Change, ...]:
    if about.added is not None:
        return adding.says(about.desk.changes, about.added, _filled(_clause(about), form.cleaned_data))
    found, clause = about.desk.changes, _clause(about)
    for name in FIELDS:
        if name not in form.cleaned_data:
            continue
        was, now = getattr(clause, name), form.cleaned_data[name]
        now = was if now == tidied(was) else now
        change = Words(clause.id, name, was, now)
        found = changes.drop(found, change.key) if was == now else changes.put(found, change)
    return found


# A clause more


def _added_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    clause = _clause(about)
    plain = all(each.kind == "item" and not each.children and not each.heading for each in clause.children)
    return NewClauseForm(
        data,
        places=[],
        with_points=plain,
        initial={
            "kind": clause.kind,
            "heading": clause.heading,
            "body": clause.body,
            "points": "\n".join(each.body for each in clause.children) if plain else "",
        },
    )


def _add_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    places = _places_beside(about)
    kind = about.clause.kind if about.clause is not None else "section"
    if about.added is not None and kind == "section":
        kind = "clause"
    return NewClauseForm(data, places=places, initial={"where": places[0][0], "kind": kind})


def _places_beside(about: Subject) -> list[tuple[str, str]]:
    if about.clause is None:
        return [(_gap("", ""), _("At the beginning of the text"))]
    if about.added is not None:
        found = [(adding.AFTER, _("After the new clause")), (adding.BEFORE, _("Before the new clause"))]
        under = (adding.UNDER, _("Under it, as the last") if about.clause.children else _("Under it"))
        return [under, *found] if about.clause.kind == "section" else [*found, under]
    base, id = about.started, about.id
    parent = base.parents[id]
    name = called(base, id)
    found = [
        (_gap(parent, id), _("After {clause}").format(clause=name)),
        (_gap(parent, compiling.before(base, id)), _("Before {clause}").format(clause=name)),
    ]
    last = about.clause.children[-1].id if about.clause.children else ""
    inside = _("Under it, as the last") if last else _("Under it")
    return [*found, (_gap(id, last), inside)]


def _add(about: Subject, form: Form) -> tuple[Change, ...]:
    clause, where = _filled(Clause(new_clause_id()), form.cleaned_data), form.cleaned_data["where"]
    if about.added is not None:
        return adding.with_more(about.desk.changes, about.added, about.id, where, clause)
    parent, after = _read_gap(where)
    return changes.put(about.desk.changes, Add(parent, after, clause))


def _filled(clause: Clause, said: Mapping[str, Any]) -> Clause:
    """The clause with what was typed; points that were there keep their ids."""
    children = clause.children
    if "points" in said:
        lines = [line for line in said["points"].split("\n") if line]
        ids = [each.id for each in children][: len(lines)]
        ids += [new_clause_id() for _ in lines[len(ids) :]]
        children = tuple(Clause(id, "item", body=line) for id, line in zip(ids, lines, strict=True))
    return replace(clause, kind=said["kind"], heading=said["heading"], body=said["body"], children=children)


# Two of one


def _split_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    clause = _clause(about)
    mine = next((c for c in about.desk.changes if isinstance(c, Split) and c.clause == clause.id), None)
    said = (
        f"{mine.first}\n\n{mine.rest}"
        if mine
        else fields_now(about.started, about.desk.changes, clause)["body"]
    )
    return SplitForm(data, initial={"body": said})


def _split(about: Subject, form: Form) -> tuple[Change, ...]:
    clause = _clause(about)
    first, rest = form.parts()  # type: ignore[attr-defined]  # the form of this way
    mine = next((c for c in about.desk.changes if isinstance(c, Split) and c.clause == clause.id), None)
    id = mine.id if mine else new_clause_id()
    return changes.put(about.desk.changes, Split(clause.id, clause.body, first, rest, id))


# Another place


def _move_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    mine = next((c for c in about.desk.changes if isinstance(c, MoveTo) and c.clause == about.id), None)
    where = _gap(mine.parent, mine.after) if mine else ""
    return MoveForm(data, places=list(_all_places(about)), initial={"where": where})


def _all_places(about: Subject) -> Iterator[tuple[str, str]]:
    """Every gap into which a clause can go, but for where it is and what hangs under it."""
    base, clause = about.started, _clause(about)
    own, now = {each.id for each in clause.walk()}, (base.parents[about.id], compiling.before(base, about.id))
    if now != ("", ""):
        yield _gap("", ""), _("At the beginning of the text")
    for each in base.walk():
        if each.id in own:
            continue
        parent = base.parents[each.id]
        if now != (parent, each.id):
            depth = sum(1 for _ in base.above(each.id))
            yield (
                _gap(parent, each.id),
                "\u2003" * depth + _("After {clause}").format(clause=short(base, each)),
            )
        if each.kind == "section" or (each.children and each.kind != "item"):
            depth = sum(1 for _ in base.above(each.id)) + 1
            if now != (each.id, ""):
                yield (
                    _gap(each.id, ""),
                    "\u2003" * depth + _("First in {clause}").format(clause=short(base, each)),
                )


def _move(about: Subject, form: Form) -> tuple[Change, ...]:
    parent, after = _read_gap(form.cleaned_data["where"])
    return changes.put(about.desk.changes, MoveTo(about.id, parent, after))


# Another number, or out


def _number_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    mine = next((c for c in about.desk.changes if isinstance(c, Number) and c.clause == about.id), None)
    label = mine.label if mine else _clause(about).label
    return NumberForm(data, initial={"label": label or ""})


def _number(about: Subject, form: Form) -> tuple[Change, ...]:
    change = Number(about.id, form.cleaned_data["label"] or None)
    if change.label == _clause(about).label:
        return changes.drop(about.desk.changes, change.key)
    return changes.put(about.desk.changes, change)


def _out_form(about: Subject, data: Mapping[str, Any] | None) -> Form:
    return LeaveOutForm(data)


def _out(about: Subject, form: Form) -> tuple[Change, ...]:
    if about.added is not None:
        return adding.without(about.desk.changes, about.added, about.id)
    return changes.put(about.desk.changes, LeaveOut(about.id, saying(_clause(about))))


FORMS: Mapping[str, Callable[[Subject, Mapping[str, Any] | None], Form]] = {
    "words": _words_form,
    "add": _add_form,
    "split": _split_form,
    "move": _move_form,
    "number": _number_form,
    "out": _out_form,
}
MADE: Mapping[str, Callable[[Subject, Form], tuple[Change, ...]]] = {
    "words": _words,
    "add": _add,
    "split": _split,
    "move": _move,
    "number": _number,
    "out": _out,
}


def _clause(about: Subject) -> Clause:
    assert about.clause is not None
    return about.clause


def _gap(parent: str, after: str) -> str:
    """A gap as a form names it: below a clause (or at the top), after another (or as the first)."""
    return f"{parent}/{after}"


def _read_gap(value: str) -> tuple[str, str]:
    parent, _slash, after = value.partition("/")
    return parent, after
