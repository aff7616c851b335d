"""Letters: what they say, whose key they lie under, and each way out: mail, print, outbox, terminal."""

import email
import email.policy
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from folkmoot.site.members import acts as members
from folkmoot.site.members import boxes
from folkmoot.site.notices import acts, postman, writing
from folkmoot.site.notices.models import Letter
from people import World

WHAT = {"what": "Your vote on motion 14 & <b>more</b>."}


class Catcher:
    """A mail server on loopback. `moods` are answers it gives first, one a letter."""

    def __init__(self) -> None:
        self.caught: list[Any] = []
        self.moods: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.moods:
            return self.moods.pop(0)
        self.caught.append(
            (envelope, email.message_from_bytes(envelope.content, policy=email.policy.default))
        )
        return "250 taken"


@pytest.fixture
def server(settings: Any) -> Iterator[Catcher]:
    catcher = Catcher()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(catcher, hostname="127.0.0.1", port=port)
    controller.start()
    settings.FOLKMOOT_OUTBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "letters@moot.example.org"
    yield catcher
    controller.stop()


def send(world: World, **more: Any) -> Letter:
    letter = acts.send(world.alice, "entered-by-a-clerk", WHAT, world.now, entry=7, **more)
    assert letter is not None
    return letter


def test_a_letter_goes_by_mail_as_text_and_as_html_that_say_the_same(world: World, server: Catcher) -> None:
    letter = send(world)
    assert letter.way == "mail"
    assert postman.deliver(world.now) == postman.Round(sent=1)
    [(envelope, message)] = server.caught
    assert envelope.rcpt_tos == ["alice@example.org"]
    assert message["Subject"] == "A clerk has entered a paper in your name"
    assert message["Message-ID"] == f"<{letter.pk}@moot.example.org>"
    assert message["Reply-To"] == "letters@moot.example.org"
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Your vote on motion 14 & <b>more</b>." in text
    assert "Your vote on motion 14 &amp; &lt;b&gt;more&lt;/b&gt;." in html
    assert "act 7 of the record" in text
    letter.refresh_from_db()
    assert (letter.state, letter.done_at) == ("sent", world.now)


def test_a_letter_is_sent_once_however_often_the_postman_goes(world: World, server: Catcher) -> None:
    send(world)
    for _ in range(3):
        postman.deliver(world.now)
        world.now += 1000
    assert len(server.caught) == 1


def test_a_mail_server_that_says_later_is_asked_again_with_longer_waits_and_the_same_id(
    world: World, server: Catcher
) -> None:
    letter = send(world)
    server.moods = ["451 later"] * 2
    assert postman.deliver(world.now).failed == 1
    assert postman.deliver(world.now + 59) == postman.Round()
    assert postman.deliver(world.now + 60).failed == 1
    assert postman.deliver(world.now + 60 + 299) == postman.Round()
    assert postman.deliver(world.now + 60 + 300).sent == 1
    assert server.caught[0][1]["Message-ID"].startswith(f"<{letter.pk}@")


def test_a_letter_that_never_goes_is_given_up_and_stays_in_the_inbox(world: World, server: Catcher) -> None:
    letter = send(world)
    server.moods = ["550 no"] * 50
    for _ in range(len(postman.WAITS)):
        assert postman.deliver(world.now).failed == 1
        world.now += 100_000
    assert postman.deliver(world.now).given_up == 1
    assert postman.deliver(world.now + 100_000) == postman.Round()
    letter.refresh_from_db()
    assert letter.state == "given up"
    page = world.client(world.alice).get("/letters/").content.decode()
    assert "A clerk has entered a paper in your name" in page


def test_one_letter_that_fails_does_not_hold_up_the_next(world: World, server: Catcher) -> None:
    send(world)
    acts.send(world.bob, "entered-by-a-clerk", WHAT, world.now)
    server.moods = ["550 no"]
    assert postman.deliver(world.now) == postman.Round(sent=1, failed=1)


def test_a_letter_that_another_postman_has_claimed_is_left_alone(world: World, server: Catcher) -> None:
    letter = send(world)
    Letter.objects.filter(pk=letter.pk).update(next_at=world.now + postman.LEASE)
    assert not postman._claimed(letter, world.now)
    assert postman.deliver(world.now) == postman.Round()
    assert postman.deliver(world.now + postman.LEASE).sent == 1, "a postman that died comes back"


def test_an_unreachable_mail_server_loses_nothing(world: World, server: Catcher, settings: Any) -> None:
    send(world)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert postman.deliver(world.now).failed == 1
    settings.EMAIL_PORT = port
    assert postman.deliver(world.now + 60).sent == 1


def test_a_code_goes_by_mail_and_its_letter_is_gone_after_an_hour(world: World, server: Catcher) -> None:
    world.client().post("/sign-in/", {"address": "somebody@example.org"})
    assert postman.deliver(world.now).sent == 1
    assert "Your code is" in server.caught[0][1]["Subject"]
    postman.deliver(world.now + postman.KEEP_CODES + 1)
    assert not Letter.objects.exists()


