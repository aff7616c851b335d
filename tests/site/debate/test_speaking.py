"""Speaking: sealed in the record, read by members, answered, erased."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate import acts
from folkmoot.site.debate.models import Deed, Draft, Speech
from folkmoot.site.debate.words import rendered
from folkmoot.site.members import acts as members
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry, Paper
from folkmoot.site.voting import acts as voting
from folkmoot.tlog.leaf import Leaf
from motion_world import World, day

Now = Callable[[float], None]


def say(world: World, by: str, words: str, at: float, **more: int) -> Speech:
    return acts.speak(on="motion/1", by=world[by], words=words, at=day(at), **more)


def test_the_record_holds_a_seal_and_none_of_the_words(world: World) -> None:
    world.debated()
    speech = say(world, "Vic", "The quay is ours to keep.", 3)
    leaf = Leaf.decode(bytes(Entry.objects.get(index=speech.entry).leaf))
    assert (leaf.act, leaf.rule, len(leaf.seals)) == ("debate.speak", "5.1", 1)
    assert reading.unseal(world["Vic"], leaf.seals[0]) == b"The quay is ours to keep."
    assert b"quay" not in b"".join(bytes(row.leaf) for row in Entry.objects.order_by("index"))
    assert not [row for row in Paper.objects.order_by("digest") if b"The quay" in bytes(row.data)]
    assert b"quay" not in bytes(Speech.objects.get(entry=speech.entry).box)


def test_members_read_the_words_and_nobody_else_does(world: World, now: Now) -> None:
    world.debated()
    say(world, "Vic", "The quay is *ours* to keep.", 3)
    now(4)
    assert "The quay is <em>ours</em> to keep." in world.client("Esi").get("/motions/1/").content.decode()
    outside = world.client().get("/motions/1/").content.decode()
    assert "quay" not in outside
    assert "Vic" not in outside
    assert "Members read the debate" in outside


def test_a_speech_knows_its_place_in_the_record_and_is_linked_by_it(world: World, now: Now) -> None:
    world.debated()
    speech = say(world, "Vic", "One.", 3)
    now(4)
    assert f'id="speech-{speech.entry}"' in world.client("Ola").get("/motions/1/").content.decode()


def test_an_answer_stands_under_what_it_answers(world: World, now: Now) -> None:
    world.debated()
    first = say(world, "Vic", "One.", 3)
    say(world, "Bea", "Two.", 3.1)
    answer = say(world, "Una", "To one.", 3.2, reply_to=first.entry)
    assert Leaf.decode(bytes(Entry.objects.get(index=answer.entry).leaf)).facts["reply_to"] == first.entry
    now(4)
    page = world.client("Ola").get("/motions/1/").content.decode()
    assert page.index("One.") < page.index("To one.") < page.index("Two.")
    assert "answers Vic" in page


def test_an_answer_to_a_speech_of_another_debate_is_refused(world: World) -> None:
    world.debated()
    world.table(2, by="Bea")
    elsewhere = acts.speak(on="motion/2", by=world["Vic"], words="Elsewhere.", at=day(3))
    with pytest.raises(OutOfOrder) as refused:
        say(world, "Ola", "Here.", 3.1, reply_to=elsewhere.entry)
    assert refused.value.condition == "An answer answers a speech in the same debate."


@pytest.mark.parametrize("words", ["", "   \r\n ", "x" * (acts.LONGEST + 1)])
def test_a_speech_says_something_and_not_too_much(world: World, words: str) -> None:
    world.debated()
    before = Entry.objects.count()
    with pytest.raises(OutOfOrder):
        say(world, "Vic", words, 3)
    assert Entry.objects.count() == before


def test_a_member_of_another_branch_cannot_speak_and_is_told_the_rule(world: World, now: Now) -> None:
    world.debated()
    with pytest.raises(OutOfOrder) as refused:
        say(world, "Dov", "Me too.", 3)
    assert refused.value.rule == "5.1"
    now(3)
    page = world.client("Dov").get("/motions/1/").content.decode()
    assert "Speak in the debate: not yet." in page
    assert 'id="speak"' not in page


def test_after_the_ballot_opens_nobody_speaks(world: World) -> None:
    world.debated()
    voting.put(on="motion/1", by=world.office("chair"), at=day(14), by_passkey=True)
    with pytest.raises(OutOfOrder) as refused:
        say(world, "Vic", "Wait!", 15)
    assert "at the vote" in refused.value.fact


DANGEROUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[press](javascript:alert(1))",
    "[press](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href='//evil.example' onclick=alert(1)>x</a>",
    "![x](https://evil.example/track.png)",
    "<svg/onload=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "<style>body{display:none}</style>",
]


@pytest.mark.parametrize("words", DANGEROUS)
def test_nothing_that_a_member_writes_becomes_markup_that_acts(words: str) -> None:
    html = rendered(words)
    tags = re.findall(r"<\s*/?\s*([a-z0-9]+)([^>]*)>", html)
    assert {name for name, _rest in tags} <= {"p", "a", "code", "pre", "em"}
    assert not [rest for _name, rest in tags if re.search(r"\son\w+=|javascript:|data:", rest)]


def test_words_that_would_be_a_script_are_shown_as_words(world: World, now: Now) -> None:
    world.debated()
    say(world, "Vic", "<script>alert('mine')</script>", 3)
    now(4)
    page = world.client("Ola").get("/motions/1/").content.decode()
    assert "&lt;script&gt;alert(" in page
    assert "<script>alert(" not in page


def test_links_that_members_write_lead_out_without_our_recommendation() -> None:
    assert rendered("[x](https://a.example)") == (
        '<p><a href="https://a.example" rel="nofollow noopener noreferrer">x</a></p>\n'
    )


def test_headings_in_a_speech_stay_below_those_of_the_page() -> None:
    assert rendered("# One\n\n### Three") == "<h3>One</h3>\n<h4>Three</h4>\n"


def test_an_erasure_destroys_the_words_and_leaves_the_seal(world: World, now: Now) -> None:
    world.debated()
    speech = say(world, "Vic", "Nobody shall read this.", 3)
    before = Entry.objects.get(index=speech.entry).leaf
    members.leave(person=world["Vic"], at=day(4))
    members.erase(person=world["Vic"], at=day(4.1))
    now(5)
    page = world.client("Ola").get("/motions/1/").content.decode()
    assert "Nobody shall read this." not in page
    assert "erased at the member" in page
    assert "A former member" in page
    assert bytes(Entry.objects.get(index=speech.entry).leaf) == bytes(before)


def test_what_points_to_an_erased_person_is_cut(world: World) -> None:
    world.debated()
    say(world, "Vic", "Gone soon.", 3)
    members.leave(person=world["Vic"], at=day(4))
    members.erase(person=world["Vic"], at=day(4.1))
    acts.forget_the_erased()
    assert not Deed.objects.filter(person=world.people["Vic"]).exists()
    assert bytes(Speech.objects.get(on="motion/1").box) == b""


def part(page: str) -> str:
    """The debate on a page, without the token that differs each time."""
    found = re.search(r'<section id="debate".*?</section>', page, re.DOTALL)
    assert found is not None
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", found[0])


def test_the_swap_after_speaking_equals_the_page_freshly_loaded(world: World, now: Now) -> None:
    world.debated()
    now(3)
    client = world.client("Vic")
    swapped = client.post(
        "/motions/1/speak/", {"words": "Heard at once."}, headers={"HX-Request": "true"}, follow=True
    )
    assert swapped.redirect_chain[0][1] == 303
    assert "Heard at once." in part(swapped.content.decode())
    assert part(swapped.content.decode()) == part(client.get("/motions/1/").content.decode())


def refusal(client: Client, **more: str) -> tuple[int, str]:
    answer = client.post("/motions/1/speak/", {"words": "Kept for me."} | more)
    return answer.status_code, answer.content.decode()


def test_what_is_refused_is_shown_again_with_rule_and_words(world: World, now: Now) -> None:
    world.debated()
    now(3)
    status, page = refusal(world.client("Dov"))
    assert status == 422
    assert "Kept for me." in page
    assert "/rulebook/5.1/" in page
    assert Draft.objects.get(person=world.people["Dov"]).fields == {"words": "Kept for me."}


def test_what_is_refused_reaches_a_page_that_swaps(world: World, now: Now) -> None:
    world.debated()
    now(3)
    answer = world.client("Dov").post("/motions/1/speak/", {"words": "Kept."}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#main")


def test_a_visitor_who_speaks_is_asked_to_sign_in(world: World, now: Now) -> None:
    world.debated()
    now(3)
    answer = world.client().post("/motions/1/speak/", {"words": "x"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/motions/1/")


@pytest.mark.parametrize(
    "address", ["/motions/9/speak/", "/rulebook/changes/1/speak/", "/motions/1/speak/?answer=3"]
)
def test_there_is_no_page_for_what_the_record_does_not_know(world: World, now: Now, address: str) -> None:
    world.debated()
    now(3)
    assert world.client("Vic").get(address).status_code == 404
