"""A secret ballot: a tick on the roll and a slip, which share only the ballot."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction
from django.test import Client

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.motions import acts as motions
from folkmoot.site.notices.acts import as_data
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import acts
from folkmoot.site.voting.acts import casting
from folkmoot.site.voting.models import Ballot, SecretBallot, VoterMark
from motion_world import NAMES, World, day

Now = Callable[[float], None]
HARBOUR = NAMES[:10]
CHOICES = ("for", "for", "for", "for", "against", "against", "abstain")


@pytest.fixture
def secret(world: World, now: Now) -> World:
    """A secret ballot open since day 15, with the clock at day 16."""
    world.debated()
    for name in ("Vic", "Una", "Bea"):
        motions.ask_secret(number=1, by=world[name], at=day(3))
    acts.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    now(16)
    return world


def cast(client: Client, choice: str) -> str:
    """Cast a ballot on the page; return the receipt that it shows."""
    answer = client.post("/ballots/1/", {"choice": choice})
    assert answer.status_code == 200
    found = re.search(r"<strong>(\w{4}-\w{4}-\w{4}-\w{4})</strong>", answer.content.decode())
    assert found is not None
    assert "no-store" in answer["Cache-Control"]
    return found[1]


def cast_all(world: World) -> dict[str, str]:
    return {name: cast(world.client(name), choice) for name, choice in zip(HARBOUR, CHOICES, strict=False)}


def rows(model: Any) -> str:
    return str(serializers.serialize("json", model.objects.all()))


def test_a_cast_ballot_leaves_no_entry_in_the_record(secret: World) -> None:
    before = Entry.objects.count()
    cast_all(secret)
    assert Entry.objects.count() == before


def test_slips_and_marks_share_the_ballot_and_nothing_else(secret: World) -> None:
    cast_all(secret)
    slips, marks = rows(SecretBallot), rows(VoterMark)
    for mark in VoterMark.objects.all():
        assert mark.code not in slips
        assert mark.pk not in slips
    for slip in SecretBallot.objects.all():
        assert slip.receipt not in marks
    assert {f.name for f in SecretBallot._meta.get_fields()} == {"receipt", "ballot", "choice", "void"}
    assert {f.name for f in VoterMark._meta.get_fields()} == {"id", "ballot", "code", "voted"}


def test_as_many_slips_as_marks_stand_there_whoever_has_voted(secret: World) -> None:
    counts = (SecretBallot.objects.count(), VoterMark.objects.count())
    cast_all(secret)
    assert (SecretBallot.objects.count(), VoterMark.objects.count()) == counts == (10, 10)


def test_neither_session_nor_letter_nor_deed_keeps_a_receipt(secret: World) -> None:
    client = secret.client("Vic")
    receipt = cast(client, "for")
    assert receipt not in str(dict(client.session))
    assert receipt not in client.get("/ballots/1/").content.decode()
    assert receipt not in client.get("/motions/1/").content.decode()


def test_a_cast_ballot_is_final(secret: World) -> None:
    client = secret.client("Vic")
    assert "Once it is cast it is final." in client.get("/ballots/1/").content.decode()
    cast(client, "for")
    before = rows(SecretBallot)
    assert client.post("/ballots/1/", {"choice": "against"}).status_code == 422
    with pytest.raises(OutOfOrder) as refused:
        acts.cast_secret(on="motion/1", by=secret["Vic"], at=day(16), choice="against")
    assert refused.value.fact == "You have cast yours."
    assert rows(SecretBallot) == before
    assert "final" in client.get("/ballots/1/").content.decode()


def test_no_vote_of_a_secret_ballot_can_be_entered_openly(secret: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        acts.vote(on="motion/1", by=secret["Vic"], at=day(16), choice="for")
    assert "secret ballot" in refused.value.condition


def test_an_open_vote_takes_no_secret_ballot(world: World) -> None:
    world.debated()
    acts.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    with pytest.raises(OutOfOrder) as refused:
        acts.cast_secret(on="motion/1", by=world["Vic"], at=day(16), choice="for")
    assert refused.value.cure == "Vote openly."


@pytest.mark.parametrize(
    ("name", "at", "fact"),
    [("Dov", 16, "You are not on it."), ("Vic", 30, "The ballot is not open.")],
)
def test_a_stranger_to_the_roll_and_a_late_voter_are_refused(
    secret: World, name: str, at: float, fact: str
) -> None:
    with pytest.raises(OutOfOrder) as refused:
        acts.cast_secret(on="motion/1", by=secret[name], at=day(at), choice="for")
    assert (refused.value.rule, refused.value.fact) == ("6.3", fact)


@pytest.mark.parametrize("choice", ["", "perhaps", "1,2"])
def test_a_ballot_that_is_none_uses_up_no_vote(secret: World, choice: str) -> None:
    with pytest.raises(OutOfOrder):
        acts.cast_secret(on="motion/1", by=secret["Vic"], at=day(16), choice=choice)
    assert not VoterMark.objects.filter(voted=True).exists()


def test_a_fault_in_the_middle_leaves_neither_mark_nor_slip(secret: World, monkeypatch: Any) -> None:
    def fail(ballot: Ballot, choice: str, receipt: str) -> None:
        raise RuntimeError("the power went off")

    monkeypatch.setattr("folkmoot.site.voting.acts.casting.fill_slip", fail)
    with pytest.raises(RuntimeError):
        acts.cast_secret(on="motion/1", by=secret["Vic"], at=day(16), choice="for")
    assert not VoterMark.objects.filter(voted=True).exists()


def test_the_roll_marks_each_name_once(secret: World) -> None:
    mark = VoterMark.objects.order_by("code")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        VoterMark.objects.create(ballot=mark.ballot, code=mark.code)


def test_the_lists_are_published_with_the_result_and_the_slips_are_gone(secret: World, now: Now) -> None:
    receipts = cast_all(secret)
    acts.declare(on="motion/1", by=None, at=day(24))
    assert not SecretBallot.objects.exists()
    assert not VoterMark.objects.exists()
    now(25)
    page = secret.client().get("/ballots/1/result/").content.decode()
    assert all(receipt in page for receipt in receipts.values())
    assert all(secret[name].code("ballot/1") in page for name in receipts)
    assert "4 for, 2 against, 1 abstained; 6 counted; more than half of 6 is 4: carried." in page


def test_a_member_finds_the_receipt_on_the_list_however_it_is_typed(secret: World, now: Now) -> None:
    receipt = cast_all(secret)["Wren"]
    acts.declare(on="motion/1", by=None, at=day(24))
    now(25)
    client = secret.client()
    for typed in (receipt, receipt.upper(), receipt.replace("-", ""), f" {receipt.replace('-', ' ')} "):
        page = client.get("/ballots/1/result/", {"receipt": typed}).content.decode()
        assert "is on the list: your ballot was counted." in page
    page = client.get("/ballots/1/result/", {"receipt": "aaaa-bbbb-cccc-dddd"}).content.decode()
    assert "is not on the list." in page


def test_receipts_are_handed_out_in_no_order(secret: World) -> None:
    """Ten receipts handed out in the order of the rows would have a chance of one in 3,628,800."""
    given = [cast(secret.client(name), "for") for name in HARBOUR]
    assert len(set(given)) == 10
    assert given != [slip.receipt for slip in SecretBallot.objects.order_by("receipt")]
    assert Counter(SecretBallot.objects.values_list("choice", flat=True)) == {"for": 10}


def test_a_clerk_is_told_to_hand_the_receipt_over(secret: World) -> None:
    client = secret.client("Teo", by_passkey=True)
    session = client.session
    session["acting_for"] = secret.people["Cass"].pk
    session.save()
    assert "You see how Cass votes" in client.get("/ballots/1/").content.decode()
    answer = client.post("/ballots/1/", {"choice": "for"}).content.decode()
    assert "Print this page and give it to the member." in answer
    assert VoterMark.objects.get(voted=True).code == secret["Cass"].code("ballot/1")


def test_a_member_is_told_that_a_clerk_entered_their_secret_ballot_and_not_what_it_said(
    secret: World,
) -> None:
    cass = secret["Cass"]
    acts.cast_secret(
        on="motion/1", by=cass, choice="against", at=day(16), clerk=secret.office("clerk", "network")
    )
    letter = as_data(Letter.objects.get(person=cass, occasion="entered-by-a-clerk"))
    assert "Your secret ballot in ballot 1, from paper." in str(letter)
    assert "against" not in str(letter)


@pytest.mark.parametrize("place", ["2222-2222-2222-2222", "zzzz-zzzz-zzzz-zzzz"])
def test_a_blank_slip_is_found_from_any_place(secret: World, monkeypatch: Any, place: str) -> None:
    before = SecretBallot.objects.filter(choice="").count()
    ballot = Ballot.objects.get()
    monkeypatch.setattr(casting, "new_receipt", lambda: place)
    casting.fill_slip(ballot, "for", "k7qf-3m2p-x8wd-ab5n")
    assert SecretBallot.objects.filter(choice="").count() == before - 1
    assert SecretBallot.objects.get(receipt="k7qf-3m2p-x8wd-ab5n").choice == "for"
