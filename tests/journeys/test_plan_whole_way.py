"""A text from the file that a drafting group brings to the printed text that a meeting has adopted.

By mouse, at the width of a desk. What a few people write is walked on painted pages; what others write in the
same way, and who seconds it, is sent by the same forms unseen.
"""

import io
import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from pypdf import PdfReader

from documents import docx, p, r
from journeys.browser import Enter, Site, Visitor
from journeys.writing import (
    announced,
    clauses_of,
    opens_in_place,
    second_unseen,
    tables_unseen,
    today,
)

TRACKED = (
    '<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r>'
    '<w:delText xml:space="preserve"> in the day</w:delText></w:r></w:del>'
)
FILE = docx(
    p("A house for the network", "Title")
    + p("What it is for", "H1")
    + p(r("The house is open to every member") + TRACKED + r("."), number=(1, 0))
    + p("Each branch sends two delegates to the meeting of the house.", number=(1, 0))
    + p("Keys", "H1")
    + p("The keeper of the house holds a list of all keys and lends them by the day.", number=(1, 0))
    + p("A key that is lost is replaced at the cost of the house.", number=(1, 0))
    + p("Money", "H1")
    + p("Members of the house pay five pounds a year.", number=(1, 0))
)
OPEN = 15


class Story:
    """Who has a part in it; nobody signs in twice."""

    def __init__(self, enter: Enter, site: Site) -> None:
        self.enter, self.site, self.inside = enter, site, dict[str, Visitor]()
        self.path, self.ids = "", dict[str, str]()

    def of(self, key: str, *, passkey: bool = False) -> Visitor:
        if key not in self.inside:
            self.inside[key] = self.enter(key)
            if passkey:
                self.inside[key].makes_a_passkey()
        return self.inside[key]

    def page(self, number: int) -> str:
        """The page of an amendment."""
        return f"{self.path}amendments/{number}/"

    def tables(self, key: str, label: str, **fields: str) -> int:
        """Somebody tables an amendment to one clause, unseen; its number."""
        return tables_unseen(self.of(key), self.path, {self.ids[label]: fields})

    def is_seconded(self, number: int, *keys: str) -> None:
        second_unseen(self.path, number, *(self.of(key) for key in keys))


def the_drafter_brings_a_file(story: Story) -> None:
    """What the file had that no text has is named; one clause is edited in its place; it is published."""
    ruth = story.of("ruth", passkey=True)
    ruth.go("/plans/")
    ruth.follow("Begin a text")
    file = {"name": "house.docx", "mimeType": "application/octet-stream", "buffer": FILE}
    ruth.page.get_by_label("A file").set_input_files(file)  # type: ignore[arg-type]
    ruth.press("Begin the draft")
    ruth.sees("Tracked change: A left out “in the day”. It does not stand in the text as read.")
    ruth.press("I have seen this")
    ruth.sees_not("What was found in the file")
    own = ruth.part(".clause.clause[data-clause]").filter(has_text="open to every member").last
    box = opens_in_place(ruth, str(own.get_attribute("data-clause")))
    box.fill("The house is open to every member, and to their guests.")
    ruth.press("Put it in the draft")
    announced(ruth, "Kept in the text")
    ruth.follow("Publish it")
    ruth.page.get_by_label("Whose text it is").select_option(label="The Commons Network")
    ruth.write("Open for amendment until", (today(ruth) + timedelta(days=OPEN)).isoformat())
    ruth.press("Publish the text")
    ruth.sees("The text is published, and open for amendment")
    ruth.sees("and to their guests")
    story.path, story.ids = ruth.path, clauses_of(ruth, ruth.path)


