"""Membership: joining, moving, leaving; branches; and the erasure of a person, which changes no ruling.

A membership has a code name of its own. It appears in no roll, so that nobody can follow a member from it.
"""

import re

from folkmoot.procedure.act import OutOfOrder, only_facts, say, text_fact
from folkmoot.procedure.case import Case
from folkmoot.procedure.facts import Branch
from folkmoot.procedure.machine import START, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import CODE_NAME

CLASSES = ("membership",)
REASONS = ("request", "retention", "court")
"""What is erased, and lawful reasons: closed lists, so that an erasure says nothing about a person."""
BRANCH_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def branch_id(value: object) -> str:
    """A branch's id: lower-case letters and figures, in words joined by hyphens."""
    if isinstance(value, str) and BRANCH_ID.match(value) and len(value) <= 60:
        return value
    raise OutOfOrder(
        rule="",
        condition=say("A branch is known by lower-case letters and figures, joined by hyphens."),
        fact=say("This one is called: {id}.", id=value),
        cure=say("Give it such an id."),
    )


def admit(matter: Matter, on: str, name: str, branch: str) -> None:
    """Let a membership begin: `name` belongs to `branch` from now on."""
    case = Case(MACHINE, on, branch, matter.book, "member", matter.at, {"joining": matter.at}, mover=name)
    matter.assembly.cases[on] = case
    matter.assembly.branches[branch].members += 1


def _check_joining(matter: Matter) -> None:
    act = matter.act
    only_facts(act.facts, "branch", "way")
    _known_branch(matter)
    name = act.on.removeprefix("membership/")
    if not CODE_NAME.match(name) or act.by.name != name:
        raise matter.refuse(
            say("A membership is named by a code name made for it."),
            say("This entry names it otherwise."),
            say("Make a code name for the membership."),
        )
    if act.facts.get("way") != ("paper" if "clerk" in act.facts else "online"):
        raise matter.refuse(
            say("An entry says whether somebody joined online, or on paper through a clerk."),
            say("It does not fit the one who entered it."),
            say("Say online, or name the clerk and say paper."),
        )


def _known_branch(matter: Matter) -> str:
    branch = text_fact(matter.act.facts, "branch")
    if branch not in matter.assembly.branches:
        raise matter.refuse(
            say("A member belongs to a branch of the organisation."),
            say("There is no branch {branch}.", branch=branch),
            say("Choose one of its branches."),
        )
    return branch


def _join(matter: Matter, index: int) -> None:
    act = matter.act
    admit(matter, act.on, act.on.removeprefix("membership/"), act.facts["branch"])


def _check_moving(matter: Matter) -> None:
    only_facts(matter.act.facts, "branch")
    if matter.case is not None and _known_branch(matter) == matter.case.branch:
        raise matter.refuse(
            say("A member moves to another branch."),
            say("You belong to this branch already."),
            say("Choose another branch."),
        )


def _move(matter: Matter, index: int) -> None:
    assert matter.case is not None
    branches, to = matter.assembly.branches, matter.act.facts["branch"]
    branches[matter.case.branch].members -= 1
    branches[to].members += 1
    matter.case.branch = to


def _check_leaving(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _leave(matter: Matter, index: int) -> None:
    assert matter.case is not None
    matter.assembly.branches[matter.case.branch].members -= 1


def _check_branch(matter: Matter) -> None:
    facts = matter.act.facts
    only_facts(facts, "branch", "title", "parent")
    text_fact(facts, "title")
    new, parent = branch_id(facts.get("branch")), text_fact(facts, "parent")
    if matter.act.on != f"branch/{new}" or new in matter.assembly.branches:
        raise matter.refuse(
            say("A new branch takes an id that is free."),
            say("There is a branch {branch} already, or the entry names another.", branch=new),
            say("Choose another id."),
        )
    if parent not in matter.assembly.branches:
        raise matter.refuse(
            say("A branch hangs from another branch."),
            say("There is no branch {branch}.", branch=parent),
            say("Name one that exists."),
        )


def _open_branch(matter: Matter, index: int) -> None:
    facts, assembly = matter.act.facts, matter.assembly
    assembly.branches[facts["branch"]] = Branch(facts["branch"], facts["title"], facts["parent"])
    assembly.cases[matter.act.on] = Case(
        MACHINE, matter.act.on, facts["parent"], matter.book, "open", matter.at, {"opening": matter.at}
    )


def _check_erasure(matter: Matter) -> None:
    facts = matter.act.facts
    only_facts(facts, "class", "reason")
    if facts.get("class") not in CLASSES or facts.get("reason") not in REASONS:
        raise matter.refuse(
            say("An erasure states what was erased and the lawful reason, and no name."),
            say("This one states something else."),
            say("State class and reason from the list."),
        )
    number = matter.assembly.next_number("erasure")
    if matter.act.on != f"erasure/{number}":
        raise matter.refuse(
            say("Erasures are numbered one by one."),
            say("The next is {number}.", number=number),
            say("Use that number."),
        )


def _erase(matter: Matter, index: int) -> None:
    assembly, on = matter.assembly, matter.act.on
    assembly.numbers["erasure"] = assembly.next_number("erasure")
    assembly.cases[on] = Case(MACHINE, on, assembly.root, matter.book, "erased", matter.at, {})


MACHINE = Machine(
    name="membership",
    title="Membership and branches",
    states=(
        State("member", "A member of a branch."),
        State("left", "No longer a member. One may join again.", final=True),
        State("open", "The branch is open.", final=True),
        State("erased", "A person's data have been destroyed.", final=True),
    ),
    rows=(
        Row("member.join", (START,), "member", _check_joining, _join, entitled="none"),
        Row("member.move", ("member",), "", _check_moving, _move, entitled="mover"),
        Row("member.leave", ("member",), "left", _check_leaving, _leave, entitled="mover"),
        Row("branch.open", (START,), "open", _check_branch, _open_branch, entitled="decision"),
        Row("person.erase", (START,), "erased", _check_erasure, _erase, entitled="unnamed"),
    ),
)
