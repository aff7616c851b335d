"""An election from the call to the office: nominated, voted on, declared, and counted again by a stranger."""

import json
import re
import shlex
from pathlib import Path

from playwright.sync_api import expect

from journeys.browser import DESK, PHONE, Enter, Site, Visitor
from journeys.looking import faults_of
from journeys.writing import words_of

STAND = {"oscar": "tamar", "tamar": "oscar", "yusuf": "elin", "elin": "yusuf", "brid": "noor"}
NAMES = {"oscar": "Oscar L.", "tamar": "Tamar S.", "yusuf": "Yusuf H.", "elin": "Elin K.", "brid": "Brid C."}
RANKED = ((1, 2), (1, 3), (1, 2), (2, 1), (2, 3), (3, 1))
"""How they rank the four who stand, by their places on the paper: no two are equal in any stage."""


def passes(visitor: Visitor) -> None:
    """The page as it stands is sound on a desk in light and on a telephone in the dark."""
    faults = [f"{visitor.path} {each}" for each in faults_of(visitor, (DESK, "light"), (PHONE, "dark"))]
    visitor.page.set_viewport_size(DESK)
    assert not faults, "\n".join(faults)


def it_is_called(officer: Visitor) -> str:
    """The returning officer of the network calls it for a branch; its address."""
    officer.go("/elections/")
    officer.follow("Call an election")
    passes(officer)
    officer.page.get_by_role("radio", name=re.compile("Delegate, Riverside branch")).check()
    officer.page.locator("main form .button").first.click()
    officer.sees("Nominations are open")
    return officer.path


def they_stand(path: str, people: dict[str, Visitor]) -> None:
    """Five are nominated by two members each and consent; one withdraws, and one is not in time."""
    for key, second in STAND.items():
        for by in (key, second):
            answer = people[by].sends(f"{path}nominate/", who=NAMES[key])
            assert answer.ok, words_of(answer.text())
        answer = people[key].sends(f"{path}stand/", statement=f"I am {NAMES[key]}, and shall report back.")
        assert answer.ok, words_of(answer.text())
    oscar = people["oscar"]
    oscar.go(path)
    oscar.follow("Withdraw")
    oscar.page.locator("main form .button").first.click()
    oscar.sees("Has withdrawn.")
    passes(oscar)


def they_vote(path: str, people: dict[str, Visitor]) -> dict[str, str]:
    """Everybody ranks by the boxes and casts; their receipts."""
    receipts = {}
    for ranked, (key, visitor) in zip(RANKED, people.items(), strict=True):
        visitor.go(f"{path}vote/")
        boxes = visitor.part("input.rank")
        for number, candidate in enumerate(ranked, start=1):
            boxes.nth(candidate - 1).fill(str(number))
        visitor.press("Look at it before casting")
        receipts[key] = visitor.part("[data-receipt]").first.inner_text()
        visitor.press("Cast this paper")
        visitor.sees(receipts[key])
        visitor.go(path)
        expect(visitor.part("body")).not_to_contain_text(re.compile(r"\d+ voters?"))
    return receipts


def test_delegates_are_elected_and_a_stranger_counts_again(enter: Enter, site: Site, tmp_path: Path) -> None:
    hanna = enter("hanna").makes_a_passkey()
    people = {key: enter(key) for key in (*STAND, "noor")}
    path = it_is_called(hanna)
    they_stand(path, people)
    site.wait_days(22)
    hanna.go(path)
    hanna.follow("Open the ballot")
    passes(hanna)
    hanna.page.locator("main form .button").first.click()
    hanna.sees("Ballot open")
    receipts = they_vote(path, people)
    site.wait_days(16)
    people["noor"].go(f"{path}")
    declares(people["noor"], path)
    found(enter(), path, receipts)
    counted(enter(), path, site, tmp_path)
    site.audit()


def declares(member: Visitor, path: str) -> None:
    """Any member may; what would be published is shown before, with how much of it stands alone."""
    member.go(path)
    if member.page.get_by_role("link", name="Declare the result").count():
        member.follow("Declare the result")
        member.sees("like no other")
        passes(member)
        member.page.locator("main form .button").first.click()
        member.go(path)  # the site may have been quicker
    member.sees("Declared")


def found(outsider: Visitor, path: str, receipts: dict[str, str]) -> None:
    """As many ballots as voters; each receipt is on the public list."""
    outsider.go(f"{path}ballots/")
    outsider.sees(f"{len(receipts)} voters, {len(receipts)} receipts, {len(receipts)} ballots")
    outsider.write("Your receipt", receipts["brid"])
    outsider.press("Look")
    outsider.sees("is on the list: your ballot was counted.")
    passes(outsider)


def counted(outsider: Visitor, path: str, site: Site, folder: Path) -> None:
    """The page tells the count; the file gives the same result on a stranger's computer."""
    outsider.go(f"{path}count/")
    outsider.sees("Stage by stage, in words")
    expect(outsider.page.get_by_role("img", name=re.compile("flow of the papers"))).to_be_visible()
    passes(outsider)
    elected = outsider.part("main ol.voice li").all_inner_texts()
    command = shlex.split(outsider.part("[aria-labelledby=again] .command").inner_text())
    file = folder / "ballots.blt"
    file.write_bytes(outsider.context.request.get(f"{path}ballots.blt").body())
    done = site.auditor("count", str(file), *command[3:], "--json")
    assert done.returncode == 0, done.stderr
    again = json.loads(done.stdout)
    assert [again["names"][number - 1] for number in again["elected"]] == elected
