"""The founding act: the first entry, under the rulebook that it adopts."""

from typing import Any

import pytest

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.ruling import why_not
from folkmoot.procedure.trial import code_name
from procedure.world import NORTH, ROOT, World, changed, edited, words

CONDITION = "The founding act names the branches, the founders and the first officers, each once."
CURE = "Put it right and found the organisation again."
FOUNDER = {"name": code_name("membership", 0), "branch": ROOT}


def test_the_organisation_stands_as_founded() -> None:
    world = World().found()
    assembly = world.assembly
    assert (assembly.name, assembly.root, assembly.size) == ("The Commons Network", ROOT, 1)
    assert (assembly.members_of(ROOT), assembly.members_of(NORTH)) == (30, 10)
    assert assembly.above(NORTH) == (NORTH, ROOT)
    assert assembly.book_at(world.now).digest == world.book.digest
    assert world.state("assembly") == "founded"


def test_the_first_officers_serve_for_the_term_of_the_rulebook_and_no_longer() -> None:
    world = World().found()
    held = world.assembly.holder_of("chair", ROOT, world.now)
    assert held is not None and held.name == world.officer("chair").name
    end = held.events["end of term"]
    assert world.assembly.holder_of("chair", ROOT, end) is held
    assert world.assembly.holder_of("chair", ROOT, end + 1) is None
    assert world.assembly.standing(held.on, end + 1).state == "out of office"


def test_nothing_comes_before_the_founding_act() -> None:
    world = World()
    name = code_name("membership", 99)
    act = world.act("member.join", f"membership/{name}", Actor("applicant", name), branch=ROOT, way="online")
    assert words(world.refusal(act)) == (
        "",
        "The founding act comes first: it adopts the rulebook.",
        "No rulebook is in force.",
        "Found the organisation.",
    )


@pytest.mark.parametrize("on", ["assembly", "another"])
def test_an_organisation_is_founded_once(on: str) -> None:
    world = World().found()
    act = world.founding()
    second = world.act(act.verb, on, act.by, papers=act.papers, **act.facts)
    assert why_not(world.assembly, second, world.now) is not None


def test_the_founding_act_has_one_name_for_the_organisation() -> None:
    world = World()
    act = world.founding()
    other = world.act(act.verb, "another", act.by, papers=act.papers, **act.facts)
    refusal = world.refusal(other)
    assert words(refusal) == (
        "",
        CONDITION,
        "It calls the organisation by another word than assembly.",
        CURE,
    )


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"branches": []}, "A branch or a code name is missing or stands twice."),
        ({"founders": []}, "A branch or a code name is missing or stands twice."),
        ({"founders": [FOUNDER, FOUNDER]}, "A branch or a code name is missing or stands twice."),
        (
            {"branches": [{"id": NORTH, "title": "North", "parent": ROOT}]},
            "Branch north hangs from none that was named before it.",
        ),
        (
            {
                "branches": [
                    {"id": ROOT, "title": "A", "parent": ""},
                    {"id": NORTH, "title": "B", "parent": ""},
                ]
            },
            "Branch north hangs from none that was named before it.",
        ),
        (
            {"branches": [{"id": ROOT, "title": "", "parent": ""}]},
            "Branch network hangs from none that was named before it.",
        ),
        (
            {
                "branches": [
                    {"id": ROOT, "title": "A", "parent": ""},
                    {"id": ROOT, "title": "B", "parent": ROOT},
                ]
            },
            "A branch or a code name is missing or stands twice.",
        ),
        (
            {"founders": [{"name": "Ada", "branch": ROOT}]},
            "A code name has another form, or an office is given twice.",
        ),
        (
            {"founders": [FOUNDER | {"branch": "south"}], "offices": []},
            "A founder or an officer belongs to no branch that was named.",
        ),
        (
            {"offices": [{"office": "king", "branch": ROOT, "name": code_name("office", "king")}]},
            "An office is named that the rulebook does not know.",
        ),
        (
            {"offices": [{"office": "chair", "branch": ROOT, "name": code_name("o", n)} for n in (1, 2)]},
            "A code name has another form, or an office is given twice.",
        ),
        (
            {"offices": [{"office": "chair", "branch": ROOT, "name": FOUNDER["name"]}]},
            "A branch or a code name is missing or stands twice.",
        ),
        ({"founders": [FOUNDER | {"email": "x"}]}, "A line of it does not hold just these: name, branch."),
        ({"founders": ["Ada"]}, "A line of it does not hold just these: name, branch."),
        ({"founders": [{"name": 1, "branch": ROOT}]}, "A line of it does not hold just these: name, branch."),
    ],
)
def test_a_founding_act_that_says_something_twice_or_nothing_is_refused(
    changes: dict[str, Any], fact: str
) -> None:
    world = World()
    assert words(world.refusal(world.founding(**changes))) == ("", CONDITION, fact, CURE)


