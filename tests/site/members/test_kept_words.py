"""A page that cannot take a form shows what was typed in it."""

from django.test import Client

from people import World

WORDS = "I had written all of this, and <b>would</b> be sorry to lose it."


def test_who_is_signed_out_meanwhile_sees_what_they_typed_and_the_way_back(world: World) -> None:
    answer = world.client().post("/motions/new/", {"title": "Tea", "text": WORDS})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "I had written all of this, and &lt;b&gt;would&lt;/b&gt; be sorry to lose it." in page
    assert 'href="/sign-in/?next=/motions/"' in page


def test_who_sent_nothing_worth_keeping_is_sent_to_sign_in_at_once(world: World) -> None:
    assert world.client().post("/motions/new/", {"kind": "resolution"}).status_code == 302


def test_a_form_that_is_too_old_is_shown_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"email": "alice@example.org", "note": WORDS})
    assert answer.status_code == 403
    assert "What you had typed" in answer.content.decode()
