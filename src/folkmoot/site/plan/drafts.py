"""Keeping what members write, alone or together: versions can be read again, and nobody's words are lost.

Who saves says from which version they started. If somebody else has saved since, both are put together
(`merging.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from folkmoot.site.members.models import Person
from folkmoot.site.plan.merging import merge
from folkmoot.site.plan.models import Draft, Plan, Version, Writer, new_id

MOST = 4_000_000
"""Characters of everything in one draft: the longest text that can be published, and room."""
TYPED = 100
"""Versions kept as somebody typed that stay; those for which they pressed a button all do."""
WRITERS = 20


class TooLong(ValueError):
    """More than `MOST` characters."""


@dataclass(frozen=True)
class Opened:
    """A draft that somebody may write in, at its latest version."""

    draft: Draft
    fields: dict[str, Any]

    @property
    def version(self) -> int:
        return self.draft.head


@dataclass(frozen=True)
class Kept:
    """What came of saving: the draft as it stands now; whether somebody else had saved in between; and how
    many wordings went beside the draft because of that."""

    draft: Draft
    fields: dict[str, Any]
    merged: bool = False
    aside: int = 0


def begin(
    person: Person, kind: str, fields: Mapping[str, Any], at: int, *, plan: Plan | None = None, id: str = ""
) -> Draft:
    """A new draft with its first version. An id that is taken is not used."""
    draft = Draft(person=person, kind=kind, plan=plan, kept_at=at)
    if id and not Draft.objects.filter(pk=id).exists():
        draft.id = id
    draft.save(force_insert=True)
    keep(draft, person, fields, at, since=0)
    return draft


def find(person: Person, id: str) -> Opened | None:
    """The draft with this id, where the person wrote it or writes in it too; two queries."""
    draft = (
        Draft.objects.select_related("person", "plan__branch")
        .filter(Q(person=person) | Q(pk__in=Writer.objects.filter(person=person).values("draft")), pk=id)
        .first()
    )
    return opened(draft) if draft is not None else None


def opened(draft: Draft) -> Opened | None:
    """A draft at its latest version; None where the key of its owner has been destroyed."""
    version = draft.versions.filter(number=draft.head).first()
    fields = version.opened(draft.person) if version else None
    return None if fields is None else Opened(draft, fields)


def of(person: Person, *, plan: Plan | None = None, kind: str = "") -> list[Draft]:
    """The drafts that the person writes, their own and others', the latest first; one query."""
    found = Draft.objects.select_related("person", "plan__branch").filter(
        Q(person=person) | Q(pk__in=Writer.objects.filter(person=person).values("draft"))
    )
    if plan is not None:
        found = found.filter(plan=plan)
    if kind:
        found = found.filter(kind=kind)
    return list(found)


def keep(
    draft: Draft, person: Person, fields: Mapping[str, Any], at: int, *, since: int, asked: bool = False
) -> Kept:
    """Keep what somebody wrote, starting from version `since`. Raises `TooLong`.

    What others kept after `since` is put together with it; nothing is made where nothing was changed.
    """
    if _length(fields) > MOST:
        raise TooLong
    while True:
        latest = draft.versions.filter(number=draft.head).first() if draft.head else None
        theirs = latest.opened(draft.person) if latest else None
        said, between = dict(fields), theirs is not None and since != draft.head
        if theirs is not None and between:
            said = merge(as_of(draft, since) or {}, fields, theirs, by=person.pk, at=at)
        if theirs is not None and said == theirs:
            if asked and latest is not None and not latest.asked:
                Version.objects.filter(pk=latest.pk).update(asked=True)
            return Kept(draft, said, merged=between)
        if _add(draft, person, said, at, asked=asked):
            more = len(said.get("aside", ())) - len((theirs or {}).get("aside", ()))
            return Kept(draft, said, merged=between, aside=max(more, 0) if between else 0)
        draft.refresh_from_db(fields=["head"])  # somebody was faster: put it together with theirs


