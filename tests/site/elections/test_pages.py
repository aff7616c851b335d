"""The pages of an election, walked as people do: without a script."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from election_world import CLOSED, DECLARED, OPEN, SETTLED, VOTING, ElectionWorld
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter
from folkmoot.site.voting.models import SecretBallot, VoterMark
from motion_world import day

Now = Callable[[float], None]


def text(response: Any) -> str:
    return str(response.content.decode())


def hidden(page: str) -> dict[str, str]:
    """The fields that a form carries along."""
    return dict(re.findall(r'type="hidden" name="([\w]+)" value="([^"]*)"', page))


def test_an_election_is_called_nominated_for_and_voted_on(world: ElectionWorld, now: Now) -> None:
    now(1)
    officer = world.client("Ola", by_passkey=True)
    page = text(officer.get("/elections/new/"))
    assert "Delegate, Harbour: 3 places" in page
    assert "Executive member, The Commons Network" not in page, "that is for another returning officer"
    page = text(world.client("Idris", by_passkey=True).get("/elections/new/"))
    assert "Executive member, The Commons Network: 7 places" in page
    assert "Delegate, Hill: 3 places" in page
    assert "Executive member, Ha" not in page
    assert "Delegate, The Commons Network" not in page
    officer.post("/elections/new/", {"what": "office|delegate|harbour|3|"})
    row = Election.objects.get()
    now(2)
    for name in ("Vic", "Bea", "Cass", "Una"):
        client = world.client(name)
        client.post(f"{row.url}nominate/", {"myself": "1"})
        world.client("Ola" if name != "Ola" else "Wren").post(f"{row.url}nominate/", {"who": name.upper()})
        answer = client.post(f"{row.url}stand/", {"statement": f"Vote for {name}."}, follow=True)
        assert "You stand." in text(answer)
    now(OPEN)
    assert "The ballot is open." in text(officer.post(f"{row.url}open/", {"dice": "1"}, follow=True))
    now(VOTING)
    voter = world.client("Wren")
    assert "Vote for Bea." in text(voter.get(f"{row.url}vote/"))
    asked = text(voter.post(f"{row.url}vote/", {"rank_1": "2", "rank_2": "1"}, follow=True))
    assert "Is this your vote?" in asked
    assert not SecretBallot.objects.exclude(choice="").exists()
    cast = text(voter.post(f"{row.url}cast/", hidden(asked), follow=True))
    receipt = SecretBallot.objects.exclude(choice="").get()
    assert receipt.choice == "2,1"
    assert receipt.receipt in cast
    assert receipt.receipt in asked


@pytest.fixture
def row(world: ElectionWorld) -> Election:
    """A ballot that is open."""
    return world.opened()


def ask(client: Any, row: Election, **boxes: str) -> dict[str, str]:
    return hidden(text(client.post(f"{row.url}vote/", boxes, follow=True)))


def cast_choices() -> list[str]:
    return sorted(SecretBallot.objects.exclude(choice="").values_list("choice", flat=True))


def test_a_paper_sent_twice_is_counted_once_and_the_voter_sees_it(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    now(VOTING)
    client = world.client("Wren")
    form = ask(client, row, rank_3="1")
    first = client.post(f"{row.url}cast/", form, follow=True)
    again = client.post(f"{row.url}cast/", form, follow=True)
    assert "Your ballot is cast" in text(first)
    assert "It was in the box already" in text(again)
    assert cast_choices() == ["3"]
    assert VoterMark.objects.filter(voted=True).count() == 1


def test_two_tabs_only_the_first_is_taken_and_the_second_says_so(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    now(VOTING)
    client = world.client("Wren")
    one, two = ask(client, row, rank_1="1"), ask(client, row, rank_2="1")
    client.post(f"{row.url}cast/", one)
    answer = client.post(f"{row.url}cast/", two)
    assert answer.status_code == 422
    assert "this one was not taken" in text(answer) and "/rulebook/15.9/" in text(answer)
    assert cast_choices() == ["1"]
    receipt = SecretBallot.objects.exclude(choice="").get().receipt
    exchanged = client.post(f"{row.url}cast/", two | {"old": receipt}, follow=True)
    assert "Your paper is exchanged" in text(exchanged)
    assert sorted(SecretBallot.objects.exclude(choice="").values_list("choice", "void")) == [
        ("1", True),
        ("2", False),
    ]
    assert "is void" in text(client.post(f"{row.url}look/", {"receipt": receipt}))


def test_a_wrong_old_receipt_changes_nothing(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    client = world.client("Wren")
    client.post(f"{row.url}cast/", ask(client, row, rank_1="1"))
    answer = client.post(f"{row.url}cast/", ask(client, row, rank_2="1") | {"old": "aaaa-bbbb-cccc-dddd"})
    assert answer.status_code == 422
    assert "No paper with that receipt is in the box" in text(answer)
    assert cast_choices() == ["1"]


def test_a_form_of_somebody_else_is_not_taken(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    form = ask(world.client("Wren"), row, rank_1="1")
    answer = world.client("Ola").post(f"{row.url}cast/", form)
    assert answer.status_code == 422
    assert cast_choices() == []


def test_a_receipt_tells_whether_a_paper_arrived(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    client = world.client("Wren")
    asked = text(client.post(f"{row.url}vote/", {"rank_1": "1"}, follow=True))
    found = re.search(r"data-receipt>([^<]+)<", asked)
    assert found is not None
    look = f"{row.url}look/"
    assert "is not in the box" in text(client.post(look, {"receipt": found[1]}))
    client.post(f"{row.url}cast/", hidden(asked))
    assert "is in the box" in text(client.post(look, {"receipt": found[1].upper().replace("-", " ")}))


@pytest.mark.parametrize(
    ("boxes", "said", "line"),
    [
        ({"rank_1": "1", "rank_2": "3"}, "yours counts as far as number 1", "1"),
        ({"rank_1": "1", "rank_2": "2", "rank_3": "2"}, "Number 2 stands more than once", "1"),
        ({"rank_1": "1", "rank_2": "1"}, "two first choices", "-"),
        ({"rank_1": "2"}, "Nobody has number 1", "-"),
        ({}, "There is no choice on this paper", "-"),
    ],
)
def test_the_page_that_asks_says_what_the_rule_makes_of_a_fault(
    world: ElectionWorld, row: Election, now: Now, boxes: dict[str, str], said: str, line: str
) -> None:
    now(VOTING)
    client = world.client("Wren")
    page = text(client.post(f"{row.url}vote/", boxes, follow=True))
    assert said in page
    client.post(f"{row.url}cast/", hidden(page))
    assert cast_choices() == [line]


@pytest.mark.parametrize("typed", ["9", "0", "first", "-1", "1.5"])
def test_what_is_no_number_is_not_taken_and_not_lost(
    world: ElectionWorld, row: Election, now: Now, typed: str
) -> None:
    now(VOTING)
    answer = world.client("Wren").post(f"{row.url}vote/", {"rank_1": typed, "rank_2": "1"})
    assert answer.status_code == 422
    assert f'value="{typed}"' in text(answer)


def test_nothing_tells_how_the_vote_stands_while_it_is_open(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    now(VOTING)
    pages = [row.url, f"{row.url}ballots/", f"{row.url}vote/", "/elections/", f"/record/?on={row.on}"]
    before = [text(world.client("Sable").get(page)) for page in pages]
    for name in ("Wren", "Ola", "Idris"):
        world.cast(row, name, "1,2")
    after = [text(world.client("Sable").get(page)) for page in pages]
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert [token.sub("", page) for page in before] == [token.sub("", page) for page in after]


def test_the_result_its_lists_and_its_files_are_for_everybody(world: ElectionWorld, now: Now) -> None:
    row = world.voted()
    receipt = world.cast(row, "Una", "2,1").receipt
    now(DECLARED)
    stranger = world.client()
    assert "Is my ballot" not in text(stranger.get(row.url))
    page = text(world.client("Wren").get(f"{row.url}declare/"))
    assert "like no other" in page
    assert "This is what the rulebook publishes." in page
    world.client("Wren").post(f"{row.url}declare/")
    shown = text(stranger.get(row.url))
    assert "Elected" in shown
    assert "<h3>Vic" not in shown, "a name is for members unless the candidate shows it"
    assert "<h3>Vic" in text(world.client("Wren").get(row.url))
    lists = text(stranger.get(f"{row.url}ballots/", {"receipt": receipt}))
    assert "your ballot was counted" in lists
    assert "8 voters" in lists
    assert "8 receipts" in lists
    ballots = stranger.get(f"{row.url}ballots.blt").content.decode()
    assert ballots.startswith("4 3\n")
    assert stranger.get(f"{row.url}result.json").json()["valid"] == 8
    assert stranger.get(f"{row.url}sheet.csv").status_code == 200
    assert not SecretBallot.objects.exists()
    now(SETTLED)
    assert "Settled" in text(stranger.get(row.url))


def test_the_printed_paper_says_nobody_s_name(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    page = text(world.client("Wren").get(f"{row.url}printed/"))
    sheet = page[page.index("<main") : page.index("</main>")]
    assert "Wren" not in sheet
    assert "Bea" in sheet
    assert "Write 1 beside your first choice" in sheet


def test_who_may_not_vote_reads_why(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    assert "You are not on it." in text(world.client("Esi").get(f"{row.url}vote/"))
    now(CLOSED)
    assert "This ballot has closed." in text(world.client("Wren").get(f"{row.url}vote/"))


def test_the_lists_are_empty_of_elections_with_words(world: ElectionWorld, now: Now) -> None:
    now(1)
    assert "No election is under way." in text(world.client().get("/elections/"))
    assert "Nobody has called for the recall" in text(world.client().get("/elections/recalls/"))


def test_before_the_opening_no_page_speaks_of_a_box(world: ElectionWorld, now: Now) -> None:
    row = world.nominated()
    now(18)
    client = world.client("Wren")
    assert "No ballot has been opened in this election." in text(client.get(f"{row.url}look/"))
    assert "This ballot is not open yet." in text(client.get(f"{row.url}vote/"))
    assert client.get(f"{row.url}vote/check/")["Location"] == f"{row.url}vote/"


def test_where_nobody_opposes_there_is_no_ballot_and_the_page_says_so(world: ElectionWorld, now: Now) -> None:
    row = world.nominated(("Vic",))
    now(OPEN)
    acts.declare(number=row.number, by=None, at=day(OPEN))
    client = world.client("Wren")
    assert "There is no ballot in this election." in text(client.get(f"{row.url}vote/"))
    assert "No ballot has been opened in this election." in text(client.get(f"{row.url}look/"))
    assert client.get(f"{row.url}printed.pdf").status_code == 404


def test_lists_and_letters_name_the_branch(world: ElectionWorld, row: Election, now: Now) -> None:
    now(VOTING)
    title = "Delegate, Harbour: 3 places"
    assert title in text(world.client("Wren").get("/elections/"))
    assert f"<title>{title}" in text(world.client("Wren").get(row.url))
    letters = [writing.read(each.box, each.pk, each.person).subject for each in Letter.objects.all()]
    assert {f"An election is called: {title}", f"The ballot is open: {title}"} <= set(letters)


def test_casting_asks_the_database_little_however_many_vote(
    world: ElectionWorld, row: Election, now: Now, django_assert_max_num_queries: Any
) -> None:
    now(VOTING)
    client = world.client("Wren")
    form = ask(client, row, rank_1="1", rank_2="2")
    with django_assert_max_num_queries(14):
        client.post(f"{row.url}cast/", form)
    assert cast_choices() == ["1,2"]


def test_whoever_is_signed_out_in_mid_ballot_reads_the_numbers_again(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    now(VOTING)
    for place in ("vote", "cast"):
        answer = world.client().post(f"{row.url}{place}/", {"rank_1": "2", "rank_2": "1", "rank_3": ""})
        assert answer.status_code == 403
        assert "Place 1 on the paper: 2\nPlace 2 on the paper: 1</textarea>" in text(answer)
    assert cast_choices() == []


def test_the_home_page_says_what_an_election_wants_of_a_member(
    world: ElectionWorld, row: Election, now: Now
) -> None:
    now(VOTING)
    client = world.client("Wren")
    page = text(client.get("/"))
    assert page.index("Your vote is wanted") < page.index(row.url) < page.index("Looking for seconders")
    assert "No ballot waits for your vote." not in page
    world.cast(row, "Wren", "1")
    page = text(client.get("/"))
    assert "No ballot waits for your vote." in page
    assert page.index(row.url) > page.index("Elections under way")
    assert row.url in text(world.client().get("/"))
    assert row.url in text(client.get("/branches/harbour/"))


def test_before_the_papers_are_in_a_member_reads_why_no_result_is_declared(
    world: ElectionWorld, now: Now
) -> None:
    row, wren = world.voted(), world.client("Wren")
    now(CLOSED + 0.5)
    page = text(wren.get(row.url))
    assert "Declare the result: not yet." in page
    assert 'href="/elections/1/declare/"' not in page
    now(DECLARED)
    assert 'href="/elections/1/declare/"' in text(wren.get(row.url))