def test_a_line_break_in_a_name_makes_no_second_header(world: World, server: Catcher) -> None:
    world.alice.shown_name = "Al\r\nBcc: spy@example.org"
    send(world)
    postman.deliver(world.now)
    [(envelope, message)] = server.caught
    assert envelope.rcpt_tos == ["alice@example.org"]
    assert message["Bcc"] is None


def test_without_a_mail_server_letters_lie_on_the_outbox_page_and_in_the_terminal(world: World) -> None:
    assert send(world).way == "outbox"
    told: list[str] = []
    assert postman.deliver(world.now, told.append).sent == 1
    assert "To: alice@example.org" in told[0]
    page = world.client().get("/outbox/").content.decode()
    assert "A clerk has entered a paper in your name" in page
    assert "alice@example.org" in page
    assert "<b>more" not in page


def test_a_letter_whose_reader_was_erased_a_moment_ago_is_left_off_the_outbox_page(world: World) -> None:
    kept, gone = send(world), send(world)
    gone.person = world.bob
    gone.save()
    world.bob.key_box = b""
    world.bob.save()
    page = world.client().get("/outbox/")
    assert page.status_code == 200
    assert kept.pk in page.content.decode() and gone.pk not in page.content.decode()


def test_a_site_with_a_mail_server_has_no_outbox_page(world: World, settings: Any) -> None:
    settings.FOLKMOOT_OUTBOX = False
    assert world.client().get("/outbox/").status_code == 404
    assert world.client(world.bob, by_passkey=True).get("/outbox/").status_code == 404


def test_the_same_occasion_is_written_once_to_each(world: World) -> None:
    everyone = [world.alice, world.bob]
    assert len(acts.send_to_all(everyone, "left", {"organisation": "X"}, world.now, once="ballot/1")) == 2
    assert (
        len(
            acts.send_to_all(
                [*everyone, world.dora], "left", {"organisation": "X"}, world.now, once="ballot/1"
            )
        )
        == 1
    )
    assert acts.send(world.alice, "left", {"organisation": "X"}, world.now, once="ballot/1") is None


def test_a_context_may_differ_from_member_to_member(world: World) -> None:
    made = acts.send_to_all(
        [world.alice, world.bob], "left", lambda each: {"organisation": each.shown_name}, world.now
    )
    subjects = {writing.read(each.box, each.pk, each.person).subject for each in made}
    assert subjects == {"You have left Alice", "You have left Bob"}


def test_what_a_letter_says_lies_under_the_members_own_key(world: World) -> None:
    letter = send(world)
    assert b"vote on motion" not in bytes(letter.box)
    with pytest.raises(boxes.BadBox):
        writing.read(letter.box, letter.pk, world.bob)
    with pytest.raises(boxes.BadBox):
        writing.read(letter.box, "another-letter", world.alice)
    members.leave(person=world.alice, at=world.now)
    gone = members.erase(person=world.alice, at=world.now)
    with pytest.raises(boxes.Destroyed):
        writing.read(letter.box, letter.pk, gone)
    assert acts.send(gone, "left", {"organisation": "X"}, world.now) is None


def test_a_letter_to_somebody_erased_meanwhile_breaks_nothing(world: World, server: Catcher) -> None:
    send(world)
    members.leave(person=world.alice, at=world.now)
    members.erase(person=world.alice, at=world.now)
    assert postman.deliver(world.now).failed == 1
    assert server.caught == []
    assert world.client().get("/privacy/").status_code == 200


def test_a_member_without_e_mail_gets_paper(world: World) -> None:
    emil = members.join_on_paper(clerk=world.office("clerk"), shown_name="Emil", branch="hill", at=world.now)
    letter = acts.tell_what_the_clerk_entered(emil, "Your vote.", world.now, entry=9)
    assert letter is not None
    assert letter.way == "print"
    assert postman.deliver(world.now + 10**6) == postman.Round(), "the postman leaves paper alone"
    assert acts.mark_posted([letter.pk], world.now) == 1
    assert acts.mark_posted([letter.pk], world.now) == 0


def test_an_address_in_a_letter_becomes_a_link_and_markup_stays_text() -> None:
    words = writing.Words("s", "see http://localhost:8000/letters/ <script>x</script>\nnext\n\nlast")
    assert '<a href="http://localhost:8000/letters/"' in words.html
    assert "&lt;script&gt;" in words.html
    assert words.html.count("<p>") == 2


@pytest.mark.django_db(transaction=True)
def test_the_postman_goes_by_itself_when_woken_and_stops_when_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds: list[int] = []
    monkeypatch.setattr(postman, "deliver", lambda at, tell: rounds.append(at))
    runner = postman.start()
    for _ in range(100):
        if len(rounds) >= 1:
            break
        runner.join(timeout=0.02)
    runner.stop()
    assert rounds
    assert not runner.is_alive()
