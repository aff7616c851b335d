"""The text with amendments in place: announced in words, in parts, by branch and status; and what is open."""

from collections.abc import Callable

from django.test import Client

from folkmoot.site.plan import acts
from folkmoot.site.plan.changes import Add, MoveTo, Number, Words
from folkmoot.texts.clause import Clause
from motion_world import day
from plan_course import decided, marshalled, queries, said, shown
from plan_world import TEXT, PlanWorld, a_body, out

Now = Callable[[float], None]
THREE = "Each branch may send three delegates."
FOUR = "Each branch may send four delegates."


def test_what_is_left_out_and_inserted_is_announced_and_numbered(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    world.amend(a_body(FOUR), on=3)
    now(4)
    page = said(world.client(), "/plans/1/marked/")
    assert (
        "Each branch may send [left out by amendments 1 and 2: two ] 1 2 "
        "[inserted by amendment 1: three ] 1 [inserted by amendment 2: four ] 2 delegates." in page
    )
    html = shown(world.client(), "/plans/1/marked/")
    assert "<del>" in html and "<ins>" in html
    assert '<a class="by" href="/plans/1/amendments/2/">2</a>' in html


def test_what_becomes_of_a_whole_clause_is_said_in_words(world: PlanWorld, now: Now) -> None:
    world.amend(out("b"))
    world.amend(Add("s1", "a", Clause("n1", body="Hill sends one more.")), on=3)
    world.amend(MoveTo("d", "s1", ""), on=4)
    world.amend(Number("c", "2A"), on=5)
    now(6)
    page = said(world.client(), "/plans/1/marked/?whole=1")
    assert "Left out by amendment 1 The chair opens the assembly." in page
    assert "Inserted by amendment 2 Hill sends one more." in page
    assert "Clause 2.2 is moved here by amendment 3" in page
    assert "Moved by amendment 3, to before" in page or "Moved by amendment 3, into section 1" in page
    assert "Its number becomes 2A, by amendment 4" in page


def test_a_part_is_fetched_when_it_comes_into_view_and_by_a_link(world: PlanWorld, now: Now) -> None:
    world.amend(out("d"))
    now(3)
    page = shown(world.client(), "/plans/1/marked/")
    assert 'hx-get="/plans/1/marked/s2/" hx-trigger="revealed" hx-swap="outerHTML"' in page
    assert 'href="/plans/1/marked/s2/">Show this section</a>' in page
    assert "The treasurer reports" not in page
    alone = shown(world.client(), "/plans/1/marked/s2/")
    assert "The treasurer reports to the chair." in alone and "<h1>" in alone
    swapped = world.client().get("/plans/1/marked/s2/", headers={"HX-Request": "true"}).content.decode()
    assert swapped.startswith('<section class="clause section" id="c-s2">') and "<h1>" not in swapped
    assert swapped in alone
    shown(world.client(), "/plans/1/marked/nowhere/", 404)


def test_the_parts_together_are_the_whole(world: PlanWorld, now: Now) -> None:
    world.amend(out("d"))
    now(3)
    client = world.client()
    whole = shown(client, "/plans/1/marked/?whole=1")
    for part in ("s1", "s2"):
        swapped = client.get(f"/plans/1/marked/{part}/", headers={"HX-Request": "true"}).content.decode()
        assert swapped in whole


def test_one_chooses_by_branch_by_status_and_by_section(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE), branch="hill", by="Dov")
    world.seconded(a_body(FOUR), on=3)
    world.amend(out("d"), on=6)
    now(7)
    client = world.client()
    assert "three" not in said(client, "/plans/1/marked/?branch=harbour")
    assert "four" not in said(client, "/plans/1/marked/?branch=hill")
    assert "three" not in said(client, "/plans/1/marked/?state=meeting")
    assert "Each branch" not in said(client, "/plans/1/marked/?section=s2")
    assert "1 amendment is shown." in said(client, "/plans/1/marked/?branch=hill")
    assert "?branch=hill" in shown(client, "/plans/1/marked/?branch=hill")


def test_a_branch_of_branches_shows_what_comes_from_below_it(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE), branch="hill", by="Dov")
    now(3)
    assert "three" in said(world.client(), "/plans/1/marked/?branch=network")


def test_what_is_contested_leaves_out_what_nothing_is_open_on(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(out("d"), on=4)
    acts.accept(plan=1, number=2, by=world.drafter, at=day(6), by_passkey=True)
    now(7)
    page = said(world.client(), "/plans/1/contested/")
    assert "1 amendment is open." in page
    assert "Assembly" in page and "three" in page
    assert "The chair opens" not in page and "The treasurer reports" not in page


def test_what_was_carried_stays_in_what_is_contested_only_beside_what_is_open(
    world: PlanWorld, now: Now
) -> None:
    world.seconded(a_body(THREE))
    world.seconded(Words("b", "body", TEXT.by_id["b"].body, "The chair opens the assembly."), on=4)
    world.seconded(out("c2"), on=6)
    world.seconded(a_body("Each branch may send two delegates and a guest."), by="Bea", on=8)
    marshalled(world)
    decided(world, 1, on=34)
    now(40)
    page = shown(world.client(), "/plans/1/contested/")
    assert '<ins class="stands">' in page and "three" in page
    assert "3 amendments are open." in page and "The treasurer reports" not in page
    for place, number in enumerate((4, 2, 3)):
        decided(world, number, on=40 + 6 * place)
    now(60)
    assert "Nothing is open any more." in said(world.client(), "/plans/1/contested/")


def test_words_of_a_table_are_marked_in_their_cells(world: PlanWorld, now: Now) -> None:
    table = Clause("t", "table", body="| Who | How long |\n| the chair | two years |")
    world.amend(Add("s2", "d", table))
    now(3)
    page = shown(world.client(), "/plans/1/marked/?whole=1")
    assert '<th scope="col"><ins>Who</ins></th>' in page and "<td><ins>two years</ins></td>" in page


def test_it_asks_little_of_the_database_however_many_amendments_there_are(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    few = queries(Client(), "/plans/1/marked/")
    for step in range(8):
        world.amend(a_body(f"Each branch may send {step + 4} delegates."), on=3 + step)
    now(12)
    assert queries(Client(), "/plans/1/marked/") <= few < 15


def test_words_that_look_like_markup_stay_words(world: PlanWorld, now: Now) -> None:
    world.amend(a_body("Each branch may send <script>alert(1)</script> delegates."))
    now(3)
    page = shown(world.client(), "/plans/1/marked/")
    assert "<script>alert" not in page and "&lt;script&gt;" in page
