"""The words of the interface: all collected for translators, and all said by way of gettext."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.db.models.functions import Upper
from django.test import override_settings
from django.utils import translation
from django.utils.dates import MONTHS, WEEKDAYS

from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.rulebook.vocabulary import OFFICES, ROLES
from folkmoot.site import messages
from folkmoot.site.debate.acts import speak
from folkmoot.site.members import clock
from folkmoot.site.members.models import Branch, Person
from folkmoot.site.record import publication
from folkmoot.site.voting import acts as voting
from motion_world import World, day, found

LOUD = "en-upper"
FILLED = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[a-z]|%[a-z]|<[^>]*>|&[a-z]+;")
"""What stays as it is in a translation: places to be filled, tags, entities."""
SILENT = {"script", "style", "code", "pre", "kbd", "svg", "time", "head"}
CALENDAR = {word.lower() for words in (MONTHS, WEEKDAYS) for word in map(str, words.values())}
DECLARED = parse(starter("network")).offices
RULEBOOK = {word for role in (*OFFICES, *DECLARED, *ROLES) for word in role.split()} | {"words"}
DATA = {"the", "commons", "network", "folkmoot"} | CALENDAR | RULEBOOK
"""Words from elsewhere than the interface: the organisation's name, the calendar of Django, and what the
rulebook calls those to whom it gives power, in its own language."""


def loud(text: str) -> str:
    """The text in capitals, but for what is filled in."""
    kept = FILLED.findall(text)
    return "".join(part.upper() + rest for part, rest in zip(FILLED.split(text), [*kept, ""], strict=True))


class Visible(HTMLParser):
    """The words on a page that its reader sees as words: no code, no drawing, no date."""

    def __init__(self) -> None:
        super().__init__()
        self.closed: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.closed or tag in SILENT:
            if tag not in ("br", "img", "input", "link", "meta", "hr", "path", "use", "circle", "rect"):
                self.closed.append(tag)
            return
        for name, value in attrs:
            if name in ("aria-label", "placeholder", "title", "alt") and value:
                self.handle_data(value)

    def handle_endtag(self, tag: str) -> None:
        if self.closed and self.closed[-1] == tag:
            self.closed.pop()

    def handle_data(self, data: str) -> None:
        if not self.closed and data.strip():
            self.words.append(" ".join(data.split()))


def quiet_words(page: str) -> list[str]:
    """The pieces of text on a page in which a word of the interface was not translated."""
    reader = Visible()
    reader.feed(page)
    return [
        piece
        for piece in reader.words
        if any(word not in DATA for word in re.findall(r"(?<![\w./@-])[a-z]{3,}(?![\w./@-])", piece))
    ]


@pytest.fixture
def in_capitals(tmp_path: Path) -> Iterator[None]:
    """A language in which every word of the interface stands in capitals."""
    folder = tmp_path / "locale" / translation.to_locale(LOUD) / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog(locale="en", charset="utf-8")
    for message in messages.collected():
        if message.id:
            several = isinstance(message.id, tuple)
            said = tuple(map(loud, message.id)) if several else loud(str(message.id))
            catalog.add(message.id, said, context=message.context)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    with (
        override_settings(LOCALE_PATHS=[tmp_path / "locale"], LANGUAGES=[(LOUD, "Loud")], LANGUAGE_CODE=LOUD),
        translation.override(LOUD),
    ):
        yield


def test_the_template_for_translators_is_up_to_date() -> None:
    assert messages.TEMPLATE.read_text(encoding="utf-8") == messages.as_text(), "run ./folkmoot messages"


def test_what_is_filled_in_is_not_shouted() -> None:
    assert loud("Dear {name}, %(day)s <b>now</b>") == "DEAR {name}, %(day)s <b>NOW</b>"


def test_a_word_that_bypasses_gettext_is_found() -> None:
    assert quiet_words("<p>LOUD <b>quiet</b> <code>code</code> 1/x.py</p>") == ["quiet"]


def a_year_of_business() -> World:
    """A motion that is carried, and one that wants a seconder; all words of members in capitals."""
    world = found()
    Person.objects.update(shown_name=Upper("shown_name"))
    Branch.objects.update(title=Upper("title"))
    words = {"title": "KEEP THE HARBOUR OPEN", "text": "WE KEEP IT OPEN."}
    world.debated(**words)
    speak(on="motion/1", by=world["Vic"], words="I AM FOR IT.", at=day(3))
    voting.put(on="motion/1", by=world.office("chair"), at=day(12), by_passkey=True)
    voting.vote(on="motion/1", by=world["Vic"], choice="for", at=day(13))
    voting.do_what_is_due(day(24))
    world.table(25, **words)
    publication.publish(day(26))
    return world


PAGES = (
    "/", "/privacy/", "/accessibility/", "/sign-in/", "/join/", "/motions/", "/motions/new/",
    "/motions/1/", "/motions/2/", "/ballots/1/", "/ballots/1/result/", "/branches/", "/branches/harbour/",
    "/members/", "/offices/", "/you/", "/you/passkeys/", "/you/leave/", "/you/move/", "/letters/",
    "/record/", "/record/0/", "/record/1/", "/record/check/", "/record/checkpoints/", "/record/yours/",
    "/rulebook/changes/",
)  # fmt: skip


@pytest.mark.usefixtures("db", "in_capitals")
@pytest.mark.parametrize("who", ["", "Wren"])
def test_every_word_of_the_interface_goes_through_gettext(who: str, monkeypatch: Any) -> None:
    world = a_year_of_business()
    monkeypatch.setattr(clock, "read", lambda: day(26))
    client = world.client(who, by_passkey=True)
    pages = {path: client.get(path) for path in PAGES}
    shown = {path: page.content.decode() for path, page in pages.items() if page.status_code == 200}
    assert len(shown) > len(PAGES) / 2
    quiet = {path: quiet_words(page) for path, page in shown.items()}
    bypassing = [f"{path}: {piece}" for path, pieces in quiet.items() for piece in pieces]
    assert not bypassing, "\n".join(bypassing)
