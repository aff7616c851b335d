"""A rulebook as a text of clauses, and back: so that rules are amended like any other text.

A paragraph is a clause, and each block under it a clause below that one: a rule changes with its sentence.
Where a sentence names another paragraph it refers to that clause, so that what is printed is the number that
the paragraph has then.
"""

import re
from collections.abc import Iterator

from folkmoot.texts.clause import Clause, Revision

BLOCKS = ("rule", "holidays", "examples")
_CHAPTER = re.compile(r"## [0-9]+ (.*)")
_PARAGRAPH = re.compile(r"([0-9]+\.[0-9]+) (.*)")
_NUMBER = re.compile(r"(?<![\w.])([0-9]+)\.([0-9]+)(?![\w]|\.[0-9])")
_REFERENCE = re.compile(r"\{clause:([a-z0-9-]+)\}")


def as_revision(text: str) -> Revision:
    """The text of clauses in a rulebook that reads well (`folkmoot.rulebook.parse`)."""
    title, *lines = text.rstrip("\n").split("\n")
    parts = list(_parts(lines))
    known = {name for kind, name, _words in parts if kind == "paragraph"}

    def words(said: list[str]) -> str:
        return _NUMBER.sub(lambda found: _refer(found, known), "\n".join(said))

    preface: list[Clause] = []
    chapters: list[tuple[str, list[Clause]]] = []
    for kind, name, said in parts:
        here = chapters[-1][1] if chapters else preface
        if kind == "chapter":
            chapters.append((name, []))
        elif kind == "paragraph":
            here.append(Clause(_id(name), "clause", body=words(said)))
        elif kind == "under":
            over = here[-1]
            id = f"{over.id}-{name}-{len(over.children) + 1}"
            here[-1] = _with_children(over, (*over.children, Clause(id, name, "", body=words(said))))
        else:
            id = f"c{len(chapters)}-{name or 'words'}-{len(here) + 1}"
            here.append(Clause(id, name or "flush", "", body=words(said)))
    sections = (
        Clause(f"c{number}", "section", heading=heading, children=tuple(clauses))
        for number, (heading, clauses) in enumerate(chapters, start=1)
    )
    return Revision(title.removeprefix("# "), (*preface, *sections))


def as_rulebook(revision: Revision) -> str:
    """The rulebook that a text of clauses says, with chapters and paragraphs numbered as they stand now."""
    sections = [each for each in revision.clauses if each.kind == "section"]
    numbers = {
        clause.id: f"{chapter}.{paragraph}"
        for chapter, section in enumerate(sections, start=1)
        for paragraph, clause in enumerate(_paragraphs(section), start=1)
    }

    def words(clause: Clause) -> str:
        return _REFERENCE.sub(lambda found: numbers.get(found[1], found[0]), clause.body)

    pieces = [f"# {revision.title}"]
    preface = [each for each in revision.clauses if each.kind != "section"]
    pieces[0] += "".join(f"\n{words(each)}" for each in preface)
    for chapter, section in enumerate(sections, start=1):
        pieces.append(f"## {chapter} {section.heading}")
        for clause in section.children:
            if clause.kind in BLOCKS:
                pieces.append(_fenced(clause.kind, words(clause)))
                continue
            head = f"{numbers[clause.id]} {words(clause)}" if clause.kind == "clause" else words(clause)
            blocks = [_fenced(block.kind, words(block)) for block in clause.children]
            pieces.append("\n".join([head, *blocks]))
    return "\n\n".join(pieces) + "\n"


def _parts(lines: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """The parts of a rulebook in order: kind, name, lines. A block under a paragraph follows it at once; one
    after an empty line stands by itself in the chapter."""
    kind, name, said = "", "", list[str]()
    fenced, loose = "", True
    for line in lines:
        if fenced:
            if line.startswith("```"):
                yield "block" if loose else "under", fenced, said
                fenced, kind, said, loose = "", "", [], False
            else:
                said.append(line)
            continue
        chapter, paragraph, fence = _CHAPTER.match(line), _PARAGRAPH.match(line), line.startswith("```")
        if (chapter or paragraph or fence or not line) and said:
            yield kind, name, said
            kind, said = "", []
        if chapter:
            yield "chapter", chapter[1], []
        elif paragraph:
            kind, name, said = "paragraph", paragraph[1], [paragraph[2]]
        elif fence:
            fenced = line.removeprefix("```")
        elif line:
            kind, name = kind or "words", name if kind else ""
            said.append(line)
        if not fence:
            loose = not line
    if said:
        yield kind, name, said


def _paragraphs(section: Clause) -> Iterator[Clause]:
    return (clause for clause in section.children if clause.kind == "clause")


def _with_children(clause: Clause, children: tuple[Clause, ...]) -> Clause:
    return Clause(clause.id, clause.kind, clause.label, clause.heading, clause.body, clause.tail, children)


def _id(number: str) -> str:
    return f"p{number.replace('.', '-')}"


def _refer(found: re.Match[str], known: set[str]) -> str:
    return f"{{clause:{_id(found[0])}}}" if found[0] in known else found[0]


def _fenced(kind: str, body: str) -> str:
    return f"```{kind}\n{body}\n```"
