"""Offices: filled by decision of the branch, one holder at a time, over at the end of the term."""

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.trial import code_name
from procedure.world import NORTH, ROOT, World, changed, words

NEXT = code_name("office", NORTH, "chair", 1)
WANTED = {"office": "chair", "branch": NORTH, "name": NEXT}
EFFECT = {"act": "office.appoint", **WANTED}
RESTS = "This rests on a motion of the branch that decided just this, and is carried out once."
TABLE = "Table a motion that decides it, and rely on its result."


def appointing(
    world: World, *relies_on: int, by: Actor = THE_SITE, number: int = 1, **changes: object
) -> Act:
    facts = WANTED | changes
    on = f"office/{facts['branch']}/{facts['office']}/{number}"
    return world.act("office.appoint", on, by, relies_on=relies_on, **facts)


def decided(world: World, **changes: object) -> int:
    return world.decided(NORTH, effect=EFFECT | changes)[1]


def test_an_office_is_filled_by_decision_of_the_branch_for_its_term() -> None:
    world = World().found().to(0)
    world.do(appointing(world, decided(world)))
    held = world.assembly.holder_of("chair", NORTH, world.now)
    assert held is not None and held.name == NEXT
    assert world.state(held.on) == "in office"
    world.pass_days(380)
    assert world.state(held.on) == "out of office"
    assert world.assembly.holder_of("chair", NORTH, world.now) is None
    assert world.again() == world.assembly


def test_a_decision_is_carried_out_once() -> None:
    world = World().found().to(0)
    index = decided(world)
    world.do(appointing(world, index))
    world.do(world.act("office.resign", f"office/{NORTH}/chair/1", Actor("chair", NEXT)))
    again = appointing(world, index, number=2)
    assert words(world.refusal(again)) == ("3.2", RESTS, "That decision has been carried out already.", TABLE)


def test_an_appointment_that_nobody_decided_is_refused() -> None:
    world = World().found().to(0)
    none = "The act does not rely on the result of one carried motion."
    assert words(world.refusal(appointing(world))) == ("3.2", RESTS, none, TABLE)
    index, lost = decided(world), decided(world)
    assert str(world.refusal(appointing(world, index, lost)).fact) == none
    assert str(world.refusal(appointing(world, index - 1)).fact) == none


def test_an_appointment_of_somebody_else_is_refused() -> None:
    world = World().found().to(0)
    other = appointing(world, decided(world), name=code_name("office", "somebody", "else"))
    assert words(world.refusal(other)) == ("3.2", RESTS, "That motion decided something else.", TABLE)


def test_a_motion_that_names_no_appointment_authorises_none() -> None:
    world = World().found().to(0)
    _, index = world.decided(NORTH)
    assert str(world.refusal(appointing(world, index)).fact) == "That motion decided something else."


def test_a_lost_motion_authorises_nothing() -> None:
    world = World().found().to(0)
    on = world.debated(NORTH, effect=EFFECT)
    world.to(9).put(on)
    world.votes(on, 2, 5)
    index = world.to(20).do(world.declaring(on))
    assert world.state(on) == "lost"
    assert index in world.assembly.declared and index not in world.assembly.decisions
    assert words(world.refusal(appointing(world, index)))[1] == RESTS


def test_a_branch_cannot_decide_on_the_officers_of_another() -> None:
    world = World().found().to(0)
    assert words(world.refusal(world.tabling(ROOT, effect=EFFECT))) == (
        "4.1",
        "A branch decides what happens in that branch.",
        "What this motion authorises concerns another.",
        "Table it there.",
    )
    _, index = world.decided(ROOT, effect=EFFECT | {"branch": ROOT})
    assert str(world.refusal(appointing(world, index)).fact) == "That was decided in another branch."


def test_an_office_that_is_held_is_not_given_to_another() -> None:
    world = World().found().to(0)
    effect = {"act": "office.appoint", "office": "chair", "branch": ROOT, "name": NEXT}
    _, index = world.decided(ROOT, effect=effect)
    act = appointing(world, index, branch=ROOT, number=2)
    assert words(world.refusal(act)) == (
        "3.2",
        "An office is held by one member at a time.",
        "The office of chair is held until its term ends.",
        "Wait for the end of the term, or for a resignation.",
    )
    world.do(world.act("office.resign", f"office/{ROOT}/chair/1", world.officer("chair")))
    world.do(act)


