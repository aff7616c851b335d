"""A text while a drafting group writes it: a revision that is not published yet, changed clause by clause.

Each save makes one change on the text as it stands then, whoever wrote it last; where that cannot be, because
somebody else has changed the same words, the wording stands beside the text until one of them settles it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import Http404

from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.members.models import Person
from folkmoot.site.plan import changes, drafts
from folkmoot.site.plan.changes import Change, new_clause_id
from folkmoot.site.plan.compiling import compiled
from folkmoot.site.plan.drafts import Kept, Opened
from folkmoot.site.plan.files import reading as files
from folkmoot.site.plan.files.findings import Finding
from folkmoot.site.plan.files.shaping import Imported
from folkmoot.site.plan.models import Draft, Plan, new_id
from folkmoot.site.plan.reading import found
from folkmoot.site.plan.settling import anew
from folkmoot.site.plan.sheet import Sheet
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import BadText, Revision, read_revision
from folkmoot.texts.matching import matched

ID = re.compile(r"[0-9a-f]{24}\Z")
OF = re.compile(r"of-([1-9][0-9]{0,8})\Z")
"""In an address, in the place of a draft: a new revision of that text."""
FINDINGS = 300
"""Findings of an import that a draft remembers."""


@dataclass(frozen=True)
class TextDesk:
    """What a page of writing a text works on. `plan` and `case` are those of which it is a new revision."""

    id: str
    opened: Opened | None
    fields: Mapping[str, Any]
    plan: Plan | None = None
    case: PlanCase | None = None
    amends: int = 0
    changes: tuple[Change, ...] = field(default=())

    @property
    def url(self) -> str:
        return f"/plans/drafts/{self.id}/"

    @property
    def back_url(self) -> str:
        """Where somebody goes who closes a form."""
        return self.url

    @property
    def version(self) -> int:
        return self.opened.version if self.opened else 0

    @cached_property
    def base(self) -> Revision:
        """The text as the draft has it now."""
        return text_in(self.fields)

    @cached_property
    def sheet(self) -> Sheet:
        return Sheet(self.base, self.url, f"{self.url}clauses/{{id}}/", verb=True)

    @property
    def aside(self) -> list[dict[str, Any]]:
        """Wordings that stand beside the text."""
        return list(self.fields.get("aside", ()))

    @property
    def findings(self) -> list[dict[str, str]]:
        """What was found when the text was read from a file."""
        return list(self.fields.get("findings", ()))


def text_in(fields: Mapping[str, Any]) -> Revision:
    """The text that a draft holds."""
    try:
        return read_revision(str(fields.get("text", "")).encode())
    except BadText:
        return Revision(str(fields.get("title", "")))


def said(text: Revision, **more: Any) -> dict[str, Any]:
    """The fields of a draft with this text."""
    return {"text": text.data.decode(), "branch": "", "until": "", "follows": "", "kind": "text", **more}


def text_desk(person: Person, id: str) -> TextDesk:
    """The desk with a draft that the person writes; 404 for any other."""
    if (of := OF.match(id)) is not None:
        plan, case = found(int(of[1]))
        opened = _latest(person, plan)
        if opened is not None:
            return TextDesk(opened.draft.pk, opened, opened.fields, plan, case)
        return TextDesk(id, None, said(case.base, branch=plan.branch_id, kind=plan.kind), plan, case)
    opened = drafts.find(person, id)
    if opened is None or opened.draft.kind != Draft.Kind.TEXT:
        raise Http404
    if opened.draft.plan_id is None:
        return TextDesk(id, opened, opened.fields)
    plan, case = found(opened.draft.plan_id)
    return TextDesk(id, opened, opened.fields, plan, case)


def _latest(person: Person, plan: Plan) -> Opened | None:
    for draft in drafts.of(person, plan=plan, kind=Draft.Kind.TEXT):
        opened = drafts.opened(draft)
        if opened is not None:
            return opened
    return None


def begin(person: Person, fields: Mapping[str, Any], at: int, plan: Plan | None = None) -> Draft:
    """A new draft of a text."""
    return drafts.begin(person, Draft.Kind.TEXT, fields, at, plan=plan, id=new_id())


def change(
    desk: TextDesk, person: Person, how: Callable[[dict[str, Any]], dict[str, Any]], at: int
) -> tuple[TextDesk, Kept]:
    """Change what a draft says; the first change of a text that is published begins its draft. Raises
    `drafts.TooLong`."""
    if desk.opened is None:
        draft = begin(person, how(dict(desk.fields)), at, desk.plan)
        kept = Kept(draft, drafts.opened(draft).fields)  # type: ignore[union-attr]  # it was made just now
    else:
        kept = drafts.apply(desk.opened.draft, person, how, at)
    opened = Opened(kept.draft, kept.fields)
    return replace(desk, id=kept.draft.pk, opened=opened, fields=kept.fields), kept


def made_on(fields: dict[str, Any], found: Iterable[Change], *, by: str, at: int) -> dict[str, Any]:
    """A draft with these changes made on its text as it stands now.

    Where somebody else has changed the same field since, the wording goes beside the text.
    """
    text, aside = text_in(fields), list(fields.get("aside", ()))
    for each in found:
        tried = compiled(text, [each])
        if tried.made and not tried.made[0].moved:
            text = adopt(text, [tried.amendment]).revision
        elif tried.made or tried.faults[0].why not in ("made", "nothing"):
            aside.append({"by": by, "at": at, "key": each.key, "value": changes.as_json(each)})
    return {**fields, "text": text.data.decode(), "aside": aside}


def taken(fields: dict[str, Any], place: int, *, by: str, at: int, take: bool) -> dict[str, Any]:
    """A draft in which a wording that stood beside it was taken, or left."""
    aside = list(fields.get("aside", ()))
    if place >= len(aside):
        return fields
    wording = changes.read(aside.pop(place)["value"])
    left = {**fields, "aside": aside}
    return made_on(left, [anew_on(text_in(left), wording)], by=by, at=at) if take else left


def anew_on(text: Revision, wording: Change) -> Change:
    """The same words on the text as it stands now."""
    return anew(TextDesk("", None, said(text)), wording)


def imported(
    name: str, data: bytes, tracked: str, before: Revision | None = None
) -> tuple[Revision, list[dict[str, str]]]:
    """The text in a file, and what was found on the way. Raises `OutOfOrder` where it is not taken at all.

    Where the text was there `before`, each clause that is the same keeps its id.
    """
    keep = before.by_id if before is not None else ()
    read: Imported = files.read(
        name, data, new_clause_id, tracked="original" if tracked == "original" else "changed", keep=keep
    )
    text = matched(before, read.revision, keep) if before is not None else read.revision
    return text, [_kept(each) for each in read.findings[:FINDINGS]]


def _kept(finding: Finding) -> dict[str, str]:
    return {"level": str(finding.level), "place": finding.place, "sentence": finding.sentence}