def a_member_types_over_a_clause(story: Story) -> None:
    """In its place, with what is left out and inserted shown and said; others second it."""
    greta, idris, bettan = (story.of(key) for key in ("greta", "idris", "bettan"))
    greta.go(story.path)
    box = opens_in_place(greta, story.ids["1.2"])
    box.press("End")
    for _letter in "two delegates to the meeting of the house.":
        box.press("Shift+ArrowLeft")
    box.press_sequentially("three delegates to the meeting of the house.")
    expect(greta.part(".live-words")).to_contain_text("Each branch sends")
    assert greta.part(".live-words del").all_text_contents() == ["[left out: two]"]
    assert greta.part(".live-words ins").all_text_contents() == ["[inserted: three]"]
    announced(greta, "left out: two. inserted: three.")
    greta.press("Put it in the draft")
    announced(greta, "Kept in your draft")
    greta.follow("Look it through, and table it")
    greta.sees("In clause 1.2, leave out “two” and insert “three”.")
    greta.sees("It collides with nothing on the table")
    greta.page.get_by_label("Where it comes from").select_option(label="Harbour branch")
    greta.write("Reasons", "Two cannot come by turns.")
    greta.press("Table this amendment")
    assert greta.path == story.page(1)
    greta.sees("2 more members must second it")
    for seconder in (idris, bettan):
        seconder.does(story.page(1), "Second it")
        seconder.sees("You have seconded amendment 1.")
    bettan.sees("Amend it")


def a_rival_is_told_at_once_what_it_collides_with(story: Story) -> None:
    idris = story.of("idris")
    idris.go(story.path)
    box = opens_in_place(idris, story.ids["1.2"])
    box.fill("Each branch sends four delegates to the meeting of the house.")
    told = "It collides with these: of it and each of them, only one can be carried. amendment 1"
    expect(idris.part("[data-consequences]")).to_contain_text(told)
    idris.press("Put it in the draft")
    announced(idris, "Kept in your draft")
    idris.follow("Look it through, and table it")
    idris.press("Table this amendment")
    assert idris.path == story.page(2)
    story.is_seconded(2, "greta", "bettan")


def an_amendment_is_amended_and_that_is_friendly(story: Story) -> None:
    bettan, greta = story.of("bettan"), story.of("greta")
    bettan.go(story.page(1))
    bettan.follow("Amend it")
    box = opens_in_place(
        bettan, str(bettan.part("[data-clause]:has(a[data-amend])").first.get_attribute("data-clause"))
    )
    box.fill("three or more")
    bettan.press("Put it in the draft")
    announced(bettan, "Kept in your draft")
    bettan.follow("Look it through, and table it")
    bettan.sees("In amendment 1, at the end insert “or more”.")
    bettan.press("Table this amendment")
    assert bettan.path == story.page(3)
    greta.go(story.page(3))
    greta.follow("Accept it as friendly")
    greta.press("Accept it")
    greta.sees("Amendment 3 is accepted.")
    greta.sees("Unless 1 member asks for a vote by")


def movers_make_one_of_theirs(story: Story) -> None:
    """Of three that change one sentence: its mover writes it, another signs, a third stands alone."""
    begins, ends = "The keeper of the house holds a list of", "by the day."
    dated, shown = "with the day on which each was given,", "shows it to whoever asks,"
    story.tables("euan", "2.1", body=f"{begins} all keys, {dated} and lends them {ends}")
    story.tables("tamar", "2.1", body=f"{begins} all keys, {shown} and lends them {ends}")
    story.tables("kofi", "2.1", body=f"{begins} whoever has one, and lends keys {ends}")
    for number in (4, 5, 6):
        story.is_seconded(number, "greta", "idris")
    euan, tamar, kofi = (story.of(key) for key in ("euan", "tamar", "kofi"))
    euan.go(story.page(4))
    euan.follow("Build a composite", exact=True)
    for number in (5, 6):
        euan.page.get_by_label(f"Amendment {number}").check()
    euan.press("Write it from their words")
    euan.follow("Go on writing")
    euan.sees("insert “whoever has one, and lends keys”")  # beside the form, what it is written from
    euan.part("textarea").first.fill(f"{begins} all keys, {dated} {shown} and lends them {ends}")
    euan.press("Put it in the draft")
    euan.sees("Whose words these are")
    euan.press("Table this composite")
    assert euan.path == story.page(7)
    tamar.go(story.page(7))
    tamar.follow("Sign it with your amendment 5")
    tamar.press("Sign it")
    tamar.sees("You have signed composite 7 with your amendment 5.")
    kofi.go(story.page(7))
    assert kofi.heading() == "Composite 7 to clause 2.1"
    kofi.sees("Sign it with your amendment 6")
    shares = kofi.part("table.share tr")
    for source, kept, signed in ((4, "100%", "signed"), (5, "100%", "signed"), (6, "0%", "stands alone")):
        row = shares.filter(has_text=f"Amendment {source}")
        expect(row).to_contain_text(kept)
        expect(row).to_contain_text(signed)
    kofi.sees("It collides with these")  # what stands alone is an amendment like any other


