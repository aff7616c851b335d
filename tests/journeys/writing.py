"""How people go about a text that all write together: in its own place with a mouse, and by forms unseen.

What a journey is about is walked on painted pages; what has only to be there for it is sent as forms.
"""

import re
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Locator, expect

from journeys.browser import PATIENCE, Visitor

ROOT = "The Commons Network"
HOUSE = """# A house for the network

## What it is for

1. The house is open to every member.

2. Each branch sends two delegates to the meeting of the house.

## Keys

1. The keeper of the house holds a list of all keys.

2. A key that is lost is replaced at the cost of the house.

## Money

1. Members of the house pay five pounds a year.
"""
"""A text in three sections."""


def today(visitor: Visitor) -> date:
    """The day that the clock of the site shows."""
    now = datetime.now(UTC) + timedelta(seconds=visitor.site.offset)
    return now.date()


def a_text_is_open(drafter: Visitor, text: str = HOUSE, days: int = 15) -> str:
    """The address of a text that has just been published, open for amendment for that many days.

    The drafter has signed in by a passkey.
    """
    draft = drafter.sends("/plans/new/", pasted=text, tracked="changed").url
    until = today(drafter) + timedelta(days=days)
    found = drafter.sends(f"{draft}publish/", branch="network", until=until.isoformat())
    path = re.search(r"/plans/\d+/\Z", found.url)
    assert path, f"the text is not published: {found.url}"
    return path[0]


def clause(visitor: Visitor, words: str) -> str:
    """The id of the clause that says this on the page that is open."""
    own = visitor.part("[data-clause] > [data-words]").filter(has_text=words).first
    return str(own.locator("xpath=..").get_attribute("data-clause"))


def clauses_of(visitor: Visitor, path: str) -> dict[str, str]:
    """The ids of all clauses of a text by the numbers that are printed."""
    page = visitor.context.request.get(path).text()
    found = re.findall(
        r'data-clause="([\w-]+)">\s*<a class="no"[^>]*><span[^>]*>[^<]*</span>([^<]+)</a>', page
    )
    return {label: id for id, label in found}


def tables_unseen(visitor: Visitor, path: str, changes: dict[str, dict[str, str]], desk: str = "new") -> int:
    """Table an amendment with these fields of forms, each for one clause; its number."""
    draft = f"{path}amend/{desk}/"
    for id, fields in changes.items():
        answer = visitor.sends(f"{draft}clauses/{id}/", **{"what": "words", **fields})
        draft = re.sub(r"clauses/.*", "", answer.url)
    answer = visitor.sends(draft, branch="network", reasons="It reads better so.", table="1")
    number = re.search(r"/amendments/(\d+)/\Z", answer.url)
    assert number, f"it is not tabled: {answer.url} {words_of(answer.text())}"
    return int(number[1])


def second_unseen(path: str, number: int, *seconders: Visitor) -> None:
    """Second an amendment by the form of its page."""
    for each in seconders:
        answer = each.sends(f"{path}amendments/{number}/second/")
        assert "You have seconded" in answer.text(), words_of(answer.text())


def words_of(page: str) -> str:
    """What the main part of a page says."""
    main = page.partition("<main")[2].partition("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())[:1200]


def opens_in_place(visitor: Visitor, id: str) -> Locator:
    """Click Amend at a clause; the box with its words, in the place where they stood."""
    own = visitor.part(f"[data-clause='{id}']")
    own.locator(":scope > .beside a[data-amend]").click()
    box = own.locator(":scope > [data-placed] textarea").first
    expect(box).to_be_focused(timeout=PATIENCE)
    return box


def announced(visitor: Visitor, words: str) -> None:
    """Wait until whoever does not see is told this."""
    expect(visitor.part("[data-live]")).to_contain_text(words, timeout=PATIENCE)
