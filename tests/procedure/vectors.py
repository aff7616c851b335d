"""Makes `spec/vectors/acts`: good records, and what must not follow them. Run it to write them anew."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from folkmoot.procedure.act import Act, Actor
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import roll_file
from folkmoot.procedure.trial import code_name
from folkmoot.rulebook.starters import starter
from folkmoot.tlog.canonical import encode
from folkmoot.tlog.leaf import Leaf
from procedure.court import Court
from procedure.guarantees import BREACHES, MORE
from procedure.plan_breaches import PLAN_BREACHES, before
from procedure.plan_year import recorded as of_plans
from procedure.tribunal_year import recorded
from procedure.walks import RULES
from procedure.world import NORTH, ROOT, SEAL, TEXT, World, changed, leaf_of
from procedure.year import CHAIR, year

FOLDER = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "acts"


@dataclass
class Forgery:
    """Entries that somebody who holds the pen and obeys no rule writes after the first `keep`."""

    record: str
    about: str
    keep: int
    says: str
    then: list[Any] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """The file of this vector; the last of its entries is the one that fails."""
        papers = {digest: data.decode() for digest, data in sorted(self.papers.items())}
        value = {
            "about": self.about,
            "record": self.record,
            "keep": self.keep,
            "then": self.then,
            "papers": papers,
            "fails": self.keep + len(self.then) - 1,
            "says": self.says,
        }
        return json.dumps(value, indent=1, sort_keys=True).encode() + b"\n"


def ranks() -> World:
    """A resolution with two options, tied, and a casting vote."""
    world = World(starter("debian-resolutions"), [ROOT] * 12)
    offices = [{"office": o, "branch": ROOT, "name": world.officer(o).name} for o in ("secretary", "leader")]
    world.found(branches=[{"id": ROOT, "title": "Project", "parent": ""}], offices=offices).to(0)
    on = world.table(**{"class": "ordinary"})
    option = {"text": SEAL, "length": 9, "class": "constitution"}
    world.do(world.act("motion.option", on, world.member(on, 1), **option))
    for number in range(2, 7):
        for option_number in (1, 2):
            world.do(world.act("motion.second", on, world.member(on, number), option=option_number))
    world.pass_days(17)
    world.put(on)
    for number in range(10):
        world.vote(on, number, [1, 2, 3] if number % 2 else [2, 1, 3])
    world.pass_days(17)
    result = {"cast": 10, "dropped": [], "winners": [1, 2], "casting": 2, "outcome": "carried"}
    world.do(world.act("motion.declare", on, world.officer("leader"), **result))
    return world


EXAMPLE = """\
```examples
given a branch of 9 members
when a motion is tabled on day 0
then it is carried
```

