"""What members write on a text is kept in versions, for those alone who write it."""

from typing import Any

import pytest

from folkmoot.site.members import acts as members
from folkmoot.site.plan import drafts
from folkmoot.site.plan.changes import Words, as_json
from folkmoot.site.plan.models import Draft, Version
from motion_world import World, day


def said(*clauses: str, reasons: str = "Why not.") -> dict[str, Any]:
    changes = [as_json(Words(clause, "body", "It was.", f"It is {clause}.")) for clause in clauses]
    return {"changes": changes, "reasons": reasons}


def begun(world: World, name: str = "Vic", **more: Any) -> Draft:
    return drafts.begin(world[name], Draft.Kind.TEXT, said("a", **more), day(1))


def test_a_draft_is_found_again_by_its_writer_and_by_nobody_else(world: World) -> None:
    draft = begun(world)
    found = drafts.find(world["Vic"], draft.pk)
    assert found is not None and (found.fields, found.version) == (said("a"), 1)
    assert drafts.find(world["Ola"], draft.pk) is None
    assert b"Why" not in bytes(Version.objects.get().box)


def test_each_save_is_a_version_that_can_be_read_and_taken_back(world: World) -> None:
    draft, vic = begun(world), world["Vic"]
    drafts.keep(draft, vic, said("b"), day(2), since=1)
    assert [each.number for each in drafts.versions(draft)] == [2, 1]
    assert drafts.version(draft, 1) == said("a")
    kept = drafts.take_back(draft, 1, vic, day(3))
    assert kept is not None and kept.fields == said("a")
    assert draft.head == 3
    assert drafts.version(draft, 2) == said("b")
    assert drafts.take_back(draft, 99, vic, day(3)) is None


def test_nothing_is_kept_anew_where_nothing_was_changed(world: World) -> None:
    draft = begun(world)
    drafts.keep(draft, world["Vic"], said("a"), day(2), since=1)
    assert draft.head == 1
    drafts.keep(draft, world["Vic"], said("a"), day(2), since=1, asked=True)
    assert Version.objects.get().asked


def test_two_who_save_from_one_version_lose_nothing(world: World) -> None:
    draft = begun(world)
    mine, theirs = Draft.objects.get(), Draft.objects.get()
    drafts.keep(theirs, world["Ola"], said("a", "b"), day(2), since=1)
    kept = drafts.keep(mine, world["Vic"], said("a", "c"), day(2), since=1)
    assert kept.merged and kept.aside == 0
    found = drafts.find(world["Vic"], draft.pk)
    assert found is not None
    assert [each["clause"] for each in found.fields["changes"]] == ["a", "b", "c"]


def test_two_wordings_of_one_clause_are_both_kept(world: World) -> None:
    begun(world)
    mine, theirs = Draft.objects.get(), Draft.objects.get()
    other = said("a", reasons="Because.")
    drafts.keep(theirs, world["Ola"], other, day(2), since=1)
    kept = drafts.keep(mine, world["Vic"], said("a", reasons="For another reason."), day(2), since=1)
    assert kept.aside == 1
    assert kept.fields["reasons"] == "Because."
    assert kept.fields["aside"][0]["value"] == "For another reason."
    assert kept.fields["aside"][0]["by"] == world["Vic"].pk


def test_who_started_from_a_version_that_is_no_longer_kept_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "TYPED", 2)
    draft, vic = begun(world), world["Vic"]
    for number in range(1, 6):
        drafts.keep(draft, vic, said("a", f"v{number}"), day(2), since=number)
    assert [each.number for each in drafts.versions(draft)] == [6, 5, 1]
    kept = drafts.keep(draft, world["Ola"], said("a", "late"), day(3), since=2)
    assert [each["clause"] for each in kept.fields["changes"]] == ["a", "v5", "late"]


def test_a_member_who_comes_by_the_link_writes_too(world: World) -> None:
    draft = begun(world)
    assert drafts.invited("") is None
    secret = drafts.invite(draft)
    assert drafts.invite(draft) == secret
    found = drafts.invited(secret)
    assert found == draft
    assert drafts.let_in(draft, world["Ola"], day(2)) and drafts.let_in(draft, world["Ola"], day(2))
    opened = drafts.find(world["Ola"], draft.pk)
    assert opened is not None and opened.fields == said("a")
    assert drafts.of(world["Ola"]) == [draft]
    drafts.close_invitation(draft)
    assert drafts.invited(secret) is None
    drafts.put_out(draft, world["Ola"])
    assert drafts.find(world["Ola"], draft.pk) is None


def test_a_draft_has_only_so_many_writers(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "WRITERS", 1)
    draft = begun(world)
    assert drafts.let_in(draft, world["Vic"], day(2))
    assert drafts.let_in(draft, world["Ola"], day(2))
    assert not drafts.let_in(draft, world["Bea"], day(2))


def test_more_than_can_be_kept_is_refused_and_nothing_changes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begun(world)
    monkeypatch.setattr(drafts, "MOST", 50)
    with pytest.raises(drafts.TooLong):
        drafts.keep(draft, world["Vic"], said("a", reasons="x" * 60), day(2), since=1)
    assert Draft.objects.get().head == 1


def test_an_id_that_is_taken_is_not_used_again(world: World) -> None:
    draft = begun(world)
    other = drafts.begin(world["Ola"], Draft.Kind.TEXT, said("b"), day(2), id=draft.pk)
    assert other.pk != draft.pk
    free = drafts.begin(world["Ola"], Draft.Kind.TEXT, said("b"), day(2), id="a" * 24)
    assert free.pk == "a" * 24


def test_an_erased_members_drafts_cannot_be_opened_and_go(world: World) -> None:
    draft = begun(world)
    drafts.let_in(draft, world["Ola"], day(1))
    drafts.keep(draft, world["Ola"], said("a", "b"), day(2), since=1)
    members.leave(person=world["Vic"], at=day(3))
    members.erase(person=world["Vic"], at=day(3))
    assert drafts.find(world["Ola"], draft.pk) is None
    drafts.forget_the_erased()
    assert not Draft.objects.exists()
    assert not Version.objects.exists()