def test_a_founding_act_is_signed_by_a_founder_or_by_no_name() -> None:
    world = World()
    act = world.founding()
    signed = world.act(act.verb, act.on, Actor("founder", FOUNDER["name"]), papers=act.papers, **act.facts)
    assert why_not(world.assembly, signed, world.now) is None
    forged = world.act(act.verb, act.on, Actor("founder", "stranger"), papers=act.papers, **act.facts)
    assert str(world.refusal(forged).fact) == "It is signed by nobody whom it names as a founder."


@pytest.mark.parametrize("key", ["name", "rulebook", "branches", "founders", "offices"])
def test_a_founding_act_states_everything(key: str) -> None:
    world = World()
    refusal = world.refusal(changed(world.founding(), **{key: None}))
    assert str(refusal.condition).startswith(f"This act must state {key} as a ")
    assert (str(refusal.fact), str(refusal.cure)) == ("It does not.", "State it.")


def test_a_founding_act_carries_nothing_else() -> None:
    world = World()
    assert words(world.refusal(changed(world.founding(), motto="Onwards"))) == (
        "",
        "An entry carries only the facts of its act.",
        "This one also carries motto.",
        "Leave it out.",
    )


def test_a_branch_is_known_by_plain_letters() -> None:
    world = World()
    refusal = world.refusal(
        changed(world.founding(), branches=[{"id": "The North", "title": "N", "parent": ""}])
    )
    assert words(refusal) == (
        "",
        "A branch is known by lower-case letters and figures, joined by hyphens.",
        "This one is called: The North.",
        "Give it such an id.",
    )


BOOK = "A rulebook must read well, keep the floor of guarantees, and pass its own examples."


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("nothing", "the rulebook has no chapter"),
        (edited(("[more than half]{vote.majority}", "[a third]{vote.majority}")), "Line "),
        (
            edited(("then it is in debate", "then it is lapsed")),
            "This example does not hold: it comes out as: debate",
        ),
    ],
)
def test_a_rulebook_with_a_fault_is_not_adopted(text: str, fact: str) -> None:
    world = World()
    world.text = text
    data = text.encode()
    act = changed(world.founding(), rulebook=digest_of(data))
    act = world.act(act.verb, act.on, act.by, papers={digest_of(data): data}, **act.facts)
    with pytest.raises(OutOfOrder) as refused:
        world.do(act)
    assert str(refused.value.condition) == BOOK
    assert fact in str(refused.value.fact)
    assert str(refused.value.cure)
    assert world.assembly.size == 0 and not world.assembly.known_books


def test_a_rulebook_is_text_that_lies_beside_the_entry() -> None:
    world = World()
    act = world.founding()
    bare = world.act(act.verb, act.on, act.by, **act.facts)
    assert words(world.refusal(bare)) == (
        "",
        "The paper named under rulebook must lie beside the record.",
        "It is missing, or it is another one.",
        "Fetch a whole copy of the record.",
    )
    other = world.act(act.verb, act.on, act.by, papers={world.book.digest: b"another"}, **act.facts)
    assert words(world.refusal(other)) == words(world.refusal(bare))
    no_digest = changed(act, rulebook="network.md")
    assert words(world.refusal(no_digest)) == (
        "",
        "A text is named by its SHA-256 digest (rulebook).",
        "What stands there is no digest.",
        "Name the text by its digest.",
    )


def test_a_rulebook_that_is_no_text_is_refused() -> None:
    world, data = World(), b"\xff\xfe"
    act = world.founding(rulebook=digest_of(data))
    act = world.act(act.verb, act.on, act.by, papers={digest_of(data): data}, **act.facts)
    assert words(world.refusal(act)) == ("", BOOK, "Line 1: the text is not UTF-8.", "Save it as UTF-8.")


def test_only_a_founder_founds() -> None:
    world = World()
    act = world.founding()
    by_member = world.act(act.verb, act.on, Actor("member", FOUNDER["name"]), papers=act.papers, **act.facts)
    assert words(world.refusal(by_member)) == (
        "1.5",
        "This may be done by the founders.",
        "The entry says member.",
        "Ask one of those named to do it.",
    )