def what_falls_is_tabled(story: Story) -> None:
    story.tables("zadie", "2.2", what="out")
    story.tables("finn", "2.2", body="A key that is lost is replaced at the cost of whoever lost it.")
    story.tables("noor", "3.1", body="Members of the house pay nine pounds a year.")
    story.is_seconded(8, "greta", "idris")
    story.is_seconded(9, "greta", "idris")
    story.is_seconded(10, "greta", "idris")


def the_text_is_published_anew(story: Story) -> None:
    ruth, noor = story.of("ruth"), story.of("noor")
    ruth.go(story.path)
    ruth.follow("Publish it anew")
    box = opens_in_place(ruth, story.ids["3.1"])
    box.fill("Members of the house pay six pounds in each year.")
    ruth.press("Put it in the draft")
    announced(ruth, "Kept in the text")
    ruth.follow("Publish it")
    ruth.press("Publish the new revision")
    ruth.sees("The new revision is published")
    noor.go(story.page(10))
    noor.follow("Look at it again, and confirm it")
    noor.sees("The text has changed since you wrote this")
    noor.press("Use my words all the same")
    noor.sees("Your words stand on the text as it is now.")
    noor.press("Confirm this amendment")
    noor.sees("Amendment 10 is confirmed.")
    noor.sees("In clause 3.1, leave out “six pounds in each” and insert “nine pounds a”.")


def it_closes_and_the_list_is_published(story: Story) -> None:
    """With a heading, and with advice beside the words of the movers."""
    closes = datetime.combine(today(story.of("ruth")) + timedelta(days=OPEN), datetime.min.time(), UTC)
    story.site.wait_until(closes + timedelta(days=9))
    mairi = story.of("mairi", passkey=True)
    mairi.go(story.path)
    mairi.follow("Arrange the amendments")
    mairi.write("Debated under amendment 8", "Lost keys")
    mairi.page.get_by_label("Recommended amendment 8").select_option(index=1)
    mairi.write("Why (optional) amendment 8", "It is never asked for.")
    mairi.press("Publish the order of taking")
    mairi.sees("The order of taking is published.")


def the_chair_puts_questions(story: Story) -> None:
    """The rivals on one ballot, in their turn; the others out of theirs, with reasons."""
    priya = story.of("priya", passkey=True)
    priya.go(f"{story.path}meeting/")
    priya.sees("These are rivals")
    priya.press("Put it to the vote")
    priya.sees("is open")
    for numbers, why in (("6, 7", ""), ("8", "It makes the other needless."), ("10", "Nobody contests it.")):
        priya.follow("Put a question out of its turn")
        priya.write("Numbers of the amendments", numbers)
        priya.write("Reasons", why)
        priya.press("Put it to the vote")
        priya.sees("is open")


VOTERS = ("greta", "idris", "bettan", "euan", "tamar", "kofi")
"""Three of them are enough for an amendment; to adopt the text, a tenth of the members must vote."""