def apply(
    draft: Draft,
    person: Person,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    at: int,
    *,
    asked: bool = True,
) -> Kept:
    """Change what the latest version says, whoever wrote it. Raises `TooLong`, and what `change` raises."""
    while True:
        latest = draft.versions.filter(number=draft.head).first()
        before = (latest.opened(draft.person) if latest else None) or {}
        said = change(before)
        if _length(said) > MOST:
            raise TooLong
        if said == before or _add(draft, person, said, at, asked=asked):
            more = len(said.get("aside", ())) - len(before.get("aside", ()))
            return Kept(draft, said, aside=max(more, 0))
        draft.refresh_from_db(fields=["head"])


def _add(draft: Draft, person: Person, fields: dict[str, Any], at: int, *, asked: bool) -> bool:
    """Write the next version; False where another has that number already."""
    with transaction.atomic():
        mine = Draft.objects.filter(pk=draft.pk, head=draft.head)
        if not mine.update(head=draft.head + 1, kept_at=at):
            return False
        draft.head, draft.kept_at = draft.head + 1, at
        version = Version(draft=draft, number=draft.head, person=person, at=at, asked=asked)
        version.fill(draft.person, fields)
        version.save(force_insert=True)
        typed = draft.versions.filter(asked=False, number__gt=1).order_by("-number")
        old = list(typed.values_list("pk", flat=True)[TYPED:])
        if old:
            Version.objects.filter(pk__in=old).delete()
    return True


def as_of(draft: Draft, since: int) -> dict[str, Any] | None:
    """What version `since` said, or where it is no longer kept the one before it.

    Whoever goes on from an earlier one at worst finds too much set beside the draft.
    """
    version = draft.versions.filter(number__lte=since).order_by("-number").first()
    return version.opened(draft.person) if version else None


def _length(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(_length(each) for each in value.values())
    if isinstance(value, list | tuple):
        return sum(_length(each) for each in value)
    return len(value) if isinstance(value, str) else 0


def versions(draft: Draft) -> list[Version]:
    """All versions that are kept, the latest first, without what they say; one query."""
    return list(draft.versions.select_related("person").defer("box").order_by("-number"))


def version(draft: Draft, number: int) -> dict[str, Any] | None:
    """What a version said, or None."""
    found = draft.versions.filter(number=number).first()
    return found.opened(draft.person) if found else None


def take_back(draft: Draft, number: int, person: Person, at: int) -> Kept | None:
    """Make an earlier version the latest again; the ones between stay to be read. None where it is gone."""
    fields = version(draft, number)
    return None if fields is None else keep(draft, person, fields, at, since=draft.head, asked=True)


def invite(draft: Draft) -> str:
    """The secret of the link by which other members may come to write too."""
    if not draft.invitation:
        draft.invitation = new_id()
        draft.save(update_fields=["invitation"])
    return draft.invitation


def close_invitation(draft: Draft) -> None:
    """The link is of no use any more; who came by it stays."""
    draft.invitation = ""
    draft.save(update_fields=["invitation"])


def invited(secret: str) -> Draft | None:
    """The draft to which a link leads, or None."""
    return (
        Draft.objects.select_related("person", "plan").filter(invitation=secret).first() if secret else None
    )


def let_in(draft: Draft, person: Person, at: int) -> bool:
    """Let somebody write in a draft; False where it has as many writers as it may have."""
    if person.pk == draft.person_id or draft.writers.filter(person=person).exists():
        return True
    if draft.writers.count() >= WRITERS:
        return False
    Writer.objects.get_or_create(draft=draft, person=person, defaults={"since": at})
    return True


def put_out(draft: Draft, person: Person) -> None:
    """Somebody no longer writes in a draft; what they wrote stays in it."""
    draft.writers.filter(person=person).delete()


def discard(draft: Draft) -> None:
    """Throw a draft away, with all its versions: it has been sent, or is not wanted any more."""
    draft.delete()


def forget_the_erased() -> None:
    """Remove what those wrote who have been erased: nobody can open it any more."""
    gone = Person.objects.filter(erased_at__isnull=False)
    Draft.objects.filter(person__in=gone).delete()
    Writer.objects.filter(person__in=gone).delete()
    Version.objects.filter(person__in=gone).update(person=None)
