"""The founding act, the first entry: it adopts the rulebook, and names branches, founders and officers.

The founding officers hold their offices only for the term that the rulebook sets (`lasts`).
"""

from typing import Any

from folkmoot.procedure.act import OutOfOrder, list_fact, only_facts, say, text_fact
from folkmoot.procedure.case import Case
from folkmoot.procedure.facts import Branch
from folkmoot.procedure.machine import START, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.membership import admit, branch_id
from folkmoot.procedure.office import take_office
from folkmoot.procedure.roll import CODE_NAME


def _check_founding(matter: Matter) -> None:
    facts = matter.act.facts
    only_facts(facts, "name", "rulebook", "branches", "founders", "offices")
    text_fact(facts, "name")
    if matter.act.on != "assembly":
        raise _misfounded(say("It calls the organisation by another word than assembly."))
    branches = [_map(each, "id", "title", "parent") for each in list_fact(facts, "branches")]
    ids = [branch_id(each["id"]) for each in branches]
    known = {""}
    for each in branches:
        if each["parent"] not in known or (each["parent"] == "") != (len(known) == 1) or not each["title"]:
            raise _misfounded(say("Branch {id} hangs from none that was named before it.", id=each["id"]))
        known.add(each["id"])
    codes = [_map(each, "name", "branch") for each in list_fact(facts, "founders")]
    offices = [_map(each, "office", "branch", "name") for each in list_fact(facts, "offices")]
    names = [each["name"] for each in (*codes, *offices)]
    places = [(each["office"], each["branch"]) for each in offices]
    if not branches or not codes or len(set(ids)) < len(ids) or len(set(names)) < len(names):
        raise _misfounded(say("A branch or a code name is missing or stands twice."))
    if any(not CODE_NAME.match(name) for name in names) or len(set(places)) < len(places):
        raise _misfounded(say("A code name has another form, or an office is given twice."))
    if matter.act.by.name not in {"", *(each["name"] for each in codes)}:
        raise _misfounded(say("It is signed by nobody whom it names as a founder."))
    if any(each["branch"] not in ids for each in (*codes, *offices)):
        raise _misfounded(say("A founder or an officer belongs to no branch that was named."))
    if any(each["office"] not in matter.book.offices for each in offices):
        raise _misfounded(say("An office is named that the rulebook does not know."))


def _map(value: Any, *keys: str) -> dict[str, str]:
    if (
        not isinstance(value, dict)
        or set(value) != set(keys)
        or not all(isinstance(v, str) for v in value.values())
    ):
        raise _misfounded(say("A line of it does not hold just these: {keys}.", keys=", ".join(keys)))
    return value


def _misfounded(fact: str) -> OutOfOrder:
    return OutOfOrder(
        rule="",
        condition=say("The founding act names the branches, the founders and the first officers, each once."),
        fact=fact,
        cure=say("Put it right and found the organisation again."),
    )


def _found(matter: Matter, index: int) -> None:
    assembly, facts, at = matter.assembly, matter.act.facts, matter.at
    assembly.name = facts["name"]
    assembly.books.append((at, matter.book))
    assembly.known_books[matter.book.digest] = matter.book
    for each in facts["branches"]:
        assembly.branches[each["id"]] = Branch(each["id"], each["title"], each["parent"])
    assembly.root = facts["branches"][0]["id"]
    assembly.cases["assembly"] = Case(
        MACHINE, "assembly", assembly.root, matter.book, "founded", at, {"founding": at}
    )
    for each in facts["founders"]:
        admit(matter, "membership/" + each["name"], each["name"], each["branch"])
    for each in facts["offices"]:
        take_office(matter, f"office/{each['branch']}/{each['office']}/1", each, matter.power.lasts)


MACHINE = Machine(
    name="assembly",
    title="The organisation",
    states=(State("founded", "It exists, and its rulebook is in force.", final=True),),
    rows=(
        Row(
            "assembly.found", (START,), "founded", _check_founding, _found, entitled="none", brings_book=True
        ),
    ),
)