def members_vote(story: Story) -> None:
    """One numbers the rivals on the page; the others send the same forms. The first on each paper wins."""
    greta = story.of("greta")
    greta.go(f"{story.path}meeting/")
    papers = sorted(set(re.findall(r'href="(/ballots/[0-9]+/)"', greta.page.content())))
    assert len(papers) == 4, "the meeting leads to all that is at the vote"
    greta.follow("Vote", exact=True)
    greta.write("Amendment 1: In clause 1.2, leave out “two” and insert “three or more”.", "1")
    greta.press("Vote")
    greta.sees("Your vote counts")
    for paper in papers:
        ranked = "rank_1" in greta.context.request.get(paper).text()
        last = "rank_3" in greta.context.request.get(paper).text()
        ranks = {"rank_1": "2", "rank_2": "1"} if paper == papers[1] else {"rank_1": "1", "rank_2": "2"}
        assert last or not ranked
        for key in VOTERS[:3]:
            fields = ranks if ranked else {"choice": "for"}
            assert "Your vote counts" in story.of(key).sends(paper, **fields).text()


def is_declared(story: Story) -> None:
    """Whatever waits for its result is declared by whoever comes by, if the site has not done so."""
    greta = story.of("greta")
    greta.go(f"{story.path}meeting/")
    for _question in range(5):
        greta.press_unless_done("Declare the result")
        greta.go(f"{story.path}meeting/")
    assert not greta.page.get_by_role("button", name="Declare the result").count()


def it_is_declared_what_was_carried_and_what_fell(story: Story) -> None:
    story.site.wait_days(5)
    greta = story.of("greta")
    is_declared(story)
    greta.go(story.page(9))
    greta.sees("Fallen")
    greta.sees("because amendment 8 was carried")
    greta.go(f"{story.path}questions/3/")
    greta.sees("What fell with it")
    greta.follow("Amendment 9")
    assert greta.path == story.page(9)
    greta.go(story.page(6))
    greta.sees("Lost")
    greta.go(story.page(3))
    greta.sees("Agreed")
    greta.go(f"{story.path}meeting/")
    greta.sees("Every amendment is dealt with.")


def the_text_is_adopted_as_a_whole(story: Story) -> None:
    priya, greta = story.of("priya"), story.of("greta")
    priya.go(f"{story.path}meeting/")
    priya.press("Put the last question")
    priya.sees("is open")
    (paper,) = set(re.findall(r'href="(/ballots/[0-9]+/)">', priya.page.content()))
    for key in VOTERS:
        assert "Your vote counts" in story.of(key).sends(paper, choice="for").text()
    story.site.wait_days(5)
    is_declared(story)
    greta.go(story.path)
    greta.sees("It was adopted on")
    greta.sees("Each branch sends three or more delegates to the meeting of the house.")
    greta.sees("Members of the house pay nine pounds a year.")
    greta.sees_not("A key that is lost")


def everybody_reads_where_it_comes_from_and_prints_it(story: Story) -> None:
    greta = story.of("greta")
    greta.go(f"{story.path}history/")
    greta.sees("A clause was left out here")
    clause = greta.part(f"[data-clause='{story.ids['1.2']}'], #c-{story.ids['1.2']}").first
    clause.get_by_text("History").first.click()
    greta.sees("Amendment 1")
    printed = greta.context.request.get(f"{story.path}text.pdf").body()
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    words = " ".join(" ".join(pages).split())
    assert "Each branch sends three or more delegates to the meeting of the house." in words
    assert "A key that is lost" not in words
    assert "texts" in story.site.audit()


def test_from_the_file_of_a_drafting_group_to_the_printed_text(enter: Enter, site: Site) -> None:
    story = Story(enter, site)
    for step in (
        the_drafter_brings_a_file,
        a_member_types_over_a_clause,
        a_rival_is_told_at_once_what_it_collides_with,
        an_amendment_is_amended_and_that_is_friendly,
        movers_make_one_of_theirs,
        what_falls_is_tabled,
        the_text_is_published_anew,
        it_closes_and_the_list_is_published,
        the_chair_puts_questions,
        members_vote,
        it_is_declared_what_was_carried_and_what_fell,
        the_text_is_adopted_as_a_whole,
        everybody_reads_where_it_comes_from_and_prints_it,
    ):
        step(story)
