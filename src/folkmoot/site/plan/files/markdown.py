"""Reads Markdown: a page of this house with its ids, or anybody else's, parsed by markdown-it.

A page of ours is read by the ground floor (`folkmoot.texts.plain`), so that a site and an auditor read the
same. In others' Markdown indented paragraphs are paragraphs, and HTML is named and not taken in.
"""

import html
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from folkmoot.procedure.act import say
from folkmoot.site.plan.files import markup
from folkmoot.site.plan.files.findings import Findings, Level, after, at, refuse
from folkmoot.site.plan.files.lines import NUMBER
from folkmoot.site.plan.files.numbers import typed
from folkmoot.site.plan.files.pages import is_page, page_read
from folkmoot.site.plan.files.paragraphs import Note, Paragraph, Sentence
from folkmoot.site.plan.files.sentence import Run, address, words
from folkmoot.site.plan.files.shaping import Imported, shaped

_FRONT = re.compile(r"\A---[ \t]*\n(?P<said>(?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"(?m)^title:[ \t]*(['\"]?)(?P<title>.+?)\1[ \t]*$")
_NOTE = re.compile(r"(?m)^\[\^(?P<name>[^\]\s]{1,40})\]:[ \t]*(?P<said>[^\n]*(?:\n(?:[ \t]{2,}[^\n]*))*)\n?")
_CALL = re.compile(r"\[\^([^\]\s]{1,40})\]")
_ANCHOR = re.compile(r"\s*\{(?P<said>[^{}\n]{1,300})\}\s*$")
_DEEP = re.compile(r"(?m)^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]?){60}")
_SOFT = "\x1f"
"""Stands for the end of a line of the file until it is known whether a new paragraph begins behind it."""
MOST_DEEP = 100_000
"""Nesting at which the parser would stop and drop the rest; Python refuses long before."""
MOST_NOTES = 20
"""Notes that call one another."""


def read(
    text: str, name: str, findings: Findings, ids: Callable[[], str], keep: Container[str] = ()
) -> Imported:
    """The text on a page of Markdown, with line ends of one kind."""
    if is_page(text):
        return page_read(text, findings, ids, keep)
    if _DEEP.search(text):
        _too_deep()
    try:
        return shaped(_Reader(findings).paragraphs(text), findings, name, ids, keep)
    except RecursionError:
        _too_deep()


def _too_deep() -> NoReturn:
    refuse(
        say("Lists and quotations stand inside one another at most some dozens deep."),
        say("In this file they go deeper."),
        say("Look whether it is the right file, or take out some of them."),
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MOST_DEEP})
    parser.enable(["table", "strikethrough"]).disable("code")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@dataclass(frozen=True)
class _Marks:
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    clause: str = ""


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.notes: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.used: set[str] = set()
        self.here = ""
        self.lists = 0
        self.deep = 0
        self.parser = _parser()

    def paragraphs(self, text: str) -> Iterator[Paragraph]:
        text, title = self.front(text)
        if title:
            yield Paragraph("title", (Run(title),))
        self.notes = {found["name"]: found["said"] for found in _NOTE.finditer(text)}
        text = _NOTE.sub("\n", text)
        environment: dict[str, dict[str, dict[str, str]]] = {}
        tree = SyntaxTreeNode(self.parser.parse(text, environment))
        yield from self.blocks(tree.children, 0)
        self.unused(environment)

    def front(self, text: str) -> tuple[str, str]:
        """The text behind what stands at its head between two lines of hyphens, and the title in that."""
        found = _FRONT.match(text)
        if not found or not re.search(r"(?m)^\w[\w -]*:", found["said"]):
            return text, ""
        title = _TITLE.search(found["said"])
        rest = " · ".join(
            line.strip()
            for line in found["said"].splitlines()
            if line.strip() and not line.startswith("title:")
        )
        if rest:
            self.findings.add(
                Level.LEFT_OUT, after(""), _("What the file says of itself: {words}").format(words=rest)
            )
        return text[found.end() :], title["title"] if title else ""

    # Blocks

    def blocks(self, nodes: list[SyntaxTreeNode], level: int) -> Iterator[Paragraph]:
        for node in nodes:
            kind = node.type
            if kind == "heading":
                yield self.heading(node)
            elif kind == "paragraph":
                yield from _lines(self.sentence("plain", node))
            elif kind in ("bullet_list", "ordered_list"):
                yield from self.listed(node, level)
            elif kind == "blockquote":
                for each in self.blocks(node.children, level):
                    yield replace(each, shape="quote") if each.shape == "plain" else each
            elif kind == "table":
                yield self.table(node)
            elif kind in ("fence", "code_block"):
                yield self.code(node)
            elif kind == "html_block":
                yield from self.html(node.content)
            elif kind == "hr":
                self.findings.count("rules", after(self.here))
            else:
                self.findings.add(
                    Level.REFUSED, after(self.here), _("Something unknown: {it}").format(it=kind)
                )

    def heading(self, node: SyntaxTreeNode) -> Paragraph:
        inline = node.children[0] if node.children else None
        content = inline.content if inline else ""
        anchor = _ANCHOR.search(content)
        said = anchor["said"].split() if anchor else []
        anchors: tuple[str, ...] = ()
        if anchor and said[:1] and said[0].startswith(("#", ".", "-")):
            content = content[: anchor.start()]
            anchors = tuple(each[1:] for each in said if each.startswith("#"))
            rest = " ".join(each for each in said if not each.startswith("#"))
            if rest:
                self.findings.add(
                    Level.LEFT_OUT, at(content), _("A remark for programs: {words}").format(words=rest)
                )
            runs, notes = self.inline_text(content)
        else:
            runs, notes = self.inline(inline)
        runs = _soft(runs)
        slug = re.sub(r"[^\w\- ]", "", words(runs).lower()).strip().replace(" ", "-")
        self.here = words(runs) or self.here
        level = int(node.tag[1:])
        return Paragraph("heading", runs, level, anchors=(*anchors, slug), notes=notes)

    def sentence(self, shape: str, node: SyntaxTreeNode, **more: object) -> Paragraph:
        runs, notes = self.inline(node.children[0] if node.children else None)
        self.here = words(runs).replace(_SOFT, " ") or self.here
        return Paragraph(shape, runs if shape == "plain" else _soft(runs), notes=notes, **more)  # type: ignore[arg-type]

    def listed(self, node: SyntaxTreeNode, level: int) -> Iterator[Paragraph]:
        self.lists += 1
        name = f"list {self.lists}"
        figures = node.type == "ordered_list"
        start = int(node.attrs.get("start", 1)) if figures else 0
        for place, item in enumerate(node.children):
            number = f"{start + place}." if figures else "•"
            head, rest = item.children[:1], item.children[1:]
            more = {"level": level, "number": number, "series": name}
            shape = "number" if figures else "item"
            if head and head[0].type == "paragraph":
                yield self.sentence(shape, head[0], **more)
            else:
                rest = item.children
                if not rest:
                    continue
                yield Paragraph(shape, (Run("\u2026"),), level, number, name)  # type: ignore[arg-type]
            for each in self.blocks(rest, level + 1):
                yield replace(each, shape="quote") if each.shape == "plain" else each

    def table(self, node: SyntaxTreeNode) -> Paragraph:
        notes: tuple[Note, ...] = ()
        rows = []
        for part in node.children:
            for row in part.children:
                cells = []
                for cell in row.children:
                    runs, more = self.inline(cell.children[0] if cell.children else None)
                    cells.append(_soft(runs))
                    notes += more
                rows.append(tuple(cells))
        return Paragraph("table", rows=tuple(rows), notes=notes)

    def code(self, node: SyntaxTreeNode) -> Paragraph:
        self.findings.count("code", after(self.here))
        return Paragraph("quote", (Run(node.content.rstrip("\n")),))

    def html(self, content: str) -> Iterator[Paragraph]:
        """Words between tags as paragraphs; what is hidden in them is named."""
        for part in re.split(r"\n\s*\n", markup.bare(content, self.findings, after(self.here))):
            if part.strip():
                yield Paragraph("plain", (Run(" ".join(html.unescape(part).split())),))

    def unused(self, environment: dict[str, dict[str, dict[str, str]]]) -> None:
        """Name notes and addresses that are defined and that nothing in the text calls."""
        for name, said in self.notes.items():
            if name not in self.numbers:
                self.findings.add(
                    Level.LEFT_OUT, "", _("A note that nothing refers to: {words}").format(words=said.strip())
                )
        for name, found in environment.get("references", {}).items():
            if found["href"] not in self.used:
                self.findings.add(
                    Level.LEFT_OUT,
                    "",
                    _("An address that nothing refers to: {name}, {address}").format(
                        name=name.lower(), address=found["href"]
                    ),
                )

    # Sentences

    def inline_text(self, content: str) -> tuple[Sentence, tuple[Note, ...]]:
        tokens: list[Token] = []
        self.parser.inline.parse(content, self.parser, {}, tokens)
        return self.runs(tokens)

    def inline(self, node: SyntaxTreeNode | None) -> tuple[Sentence, tuple[Note, ...]]:
        if node is None or node.token is None:
            return (), ()
        return self.runs(node.token.children or [])

    def runs(self, tokens: list[Token]) -> tuple[Sentence, tuple[Note, ...]]:
        content = "".join(" " if token.type == "softbreak" else token.content for token in tokens)
        found: list[Run] = []
        notes: list[Note] = []
        marks = [_Marks()]
        for token in tokens:
            now, kind = marks[-1], token.type
            if kind == "text":
                self.words(token.content, now, found, notes)
            elif kind == "softbreak":
                found.append(_run(_SOFT, now))
            elif kind == "hardbreak":
                found.append(_run("\n", now))
            elif kind == "em_open":
                marks.append(replace(now, emphasis=True))
            elif kind == "strong_open":
                marks.append(replace(now, strong=True))
            elif kind == "s_open":
                self.findings.count("struck", at(content))
                marks.append(now)
            elif kind == "link_open":
                marks.append(self.link(str(token.attrs.get("href", "")), now, content))
            elif kind in ("em_close", "strong_close", "s_close", "link_close"):
                marks.pop()
            elif kind == "code_inline":
                self.findings.count("code", at(content))
                found.append(_run(token.content, now))
            elif kind == "image":
                self.used.add(str(token.attrs.get("src", "")))
                self.here = self.here if not found else words(found)
                markup.picture(
                    token.content, str(token.attrs.get("src", "")), self.findings, after(self.here)
                )
            elif kind == "html_inline":
                found.append(
                    _run(
                        html.unescape(markup.bare(token.content, self.findings, after(self.here))).strip(" "),
                        now,
                    )
                )
            else:
                self.findings.add(Level.REFUSED, at(content), _("Something unknown: {it}").format(it=kind))
                found.append(_run(token.content, now))
        return _referring(found), tuple(notes)

    def words(self, text: str, now: _Marks, found: list[Run], notes: list[Note]) -> None:
        """Words, and in them the calls of notes."""
        end = 0
        for call in _CALL.finditer(text):
            if call[1] not in self.notes or self.deep >= MOST_NOTES:
                continue
            new = call[1] not in self.numbers
            number = self.numbers.setdefault(call[1], str(len(self.numbers) + 1))
            found.append(_run(text[end : call.start()] + f"[{number}]", now))
            end = call.end()
            if new and self.deep < MOST_NOTES:
                self.deep += 1
                said = " ".join(self.notes[call[1]].split())
                runs, more = self.inline_text(said)
                self.deep -= 1
                notes += [Note(number, _soft(runs)), *more]
        found.append(_run(text[end:], now))

    def link(self, given: str, now: _Marks, content: str) -> _Marks:
        self.used.add(given)
        if given.startswith("#"):
            return replace(now, clause=given[1:])
        kept = address(given)
        if not kept:
            self.findings.add(
                Level.CHANGED,
                at(content),
                _(
                    "A link leads to no web page and no mailbox; its words stay, its address was: {address}"
                ).format(address=given),
            )
        return replace(now, link=kept)


def _run(text: str, marks: _Marks) -> Run:
    """Words under marks; of a link inside the text, its anchor is noted until it is whole."""
    return Run(text, marks.emphasis, marks.strong, marks.link, marks.clause)


def _referring(runs: list[Run]) -> Sentence:
    """Runs in which a link to a place of the text is a reference only if its words are a number."""
    found: list[Run] = []
    for run in runs:
        if run.clause and not NUMBER.fullmatch(run.text.strip()):
            run = replace(run, clause="")
        if run.text or run.clause:
            found.append(run)
    return tuple(found)


def _soft(runs: Sentence) -> Sentence:
    return tuple(replace(run, text=run.text.replace(_SOFT, " ")) for run in runs)


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph, or several where a line with a number follows one that ends a thought."""
    pieces: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *others = run.text.split(_SOFT)
        pieces[-1].append(replace(run, text=first))
        pieces += [[replace(run, text=each)] for each in others]
    said: list[Sentence] = []
    for piece in pieces:
        new = any(each.sure for each in typed(words(piece)))
        if said and not (new and words(said[-1]).rstrip().endswith((".", ";", ":", ",", " and", " or"))):
            said[-1] = (*said[-1], Run(" "), *piece)
        else:
            said.append(tuple(piece))
    for place, runs in enumerate(said):
        yield replace(paragraph, runs=runs, notes=paragraph.notes if place == len(said) - 1 else ())


def decoded(data: bytes) -> str:
    """The words in a file, in UTF-8, with line ends of one kind. Raises `OutOfOrder`."""
    condition = say("A text is taken in as UTF-8.")
    cure = say("Save it anew with the encoding UTF-8, and choose that.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(condition, say("This one is in UTF-16."), cure)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        refuse(condition, say("This one is not, as line {line} shows.", line=line), cure)
    return text.replace("\r\n", "\n").replace("\r", "\n")
