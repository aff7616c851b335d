"""A member's desk: the text as it stands now, what they have written so far, and what can be made of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import Http404

from folkmoot.procedure.shared_text import Amendment as AmendmentCase
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.members.models import Person
from folkmoot.site.plan import changes, drafts
from folkmoot.site.plan.changes import Change
from folkmoot.site.plan.compiling import Compiled, compiled, words_made
from folkmoot.site.plan.drafts import Opened
from folkmoot.site.plan.models import Amendment, Draft, Plan, new_id
from folkmoot.site.plan.reading import found
from folkmoot.site.plan.sheet import Sheet
from folkmoot.site.plan.unfolding import unfolded
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.texts.clause import BadText, Revision, read_revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import read_amendment
from folkmoot.tlog.leaf import Leaf

MINE, NEW, TO, OF = "mine", "new", "to-", "of-"
"""In an address, in the place of a draft: the one that the member kept last, or a new one; a new one; that of
an amendment to amendment 7 (`to-7`); that by which amendment 7 is confirmed (`of-7`)."""
ID = re.compile(r"[0-9a-f]{24}\Z")
START = re.compile(f"({TO}|{OF})([1-9][0-9]{{0,5}})\\Z")


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
    def about(self) -> tuple[int, ...]:
        """The amendments that its writer has to see: the sources of a composite, or what is amended."""
        return self.sources or ((self.amends,) if self.amends else ())

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
        words = words_made(self.base, self.compiled.amendment)
        return Sheet(self.base, self.plan.url, f"{self.url}clauses/{{id}}/", self.changes, words)

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
    fields: dict[str, Any] = dict(EMPTY, branch=person.branch_id)
    opened: Opened | None = None
    if (start := START.match(id)) is not None:
        how, about = start[1], int(start[2])
        fields |= _started(case, how, about)
        opened = latest(person, plan, **{"amends" if how == TO else "confirms": about})
    elif id == MINE:
        opened = latest(person, plan)
    elif id != NEW:
        opened = drafts.find(person, id)
        if opened is None and (not ID.match(id) or Draft.objects.filter(pk=id).exists()):
            raise Http404
        if opened is not None and opened.draft.plan_id != number:
            raise Http404
    if opened is not None:
        return Desk(plan, case, opened.draft.pk, opened, opened.fields)
    return Desk(plan, case, new_id() if id in (MINE, NEW) else id, None, fields)


def _started(case: PlanCase, how: str, number: int) -> dict[str, Any]:
    """What a draft says that begins from an amendment. 404 where there is no such amendment."""
    amendment = case.amendments.get(number)
    if amendment is None or (how == TO and amendment.amends):
        raise Http404
    if how == TO:
        return {"amends": number}
    base = base_of(amendment)
    made = unfolded(base, amendment.wording) if base is not None else ()
    reasons = Amendment.objects.filter(plan=int(case.on.partition("/")[2]), number=number)
    said = {"confirms": number, "changes": [changes.as_json(each) for each in made]}
    said["reasons"] = reasons.values_list("reasons", flat=True).first() or ""
    return said | ({"amends": amendment.amends} if amendment.amends else {})


def base_of(amendment: AmendmentCase) -> Revision | None:
    """The text in which an amendment's edits are anchored: today's, or an earlier one from the papers."""
    wanted = amendment.wording.base
    text = amendment.plan.anchored_in(amendment.amends)
    if text.digest == wanted:
        return text
    if amendment.amends:
        return _words_once_said(amendment.plan.amendments[amendment.amends], wanted)
    data = reading.paper(wanted)
    return read_revision(data) if data else None


def _words_once_said(amended: AmendmentCase, wanted: str) -> Revision | None:
    """The words of an amendment as it was tabled, or confirmed, once; by their digest."""
    for entry in Entry.objects.filter(on=amended.on, act__in=("amendment.table", "amendment.confirm")):
        data = reading.paper(str(Leaf.decode(bytes(entry.leaf)).facts["edits"]))
        words = content_of(read_amendment(data, amended.number)) if data else None
        if words is not None and words.digest == wanted:
            return words
    return None


def latest(person: Person, plan: Plan, amends: int = 0, confirms: int = 0) -> Opened | None:
    """The member's own draft on this text that was kept last, composites left out.

    It amends the text itself, or an amendment, or is that by which one is confirmed.
    """
    for draft in drafts.of(person, plan=plan, kind=Draft.Kind.AMENDMENT):
        opened = drafts.opened(draft) if draft.person_id == person.pk else None
        if opened is None or opened.fields.get("sources"):
            continue
        said = opened.fields.get("amends", 0), opened.fields.get("confirms", 0)
        if said == (amends, confirms) or (confirms and said[1] == confirms):
            return opened
    return None


def keep(
    at_desk: Desk, person: Person, fields: Mapping[str, Any], at: int, *, since: int, asked: bool = False
) -> drafts.Kept:
    """Keep what is written at a desk; the first time, this begins the draft. Raises `drafts.TooLong`."""
    if at_desk.opened is not None:
        return drafts.keep(at_desk.opened.draft, person, fields, at, since=since, asked=asked)
    id = at_desk.id if ID.match(at_desk.id) else ""
    draft = drafts.begin(person, Draft.Kind.AMENDMENT, fields, at, plan=at_desk.plan, id=id)
    return drafts.Kept(draft, dict(fields))


def after(at_desk: Desk, kept: drafts.Kept) -> Desk:
    """The desk once something was kept."""
    opened = Opened(kept.draft, kept.fields)
    return replace(at_desk, id=kept.draft.pk, opened=opened, fields=kept.fields)