def test_no_rulebook_lets_two_hold_one_office() -> None:
    text = World().text.replace("needs: decision of the branch; a vacancy\n", "")
    world = World(text).found().to(0)
    second = appointing(world, branch=ROOT, number=2)
    assert world.refusal(second).rule == "3.2"
    assert str(world.refusal(second).fact) == "The office of chair is held until its term ends."


def test_holdings_are_numbered_each_with_a_code_name_of_its_own() -> None:
    world = World().found().to(0)
    index = decided(world)
    number = world.refusal(appointing(world, index, number=2))
    assert words(number) == (
        "3.2",
        "Holdings of an office are numbered one by one, each with a code name of its own.",
        "The next is 1.",
        "Use that number and a new code name.",
    )
    taken = {"name": world.officer("chair").name}
    index = decided(world, **taken)
    assert words(world.refusal(appointing(world, index, **taken))) == words(number)


def test_an_appointment_names_what_exists() -> None:
    world = World().found().to(0)
    for changes in ({"office": "king"}, {"name": "Ada"}):
        index = decided(world, **changes)
        assert words(world.refusal(appointing(world, index, **changes))) == (
            "3.2",
            "An appointment names an office of the rulebook, a branch, and a code name made for it.",
            "This one names something else.",
            "Choose an office and a branch that exist.",
        )


def test_an_officer_appoints_for_the_own_branch_only() -> None:
    world = World().found().to(0)
    index = decided(world)
    away = appointing(world, index, by=world.officer("secretary", ROOT), passkey=True)
    assert words(world.refusal(away)) == (
        "3.2",
        "This may be done by the chair, the secretary or the site.",
        "That secretary serves another branch.",
        "Ask one of those named to do it.",
    )
    world.do(changed(appointing(world, index, by=world.officer("secretary", NORTH)), passkey=True))


def test_the_code_of_an_office_is_worth_nothing_after_the_term() -> None:
    world = World().found().to(0)
    index = decided(world)
    world.pass_days(200)
    late = appointing(world, index, by=world.officer("secretary", NORTH))
    assert str(world.refusal(late).fact) == "The term of that secretary has ended."


def test_nobody_holds_an_office_under_another_name() -> None:
    world = World().found().to(0)
    index = decided(world)
    for by in (Actor("secretary", "nobody"), Actor("secretary", world.officer("chair").name)):
        act = appointing(world, index, by=by)
        assert str(world.refusal(act).fact) == "That code name does not hold the office of secretary."


def test_one_resigns_from_the_own_office_only() -> None:
    world = World().found()
    secretary = f"office/{ROOT}/secretary/1"
    act = world.act("office.resign", secretary, world.officer("chair"))
    assert words(world.refusal(act)) == (
        "3.3",
        "One resigns from the office that one holds.",
        "This office is held by somebody else.",
        "Nothing needs to be done.",
    )
    world.do(world.act("office.resign", secretary, world.officer("secretary"), passkey=True))
    assert world.state(secretary) == "out of office"
    twice = world.act("office.resign", secretary, world.officer("secretary"))
    assert words(world.refusal(twice)) == (
        "3.3",
        "This can be done while it is: in office.",
        "It is: out of office.",
        "Nothing can be done here any more; it may be begun anew where the rules allow.",
    )


def test_members_may_carry_out_a_decision_where_the_rulebook_says_so() -> None:
    text = World().text.replace("who: chair, secretary or the site", "who: chair or member of the branch")
    world = World(text).found().to(0)
    on, index = world.decided(NORTH, effect=EFFECT)
    stranger = appointing(world, index, by=world.member("motion/99", 25))
    assert str(world.refusal(stranger).fact) == "The one who acts is not on the roll."
    world.do(appointing(world, index, by=world.member(on, 25)))


def test_a_term_set_for_an_appointment_runs_from_the_decision() -> None:
    text = World().text.replace(
        "needs: decision of the branch; a vacancy\nlasts: office.term",
        "needs: decision of the branch; a vacancy\nlasts: office.term\n"
        "within: office.filling from closing\nmissed: the power ends",
    )
    text = text.replace(
        "An office that is held", "It is filled within [30 days]{office.filling}.\nAn office that is held"
    )
    world = World(text).found().to(0)
    act = appointing(world, decided(world))
    world.pass_days(40)
    assert words(world.refusal(act)) == (
        "3.2",
        "This may be done within 30 days from the closing.",
        "That time has run out.",
        "What follows is: the power ends.",
    )
