"""A small organisation's year, in which every act of the vocabulary is done at least once."""

from typing import Any

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.declaration import secret_lists
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.trial import code_name
from procedure.walks import MEMBERS, RULES
from procedure.world import NORTH, PLAIN, ROOT, SEAL, TEXT, World

NEW_RULES = RULES.replace("Edition 1.", "Edition 2.").replace(*PLAIN)
CHAIR = {"office": "treasurer", "branch": ROOT, "name": code_name("office", ROOT, "treasurer", 2)}
SOUTH = {"branch": "south", "title": "South", "parent": ROOT}


def year() -> World:
    """The whole year."""
    world = World(RULES, list(MEMBERS)).found()
    people(world)
    south(world)
    treasurer(world)
    ruled_out(world)
    secret(world)
    rules(world)
    afterwards(world)
    return world


def signed(world: World, act: Act, **facts: Any) -> int:
    """Let the root's secretary do it by passkey."""
    by = world.officer("secretary")
    return world.do(
        world.act(
            act.verb,
            act.on,
            by,
            relies_on=act.relies_on,
            papers=act.papers,
            **act.facts,
            **facts,
            passkey=True,
        )
    )


def people(world: World) -> None:
    """Somebody joins online, somebody on paper; one moves, one leaves and is forgotten."""
    world.to(0).join(8)
    name = code_name("membership", 9)
    paper = {"branch": NORTH, "way": "paper", "clerk": world.officer("clerk").name, "passkey": True}
    world.do(world.act("member.join", f"membership/{name}", Actor("applicant", name), **paper))
    world.members.append(NORTH)
    for number, verb, facts in ((8, "member.move", {"branch": NORTH}), (9, "member.leave", {})):
        name = code_name("membership", number)
        world.do(world.act(verb, f"membership/{name}", Actor("member", name), **facts))
    world.members[8:] = [NORTH, ""]
    world.do(world.act("person.erase", "erasure/1", THE_SITE, **{"class": "membership"}, reason="request"))


def south(world: World) -> None:
    """The members decide to open a branch; the secretary opens it."""
    _, index = world.decided(effect={"act": "branch.open", **SOUTH})
    signed(world, world.act("branch.open", "branch/south", relies_on=(index,), **SOUTH))


def treasurer(world: World) -> None:
    """The treasurer resigns; the members decide on another, after a debate; the site appoints."""
    world.do(world.act("office.resign", f"office/{ROOT}/treasurer/1", world.officer("treasurer")))
    on = world.debated(effect={"act": "office.appoint", **CHAIR})
    first = world.do(world.act("debate.speak", on, world.member(on, 3), seals=(SEAL,)))
    world.do(world.act("debate.speak", on, world.member(on, 4), seals=(SEAL,), reply_to=first))
    world.pass_days(9)
    world.put(on)
    for number, choice in ((1, "against"), (2, "for"), (1, "for"), (5, "abstain"), (8, "for")):
        world.vote(on, number, choice)
    world.pass_days(9)
    index = world.do(world.declaring(on, by=Actor("anyone")))
    world.do(world.act("office.appoint", f"office/{ROOT}/treasurer/2", relies_on=(index,), **CHAIR))


def ruled_out(world: World) -> None:
    """One motion is ruled out and mended, one put back by members, one stays out; one is withdrawn."""
    secretary = world.officer("secretary")
    ruling = {"ground": "contrary", "reasons": TEXT, "passkey": True}
    mended, put_back, out = (world.table() for _ in range(3))
    for on in (mended, put_back):
        world.do(world.act("motion.rule_out", on, secretary, **ruling))
    declared = max(world.assembly.declared)
    lately = ruling | {"ground": "decided-recently"}
    world.do(world.act("motion.rule_out", out, secretary, relies_on=(declared,), **lately))
    world.do(world.act("motion.mend", mended, world.member(mended, 0, "mover"), text=SEAL, length=90))
    for number in (3, 4):
        world.do(world.act("motion.object", put_back, world.member(put_back, number)))
    world.do(world.act("motion.withdraw", mended, world.member(mended, 0, "mover")))


def secret(world: World) -> None:
    """The north votes in secret, with a member who joined after the motion was tabled, and loses."""
    on = world.debated(NORTH)
    world.join(10, NORTH)
    added = [code_name(on, 10)]
    roll, papers = make_roll(world.case(on).roll.names | set(added))
    world.do(world.act("roll.amend", on, papers=papers, added=added, struck=[], roll=roll.as_facts()))
    for number in (5, 8, 10):
        world.do(world.act("motion.ask_secret", on, world.member(on, number)))
    world.pass_days(9)
    ballot = world.put(on)
    world.pass_days(9)
    stated, papers = secret_lists(
        ["for", "against", "against"],
        [code_name("receipt", n) for n in range(3)],
        [code_name(ballot, n) for n in (5, 6, 10)],
    )
    result = {"for": 1, "against": 2, "abstain": 0, "outcome": "lost"}
    world.do(world.act("motion.declare", on, papers=papers, **stated, **result))


def rules(world: World) -> None:
    """A change of the rules is amended and adopted; another is withdrawn."""
    on = world.propose(RULES.replace("Edition 1.", "Edition 2."))
    data = NEW_RULES.encode()
    world.back(on, 2)
    amended = {"rulebook": digest_of(data), "base": world.book.digest, "text": SEAL}
    by = world.member(on, 0, "proposer")
    world.do(world.act("change.amend", on, by, papers={digest_of(data): data}, **amended))
    other = world.propose(NEW_RULES.replace("# Rules of", "# The rules of"))
    world.do(world.act("change.withdraw", other, world.member(other, 0, "proposer")))
    world.pass_days(32)
    world.put(on, THE_SITE)
    for number in range(4):
        world.vote(on, number, "for")
    world.pass_days(10)
    world.do(world.declaring(on))


def afterwards(world: World) -> None:
    """A motion under the new rules, which nobody seconds."""
    world.pass_days(30)
    world.table()
    world.pass_days(30)
