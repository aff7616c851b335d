"""A page of Markdown as this house writes it, with the id of each clause; read by the ground floor."""

import re
from collections.abc import Callable, Container
from dataclasses import replace

from folkmoot.procedure.act import say
from folkmoot.site.plan.files.characters import cleaned
from folkmoot.site.plan.files.findings import Findings, refuse
from folkmoot.site.plan.files.shaping import MOST_CLAUSES, MOST_WORDS, Imported
from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.page import page
from folkmoot.texts.plain import read_plain

_BESIDE = re.compile(r"(?:^|[ ])\{#[a-z0-9-]+(?: (?:\.[a-z-]+|[a-z]+=\"[^\"]*\"))*\}[ \t]*$")
_REFERENCE = re.compile(r"\{clause:([a-z0-9][a-z0-9-]{0,63})\}")


def write(revision: Revision) -> bytes:
    """The text as a page of Markdown with the id of each clause."""
    return page(revision).encode()


def is_page(text: str) -> bool:
    """Whether a page says which id its paragraphs have: one of them, or all its headings."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and lines[0].startswith("# "):
        del lines[0]
    headings = [line for line in lines if line.startswith("#")]
    if headings and all(map(_BESIDE.search, headings)):
        return True
    return any(_BESIDE.search(line) for line in lines if not line.startswith("#"))


def page_read(text: str, findings: Findings, ids: Callable[[], str], keep: Container[str] = ()) -> Imported:
    """The text on such a page, with new ids but for those in `keep`. Raises `OutOfOrder`."""
    try:
        plain = read_plain(cleaned(text, findings).replace("\t", "    "))
    except BadText as fault:
        refuse(
            say("A page that names its clauses is read as it was written."),
            say("This one is not: {fault}", fault=str(fault)),
            say("Mend that line, or take out all marks in braces, and choose the file again."),
        )
    clauses = list(plain.revision.walk())
    if len(clauses) > MOST_CLAUSES or len(text.split()) > MOST_WORDS + 2 * len(clauses):
        refuse(
            say(
                "A text has at most {most} words, in {clauses} clauses.",
                most=f"{MOST_WORDS:,}",
                clauses=MOST_CLAUSES,
            ),
            say("This file has more."),
            say("Look whether it is the right file, or divide it into several texts."),
        )
    named: dict[str, str] = {}
    for clause in clauses:
        if clause.id in plain.known and clause.id in keep:
            named[clause.id] = clause.id
    used = set(named.values())
    for clause in clauses:
        if clause.id not in named:
            while (id := ids()) in used:
                pass
            used.add(id)
            named[clause.id] = id
    return Imported(renamed(plain.revision, named), findings.all())


def renamed(revision: Revision, named: dict[str, str]) -> Revision:
    """The same text with other ids, also where one clause refers to another."""

    def words(said: str) -> str:
        return _REFERENCE.sub(lambda found: f"{{clause:{named.get(found[1], found[1])}}}", said)

    def clause(each: Clause) -> Clause:
        return replace(
            each,
            id=named[each.id],
            heading=words(each.heading),
            body=words(each.body),
            tail=words(each.tail),
            children=tuple(map(clause, each.children)),
        )

    return Revision(revision.title, tuple(map(clause, revision.clauses)))
