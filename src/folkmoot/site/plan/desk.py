"""A member's desk: the text as it stands now, what they have written so far, and what can be made of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import Http404

from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.members.models import Person
from folkmoot.site.plan import changes, drafts
from folkmoot.site.plan.changes import Change
from folkmoot.site.plan.compiling import Compiled, compiled
from folkmoot.site.plan.drafts import Opened
from folkmoot.site.plan.models import Draft, Plan, new_id
from folkmoot.site.plan.reading import found
from folkmoot.site.plan.sheet import Sheet
from folkmoot.texts.clause import BadText, Revision

MINE = "mine"
"""In an address, in the place of a draft: the one that the member kept last, or a new one."""
ID = re.compile(r"[0-9a-f]{24}\Z")


@dataclass(frozen=True)
class Desk:
    """What a page of writing an amendment works on.

    `id` is that of the draft, kept or not yet; `opened` is None while nothing was kept. `amends` is the
    number of the amendment whose words are amended, 0 for the text itself; `confirms` that of the member's
    own amendment, tabled already, which is written anew on a new revision; `sources` are those of a
    composite.
    """

    plan: Plan
    case: PlanCase
    id: str
    opened: Opened | None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def amends(self) -> int:
        return int(self.fields.get("amends", 0))

    @property
    def confirms(self) -> int:
        return int(self.fields.get("confirms", 0))

    @property
    def sources(self) -> tuple[int, ...]:
        return tuple(self.fields.get("sources", ()))

    @property
    def version(self) -> int:
        return self.opened.version if self.opened else 0

    @property
    def url(self) -> str:
        """The page of the draft."""
        return f"{self.plan.url}amend/{self.id}/"

    @property
    def back_url(self) -> str:
        """Where somebody goes who closes a form: to the draft, or, where there is none, to the text."""
        return self.url if self.opened else self.plan.url

    @cached_property
    def base(self) -> Revision:
        """What is amended: the text as it stands, or the words of an amendment."""
        return self.case.anchored_in(self.amends)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return changes_in(self.fields)

    @cached_property
    def compiled(self) -> Compiled:
        return compiled(self.base, self.changes, self.amends)

    @cached_property
    def sheet(self) -> Sheet:
        """The text with the changes marked, each clause with the address of its form."""
        return Sheet(self.base, self.plan.url, f"{self.url}clauses/{{id}}/", self.changes)

    def with_changes(self, found: tuple[Change, ...]) -> dict[str, Any]:
        """What the draft says, with these changes."""
        return {**EMPTY, **self.fields, "changes": [changes.as_json(each) for each in found]}


EMPTY: dict[str, Any] = {"changes": [], "reasons": "", "branch": ""}


def changes_in(fields: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes in a draft. What cannot be read as one is left out: it was never written here."""
    read = []
    for each in fields.get("changes", ()):
        try:
            read.append(changes.read(each))
        except BadText:
            continue
    return tuple(read)


def desk(number: int, person: Person, id: str) -> Desk:
    """The desk of a member with one of their drafts; 404 for what nobody, or somebody else, is writing."""
    plan, case = found(number)
    if id == MINE:
        last = latest(person, plan)
        opened = drafts.opened(last) if last else None
        id = last.pk if last and opened else new_id()
    else:
        opened = drafts.find(person, id)
        if opened is None and (not ID.match(id) or Draft.objects.filter(pk=id).exists()):
            raise Http404
    if opened is not None and opened.draft.plan_id != number:
        raise Http404
    return Desk(plan, case, id, opened, opened.fields if opened else dict(EMPTY, branch=person.branch_id))


def latest(person: Person, plan: Plan) -> Draft | None:
    """The member's own draft on this text that was kept last and amends the text itself; two queries."""
    for draft in drafts.of(person, plan=plan, kind=Draft.Kind.AMENDMENT):
        if draft.person_id == person.pk:
            opened = drafts.opened(draft)
            if opened and not any(opened.fields.get(name) for name in ("amends", "confirms", "sources")):
                return draft
    return None


def keep(
    at_desk: Desk, person: Person, fields: Mapping[str, Any], at: int, *, since: int, asked: bool = False
) -> drafts.Kept:
    """Keep what is written at a desk; the first time, this begins the draft. Raises `drafts.TooLong`."""
    if at_desk.opened is not None:
        return drafts.keep(at_desk.opened.draft, person, fields, at, since=since, asked=asked)
    draft = drafts.begin(person, Draft.Kind.AMENDMENT, fields, at, plan=at_desk.plan, id=at_desk.id)
    return drafts.Kept(draft, dict(fields))
