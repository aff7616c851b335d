"""Making a passkey, signing in with it, answers that must not help; what officers may not do without one."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from authenticator import Authenticator
from folkmoot.site.members.acts.passkeys import MOST
from folkmoot.site.members.models import Passkey
from people import World


def options(client: Client, path: str) -> dict[str, Any]:
    page = client.get(path).content.decode()
    found = re.search(r'<script id="passkey-options" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    wanted: dict[str, Any] = json.loads(found[1])
    return wanted


def make(client: Client, key: Authenticator, name: str = "telephone") -> Any:
    return client.post(
        "/you/passkeys/", {"name": name, "answer": key.make(options(client, "/you/passkeys/"))}
    )


def use(client: Client, key: Authenticator, path: str = "/sign-in/passkey/") -> Any:
    return client.post(path, {"answer": key.use(options(client, "/sign-in/passkey/"))})


def test_a_member_makes_a_passkey_and_signs_in_with_it(world: World) -> None:
    key = Authenticator()
    assert make(world.client(world.alice), key).status_code == 302
    fresh = world.client()
    assert use(fresh, key, "/sign-in/passkey/?next=/letters/")["Location"] == "/letters/"
    assert fresh.get("/you/").status_code == 200
    assert fresh.session["by_passkey"] is True


def test_the_browser_is_asked_to_verify_the_person_and_to_keep_the_key(world: World) -> None:
    wanted = options(world.client(world.alice), "/you/passkeys/")["publicKey"]
    assert wanted["authenticatorSelection"]["userVerification"] == "required"
    assert wanted["authenticatorSelection"]["residentKey"] == "required"
    assert wanted["rp"]["id"] == "localhost"
    assert options(world.client(), "/sign-in/passkey/")["publicKey"].get("allowCredentials", []) in ([], None)


def test_the_same_passkey_is_not_kept_twice(world: World) -> None:
    key = Authenticator()
    make(world.client(world.alice), key)
    assert make(world.client(world.bob), key).status_code == 400
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"verifies": False},
    ],
    ids=["another site", "another host", "nobody verified"],
)
def test_an_answer_made_elsewhere_or_unverified_makes_no_passkey_and_signs_nobody_in(
    world: World, fault: dict[str, Any]
) -> None:
    assert make(world.client(world.alice), Authenticator(**fault)).status_code == 400
    good = Authenticator()
    make(world.client(world.alice), good)
    for name, value in fault.items():
        setattr(good, name, value)
    fresh = world.client()
    assert use(fresh, good).status_code == 400
    assert fresh.get("/you/").status_code == 302


def test_an_answer_is_of_no_use_twice(world: World) -> None:
    key = Authenticator()
    make(world.client(world.alice), key)
    fresh = world.client()
    answer = key.use(options(fresh, "/sign-in/passkey/"))
    assert fresh.post("/sign-in/passkey/", {"answer": answer}).status_code == 302
    fresh.post("/sign-out/")
    assert fresh.post("/sign-in/passkey/", {"answer": answer}).status_code == 400
    options(fresh, "/sign-in/passkey/")
    assert fresh.post("/sign-in/passkey/", {"answer": answer}).status_code == 400
    assert fresh.get("/you/").status_code == 302


def test_an_answer_comes_too_late_after_ten_minutes(world: World) -> None:
    key = Authenticator()
    make(world.client(world.alice), key)
    fresh = world.client()
    answer = key.use(options(fresh, "/sign-in/passkey/"))
    world.now += 601
    page = fresh.post("/sign-in/passkey/", {"answer": answer})
    assert (page.status_code, b"open for too long" in page.content) == (400, True)


def test_a_passkey_that_counts_backwards_has_been_copied(world: World) -> None:
    key = Authenticator()
    make(world.client(world.alice), key)
    key.counter = 5
    assert use(world.client(), key).status_code == 302
    key.counter = 3
    page = use(world.client(), key)
    assert (page.status_code, b"been copied" in page.content) == (400, True)


def test_an_unknown_passkey_and_a_key_that_only_knows_the_id_sign_nobody_in(world: World) -> None:
    assert b"not known here" in use(world.client(), Authenticator()).content
    key = Authenticator()
    make(world.client(world.alice), key)
    forged = Authenticator(id=key.id, user=key.user)
    assert use(world.client(), forged).status_code == 400


def test_a_removed_passkey_signs_nobody_in_and_only_its_owner_removes_it(world: World) -> None:
    key = Authenticator()
    make(world.client(world.alice), key)
    row = Passkey.objects.get()
    world.client(world.bob).post(f"/you/passkeys/{row.pk}/remove/")
    assert Passkey.objects.count() == 1
    world.client(world.alice).post(f"/you/passkeys/{row.pk}/remove/")
    assert use(world.client(), key).status_code == 400


def test_a_passkey_cannot_be_made_without_a_name_and_without_end(world: World) -> None:
    client = world.client(world.alice)
    assert make(client, Authenticator(), name="").status_code == 400
    for _ in range(MOST):
        make(client, Authenticator())
    assert Passkey.objects.count() == MOST
    assert b"as many passkeys" in make(client, Authenticator()).content


def test_no_passkey_is_made_by_somebody_who_is_not_signed_in(world: World) -> None:
    assert world.client().post("/you/passkeys/", {"name": "x", "answer": "{}"}).status_code == 302
    assert not Passkey.objects.exists()


def test_an_officer_without_a_passkey_sees_a_page_that_says_so_with_the_way_to_one(world: World) -> None:
    page = world.client(world.dora).get("/clerk/")
    assert page.status_code == 403
    assert b'href="/you/passkeys/?next=/clerk/"' in page.content
    key = Authenticator()
    client = world.client(world.dora)
    answer = key.make(options(client, "/you/passkeys/"))
    done = client.post("/you/passkeys/?next=/clerk/", {"name": "key", "answer": answer})
    assert done["Location"] == "/clerk/"
    assert client.get("/clerk/").status_code == 200
    other = world.client(world.dora).get("/clerk/")
    assert b'href="/sign-in/passkey/?next=/clerk/"' in other.content


def test_an_officer_resigns_by_passkey_only(world: World) -> None:
    path = "/you/resign/office/commons/secretary/1/"
    assert world.client(world.bob).post(path).status_code == 403
    assert world.office("secretary").resigned_at is None
    assert world.client(world.alice, by_passkey=True).post(path).status_code == 403
    client = world.client(world.bob, by_passkey=True)
    assert client.get(path).status_code == 200
    assert client.post(path)["Location"] == "/you/"
    assert world.office("secretary").resigned_at == world.now
    assert client.post(path).status_code == 403


def test_whoever_reads_an_officers_letters_can_neither_add_nor_remove_a_passkey(world: World) -> None:
    make(world.client(world.bob), Authenticator())
    thief = world.client(world.bob)
    assert thief.get("/you/passkeys/").status_code == 403
    assert thief.post("/you/passkeys/", {"name": "mine", "answer": "{}"}).status_code == 403
    assert thief.post(f"/you/passkeys/{Passkey.objects.get().pk}/remove/").status_code == 403
    assert Passkey.objects.count() == 1


def test_the_host_lets_an_officer_who_lost_every_passkey_begin_anew(world: World) -> None:
    make(world.client(world.bob), Authenticator())
    make(world.client(world.alice), Authenticator())
    call_command("forget_passkeys", world.bob.membership, stdout=StringIO())
    assert [each.person for each in Passkey.objects.all()] == [world.alice]
    with pytest.raises(CommandError):
        call_command("forget_passkeys", "nobody")
