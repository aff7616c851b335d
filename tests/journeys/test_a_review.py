"""Somebody with no account asks for a review: six questions, six digits, the file and its gaps."""

import re
from urllib.parse import unquote

from journeys.browser import PHONE, Enter, Site, Visitor
from journeys.looking import faults_of

ADDRESS, NAME = "petra@elsewhere.example", "Petra Quill"
STORY = "A letter came to the house in spring, and nobody had asked me anything."
DECISION = "The group has resolved to part with her from today."
COMMENT = "No rule is named, no charge and no reason. I was never told of the meeting."
SECRETS = (ADDRESS, NAME, "Petra", STORY, DECISION, COMMENT)
ITEMS = ("rule", "charge", "evidence", "decision", "reasons")


def asks_for_a_review(outsider: Visitor) -> str:
    """From the door to the last page, on a telephone; the path of the review."""
    outsider.go("/cases/")
    outsider.follow("Have a past exclusion reviewed")
    outsider.follow("Ask for a review")
    outsider.follow("Begin")
    outsider.page.get_by_label("This organisation").check()
    outsider.press("Go on")
    outsider.page.get_by_label("I was expelled").check()
    outsider.press("Go on")
    outsider.write("In which year?", "long ago")
    outsider.press("Go on")
    outsider.sees("Write the year with four figures")
    outsider.write("In which year?", "2009")
    outsider.press("Go on")
    outsider.page.get_by_label("To be a member again from now on").check()
    outsider.press("Go on")
    outsider.write("What happened?", STORY)
    outsider.press("Go on")
    outsider.go("/cases/reviews/apply/")  # she stops here, and finds all of it when she comes back
    outsider.follow("Go on where you left off")
    outsider.write("What may we call the person", NAME)
    outsider.page.get_by_label("No, I do this alone").check()
    outsider.press("Go on")
    outsider.write("An e-mail address that you read", ADDRESS)
    outsider.press("Send me the six digits")
    outsider.write("The six digits in the letter", outsider.code_sent(ADDRESS))
    outsider.press("Go on")
    outsider.sees(STORY)
    assert list(faults_of(outsider, (PHONE, "dark"))) == []
    outsider.press("Send the application")
    outsider.sees("Your application is in")
    return outsider.path


def the_letter_lets_in(visitor: Visitor, saying: str) -> None:
    """Follow the address in a letter from a browser that knows nobody, and prove the address there."""
    found = re.findall(r"/sign-in/\?next=[^\"<&]+", visitor.letter(ADDRESS, saying))
    assert found, "the letter has no address at which to sign in"
    visitor.proves(ADDRESS, unquote(found[0]))


def sees_the_skeleton(visitor: Visitor, review: str) -> None:
    """What everybody may know of a review: what kind, which year, and the acts."""
    assert visitor.go(review) == 200
    visitor.sees("what everybody may know")
    visitor.sees("Expulsion, 2009, by this organisation")
    shown = visitor.page.content()
    assert not [secret for secret in SECRETS if secret in shown]
    assert "/evidence/" not in shown


def test_somebody_without_an_account_asks_sees_the_gaps_in_the_file_and_answers(
    enter: Enter, site: Site
) -> None:
    petra, stranger, member = (enter(viewport=PHONE) for _each in range(3))
    member.signs_in("hanna")
    review = asks_for_a_review(petra)
    petra.sees("not yet handed over")
    for button in ("Hand in evidence", "Bring a companion"):
        assert petra.page.get_by_role("link", name=button).count() == 1
    for visitor in (stranger, member):
        sees_the_skeleton(visitor, review)
    for word in (NAME, "excluded", "expelled", "review"):
        assert word not in subject_of(petra.letter(ADDRESS, "We have received"))

    # The case officer hands over what there is, and says of the rest that there is none.
    callum = enter("callum", viewport=PHONE).makes_a_passkey()
    callum.go("/cases/work/?kind=review")
    callum.sees("Disclose the file")
    callum.go(review)
    callum.follow("Hand over the file")
    callum.sees(STORY)
    assert callum.page.get_by_role("link", name="Put a decision").count() == 0
    callum.press("Hand it over")
    callum.sees("tick that there is none")
    assert list(faults_of(callum, (PHONE, "light"))) == []
    callum.write("The decision: in words", DECISION)
    for item in ITEMS:
        if item != "decision":
            callum.part(f"input[name={item}_none]").check()
    callum.page.get_by_label("By e-mail").check()
    callum.press("Hand it over")
    callum.sees("counts as none")

    # The applicant comes back by the letter, on another device, reads it, and answers.
    again = enter(viewport=PHONE)
    the_letter_lets_in(again, "something for you to read")
    assert again.path == review
    again.sees("Nothing here.")
    assert again.page.get_by_text("It was not shown, so it counts as not existing").count() == len(ITEMS) - 1
    again.follow("The decision")
    again.sees(DECISION)
    paper = again.path
    again.go(review)
    again.follow("Comment on the file")
    again.write("What do you say to the file", COMMENT)
    again.page.get_by_label("I wish to be heard").check()
    again.press("Send the comment")
    again.sees("The panel has your comment")
    petra.go(review)
    petra.sees("handed over")
    for visitor in (stranger, member):
        sees_the_skeleton(visitor, review)
    assert member.go(paper) == 404
    stranger.go(paper)
    assert stranger.path == "/sign-in/"
    assert stranger.go(f"{review}after/") == 200 and stranger.path == "/sign-in/"

    record = [each.read_bytes() for each in (site.folder / "record").rglob("*") if each.is_file()]
    assert any(b"review.disclose" in each for each in record)
    assert not [secret for secret in SECRETS if any(secret.encode() in each for each in record)]
    site.audit()


def subject_of(letter: str) -> str:
    found = re.search(r"<h2[^>]*>(.*?)</h2>", letter)
    assert found
    return found[1]
