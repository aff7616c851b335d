"""Two people write one amendment at once; the text changes under them; and they come a second late.

Nobody's words are lost on the way.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from journeys.browser import Enter, Site, Visitor
from journeys.writing import announced, opens_in_place, words_of

TEXT = "/plans/3/"
MEETS = ZoneInfo("Europe/London")
WASH = "wash the cups and lock the door"


def puts(visitor: Visitor, said: str) -> None:
    """Put what is typed in the draft, and hear what came of it."""
    visitor.press("Put it in the draft")
    announced(visitor, said)


def a_draft_is_shared(greta: Visitor, bettan: Visitor) -> str:
    """Greta begins it in the text and invites Bettan by name; its address."""
    greta.go(TEXT)
    box = opens_in_place(greta, "cups")
    box.fill(f"Two members, in turn, {WASH}, and switch the light off.")
    puts(greta, "Kept in your draft.")
    greta.follow("Look it through, and table it")
    draft = greta.path
    greta.follow("Invite somebody")
    greta.page.get_by_label("Member", exact=True).select_option(label="Bettan M.")
    greta.press("Let them write too")
    greta.sees("Bettan M. can write in this draft now")
    found = re.search(r"/plans/\S+", bettan.letter("bettan@", "draft"))
    assert found and found[0].rstrip("<").startswith(draft), "the letter leads to the draft"
    return draft


def they_write_at_once(greta: Visitor, bettan: Visitor, draft: str) -> None:
    """In different clauses their words come together; on the same words both wordings stand."""
    for visitor in (greta, bettan):
        visitor.go(f"{draft}text/")
    hers, theirs = opens_in_place(greta, "asking"), opens_in_place(bettan, "minutes")
    hers.fill("Whoever could not come may ask what was meant, and has an answer before the next meeting.")
    theirs.fill("The minutes are out within five days.")
    puts(greta, "Kept in your draft.")
    puts(bettan, "Kept, together with what somebody else has written since.")
    hers, theirs = opens_in_place(greta, "cups"), opens_in_place(bettan, "cups")
    hers.fill(f"Three members, in turn, {WASH}.")
    theirs.fill(f"Whoever came last and two others {WASH}.")
    puts(greta, "Kept in your draft.")
    puts(bettan, "Somebody else had changed the same words")
    bettan.go(draft)
    bettan.sees("insert “five days”")
    bettan.sees("leave out “in writing”")
    bettan.sees("Two wordings of one thing")
    both = bettan.part("#asides ~ .wordings")
    expect(both).to_contain_text("[inserted: Three]")
    expect(both).to_contain_text("[inserted: Whoever came last and two others]")
    bettan.press("Take this one")
    bettan.sees("Taken into the draft. The other wording can be read among the earlier versions.")
    bettan.sees_not("Two wordings of one thing")
    bettan.follow("Read earlier ones")
    bettan.sees("Kept by Greta V.")


def a_clause_goes_under_an_open_form(greta: Visitor, idris: Visitor, draft: str) -> None:
    """Greta is typing when the text is published anew without that clause: what she typed stands."""
    greta.go(f"{draft}text/")
    box = opens_in_place(greta, "again")
    box.fill("Each January and each July the branch reads this text again.")
    edited = idris.sends("/plans/drafts/of-3/clauses/again/", what="out").url
    answer = idris.sends(re.sub(r"(#|clauses/).*", "", edited) + "publish/")
    assert "The new revision is published" in answer.text(), words_of(answer.text())
    with greta.page.expect_navigation():
        greta.press("Put it in the draft")
    greta.sees("The text with your changes in their place")
    greta.follow("Look it through, and table it")
    greta.sees("To be settled first")
    greta.sees("the clause that this is about is not in it any more")
    greta.sees("and each July")
    greta.sees("insert “five days”")
    greta.press("Use my words all the same")
    greta.sees("Your words stand on the text as it is now.")
    greta.sees_not("To be settled first")
    greta.sees("Each January and each July the branch reads this text again.")


def they_come_a_second_late(greta: Visitor, site: Site) -> None:
    """The clock when it is sent decides; the refusal says when it closed, and the draft is there."""
    closes = re.search(r"It can be tabled until \w+ (\d+ \w+ \d{4}), 23:59", greta.part("main").inner_text())
    assert closes, "the page says until when"
    last = datetime.strptime(closes[1], "%d %B %Y").replace(tzinfo=MEETS)
    greta.write("Reasons", "We began in time.")
    expect(greta.part("#kept-so")).to_contain_text("Kept")  # else the site may close while this is on its way
    site.wait_until(last + timedelta(days=1))
    greta.press("Table this amendment")
    greta.sees("Nothing was sent yet. Nothing you typed is lost.")
    greta.sees("It closed on " + last.strftime("%-d %B"))
    greta.sees("23:59:59")
    assert greta.page.get_by_label("Reasons").input_value() == "We began in time."
    greta.go(f"{TEXT}amend/mine/")
    greta.sees("Your draft is kept.")
    greta.sees("Whoever came last and two others")
    assert greta.page.get_by_label("Reasons").input_value() == "We began in time."


def test_two_write_one_draft_and_lose_nothing_whatever_happens_to_the_text(enter: Enter, site: Site) -> None:
    greta, bettan, idris = enter("greta"), enter("bettan"), enter("idris").makes_a_passkey()
    draft = a_draft_is_shared(greta, bettan)
    they_write_at_once(greta, bettan, draft)
    a_clause_goes_under_an_open_form(greta, idris, draft)
    they_come_a_second_late(greta, site)
    site.audit()