## 2 Members
"""
RECORDS: dict[str, Callable[[], World]] = {
    "year": year,
    "ranks": ranks,
    "tribunal": recorded,
    "founded": lambda: Court().found(),
    "plan": of_plans,
}


def where(world: World, verb: str, nth: int = 0) -> int:
    """The index of the nth entry of a verb."""
    return [n for n, data in enumerate(world.leaves) if json.loads(data)["act"] == verb][nth]


def other(world: World, name: str, about: str, says: str, verb: str, nth: int = 0, **changes: Any) -> Forgery:
    """An entry of the record with other fields; `facts` and `by` are merged."""
    index = where(world, verb, nth)
    value = json.loads(world.leaves[index])
    for key, new in changes.items():
        value[key] = {**value[key], **new} if key in ("facts", "by") else new
    return Forgery(name, about, index, says, [value])


def more(world: World, name: str, about: str, says: str, *acts: tuple[Act, str, int]) -> Forgery:
    """Entries after the last: act, cited rule, and the days that pass before it."""
    forged = Forgery(name, about, len(world.leaves), says)
    at, book = world.now, world.assembly.book_at(world.now).digest
    for act, rule, days in acts:
        at += days * 86_400
        case = world.assembly.cases.get(act.on)
        data = leaf_of(act, forged.keep + len(forged.then), at, rule, case.book.digest if case else book)
        forged.then.append(json.loads(data))
        forged.papers.update(act.papers)
    return forged


def forgeries() -> Iterator[tuple[str, Forgery]]:
    """All bad vectors by name."""
    world = year()
    yield from on_entries(world)
    yield from on_rolls(world)
    yield from after_the_year(world)
    yield from on_rules(world)
    yield from on_ranks(ranks())
    yield from on_guarantees()
    yield from on_plans()


def on_plans() -> Iterator[tuple[str, Forgery]]:
    """A conference in which all goes well until somebody who holds the pen obeys no rule."""
    for name, each in PLAN_BREACHES.items():
        world = before()
        act = each.make(world)
        case = world.assembly.cases.get(act.on)
        book = case.book if case else world.book
        last = leaf_of(act, len(world.leaves), world.now, each.rule, book.digest)
        entries = [json.loads(data) for data in (*world.leaves[1:], last)]
        papers = world.papers | dict(act.papers)
        papers.pop(book.digest)
        yield f"plan-{name}", Forgery("founded", each.about, 1, each.says, entries, papers)


def on_guarantees() -> Iterator[tuple[str, Forgery]]:
    """A record each in which all goes well until somebody breaks a guarantee."""
    found = {f"guarantee-{number:02}": each for number, each in BREACHES.items()} | MORE
    for name, each in found.items():
        world = Court().found().to(0)
        act = each.make(world)
        case = world.assembly.cases.get(act.on)
        book = case.book if case else world.book
        last = leaf_of(act, len(world.leaves), world.now, book.powers[act.verb][0].paragraph, book.digest)
        entries = [json.loads(data) for data in (*world.leaves[1:], last)]
        papers = world.papers | dict(act.papers)
        papers.pop(book.digest)
        yield name, Forgery("founded", each.about, 1, each.says, entries, papers)


def on_entries(world: World) -> Iterator[tuple[str, Forgery]]:
    """One field of one entry is another."""

    def bad(name: str, about: str, says: str, verb: str, nth: int = 0, **changes: Any) -> tuple[str, Forgery]:
        return name, other(world, "year", about, says, verb, nth, **changes)

    stranger = code_name("stranger")
    yield bad(
        "vote-of-a-stranger",
        "a vote under a name that is not on the roll",
        "The one who acts is not on the roll.",
        "motion.vote",
        by={"name": stranger},
    )
    yield bad(
        "declared-otherwise",
        "a declaration with another number",
        "For for it says 9; the count gives",
        "motion.declare",
        facts={"for": 9},
    )
    yield bad(
        "true-is-not-one",
        "a declaration with true for a number",
        "For against it says False; the count gives 0.",
        "motion.declare",
        facts={"against": False},
    )
    yield bad(
        "carried-without-majority",
        "a change declared carried that is not",
        "For outcome it says lost; the count gives carried.",
        "change.declare",
        facts={"outcome": "lost"},
    )
    yield bad(
        "backwards",
        "a time before that of the entry before it",
        "Times in the record never go backwards.",
        "motion.second",
        time=5,
    )
    early = json.loads(world.leaves[where(world, "motion.second", 0)])["time"]
    yield bad(
        "put-too-early",
        "a motion put to the vote before its debate has lasted",
        "This may be done once 7 days have passed from the debate.",
        "motion.put",
        time=early,
    )
    yield bad(
        "rides-along",
        "a fact that the act does not know",
        "This one also carries note.",
        "motion.second",
        facts={"note": "x"},
    )
    yield bad(
        "sealed",
        "a seal where no rule asks for one",
        "An entry seals words, or relies on other entries, only",
        "motion.table",
        seals=[SEAL],
    )
    yield bad(
        "relies-on-nothing",
        "a reliance where no rule asks for one",
        "An entry seals words, or relies on other entries, only",
        "motion.table",
        relies_on=[0],
    )
    yield bad(
        "other-paragraph",
        "another paragraph than the one that gives the power",
        "it cites rule 4.2; the paragraph that gives the power is 4.1",
        "motion.table",
        rule="4.2",
    )
    yield bad(
        "other-rulebook",
        "another rulebook than the one that applies",
        "it was ruled on under rulebook",
        "motion.table",
        rulebook=SEAL,
    )
    yield bad(
        "signed",
        "a signature that no rule asks for",
        "it carries a signature",
        "motion.second",
        signature="x",
    )
    yield bad(
        "false-secretary",
        "an officer's name that nobody holds",
        "That code name does not hold the office of secretary.",
        "motion.declare",
        by={"role": "secretary", "name": stranger},
    )
    yield bad(
        "named-site",
        "a name for the site",
        "The entry gives a name to the site.",
        "person.erase",
        by={"name": stranger},
    )
    yield bad(
        "no-clerk",
        "a form entered by somebody who is no clerk",
        "The entry names somebody who is not a clerk in office.",
        "member.join",
        1,
        facts={"clerk": stranger},
    )
    yield bad(
        "unlisted-ground",
        "a motion ruled out because somebody does not like it",
        "Only these grounds count",
        "motion.rule_out",
        facts={"ground": "dislike"},
    )
    yield bad(
        "no-such-result",
        "a matter called decided lately, relying on no result",
        "The entry relies on no such result.",
        "motion.rule_out",
        2,
        relies_on=[0],
    )
    yield bad(
        "answer-to-another-debate",
        "an answer to something that is no speech of this debate",
        "is no speech in this debate.",
        "debate.speak",
        1,
        facts={"reply_to": 0},
    )
    yield bad(
        "undecided-branch",
        "a branch opened under another title than was decided",
        "That motion decided something else.",
        "branch.open",
        facts={"title": "Deep South"},
    )
    yield bad(
        "foreign-decision",
        "an appointment in another branch than the one that decided",
        "That was decided in another branch.",
        "office.appoint",
        on=f"office/{NORTH}/treasurer/1",
        facts={"branch": NORTH},
    )


def on_rolls(world: World) -> Iterator[tuple[str, Forgery]]:
    """Rolls and lists that leave somebody out, or let somebody in."""
    index = where(world, "motion.table")
    value = json.loads(world.leaves[index])
    names = world.papers[value["facts"]["roll"]["digest"]].decode().split()
    mine = value["by"]["name"]
    left_out = next(name for name in names if name != mine)
    short = [name for name in names if name != left_out]
    for name, about, says, data in (
        ("roll-too-short", "a roll without one of the members", "It holds", roll_file(short)),
        (
            "roll-doubled",
            "a roll in which a name stands twice",
            "The list is not sorted, or a name stands in it twice.",
            roll_file([*names[:-1], names[0]]),
        ),
    ):
        stated = {"count": len(data.split()), "digest": digest_of(data)}
        forged = other(world, "year", about, says, "motion.table", facts={"roll": stated})
        forged.papers = {digest_of(data): data}
        yield name, forged
    secret = where(world, "motion.declare", 2)
    voters = json.loads(world.leaves[secret])["facts"]["voters"]
    data = roll_file([*world.papers[voters["digest"]].decode().split()[:-1], code_name("stranger")])
    stated = {"count": voters["count"], "digest": digest_of(data)}
    forged = other(
        world,
        "year",
        "a secret ballot in which a stranger voted",
        "Somebody voted who is not on the roll.",
        "motion.declare",
        2,
        facts={"voters": stated},
    )
    forged.papers = {digest_of(data): data}
    yield "stranger-among-the-voters", forged


def after_the_year(world: World) -> Iterator[tuple[str, Forgery]]:
    """What is entered after the last entry, against the rules."""

    def bad(name: str, about: str, says: str, *acts: tuple[Act, str, int]) -> tuple[str, Forgery]:
        return name, more(world, "year", about, says, *acts)

    again = replace(world.tabling(), on="motion/1")
    yield bad(
        "number-taken",
        "a second motion under the number of the first",
        "The record knows motion/1 already.",
        (again, "4.1", 0),
    )
    jump = replace(world.tabling(), on="motion/99")
    yield bad(
        "number-left-out", "a motion that leaves numbers out", "The next is motion 8.", (jump, "4.1", 0)
    )
    resign = world.act("office.resign", f"office/{ROOT}/treasurer/2", world.officer("treasurer", number=2))
    decided = json.loads(world.leaves[where(world, "office.appoint")])["relies_on"]
    twice = world.act("office.appoint", f"office/{ROOT}/treasurer/3", relies_on=decided, **CHAIR)
    yield bad(
        "decision-used-twice",
        "a decision carried out a second time",
        "That decision has been carried out already.",
        (resign, "3.3", 0),
        (twice, "3.2", 0),
    )
    table = world.tabling()
    facts = {"ground": "contrary", "reasons": TEXT, "passkey": True}
    ruled = world.act("motion.rule_out", table.on, world.officer("secretary"), **facts)
    yield bad(
        "after-the-term",
        "an office used after its term",
        "The term of that secretary has ended.",
        (table, "4.1", 200),
        (ruled, "4.3", 1),
    )
    lapsed = world.act("motion.second", "motion/7", world.member("motion/7", 1))
    yield bad("lapsed", "a motion seconded after it has lapsed", "It is: lapsed.", (lapsed, "4.2", 0))
    left = code_name("membership", 9)
    back = world.act("member.move", f"membership/{left}", Actor("member", left), branch=ROOT)
    yield bad("left", "a member who has left moves", "It is: left.", (back, "2.3", 0))
    again = changed(year_founding(world))
    yield bad(
        "founded-twice",
        "the organisation is founded again",
        "The record knows assembly already.",
        (again, "1.5", 0),
    )
    elsewhere = replace(again, on="assembly-2")
    yield bad(
        "founded-elsewhere",
        "a second organisation in the same record",
        "It calls the organisation by another word than assembly.",
        (elsewhere, "1.5", 0),
    )


def year_founding(world: World) -> Act:
    """The founding act of the year, once more."""
    value = json.loads(world.leaves[0])
    papers = {value["facts"]["rulebook"]: world.papers[value["facts"]["rulebook"]]}
    return Act(value["act"], value["on"], Actor("founder"), value["facts"], papers=papers)


def on_rules(world: World) -> Iterator[tuple[str, Forgery]]:
    """Rulebooks that must not come in."""
    third = ("[more than half]{vote.majority}", "[a third]{vote.majority}")
    for name, about, change in (
        ("guarantee-taken", "a rulebook in which a third decides", third),
        ("office-without-end", "a rulebook under which officers stay for ever", ("lasts: office.term\n", "")),
        ("example-fails", "a rulebook whose example comes out otherwise", ("## 2 Members\n", EXAMPLE)),
    ):
        assert change[0] in RULES
        data = RULES.replace("Edition 1.", "Edition 2.").replace(*change).encode()
        says = "A rulebook must read well, keep the floor of guarantees, and pass its own examples."
        facts = {"rulebook": digest_of(data)}
        forged = other(world, "year", about, says, "change.propose", facts=facts)
        forged.papers = {digest_of(data): data}
        yield name, forged
    yield (
        "rulebook-missing",
        other(
            world,
            "year",
            "a change whose text lies nowhere",
            "The paper named under rulebook must lie beside the record.",
            "change.propose",
            facts={"rulebook": SEAL},
        ),
    )


def on_ranks(world: World) -> Iterator[tuple[str, Forgery]]:
    """The record of a resolution with options."""

    def bad(name: str, about: str, says: str, verb: str, nth: int = 0, **changes: Any) -> tuple[str, Forgery]:
        return name, other(world, "ranks", about, says, verb, nth, **changes)

    casting = "an officer named by the rule has the casting vote among them."
    yield bad(
        "casting-by-the-site",
        "a casting vote of nobody",
        casting,
        "motion.declare",
        by={"role": "the site", "name": ""},
    )
    yield bad(
        "casting-for-another",
        "a casting vote for an option that does not remain",
        casting,
        "motion.declare",
        facts={"casting": 3},
    )
    yield bad(
        "too-few-ranks",
        "a ranking that leaves out an option",
        "A vote gives each of the 3 options a rank from 1 to 99, or 0 for none.",
        "motion.vote",
        facts={"ranks": [1, 2]},
    )
    yield bad(
        "no-such-option",
        "a second for an option that is not there",
        "There is no such option.",
        "motion.second",
        facts={"option": 3},
    )
    yield bad(
        "no-such-class",
        "an option of a class that the rulebook does not list",
        "An option belongs to one of these classes",
        "motion.option",
        facts={"class": "royal"},
    )
    yield bad(
        "winner-dropped",
        "an option dropped that was not",
        "For dropped it says [1]; the count gives [].",
        "motion.declare",
        facts={"dropped": [1]},
    )


def files() -> dict[str, bytes]:
    """Every file of the folder, by path."""
    found: dict[str, bytes] = {}
    for name, make in RECORDS.items():
        world = make()
        found[f"good/{name}/entries.jsonl"] = b"".join(data + b"\n" for data in world.leaves)
        for digest, data in world.papers.items():
            found[f"good/{name}/paper/{digest}"] = data
    for name, forged in forgeries():
        assert f"bad/{name}.json" not in found
        found[f"bad/{name}.json"] = forged.as_json()
    return found


def leaves_of(values: list[Any]) -> list[Leaf]:
    """The leaves that a vector spells."""
    return [Leaf.decode(encode(value)) for value in values]


def write() -> None:
    """Write the folder anew."""
    for old in sorted(FOLDER.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    for path, data in files().items():
        place = FOLDER / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


if __name__ == "__main__":
    write()
