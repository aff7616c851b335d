"""From the paragraphs of a file to a text of clauses.

A heading begins a section, in the ones over it. Under a heading each paragraph is a numbered clause, unless
the file numbers some of them: then the others are words without a number. A list hangs under the paragraph
that introduces it. A number is taken off where the text counts the same by itself; one typed by hand that
does not fit stays, as a fixed label.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from folkmoot.procedure.act import say
from folkmoot.site.plan.files import numbering, settling
from folkmoot.site.plan.files.findings import Finding, Findings, Level, refuse
from folkmoot.site.plan.files.nodes import CLAUSES, DEEPEST, ITEMS, Node
from folkmoot.site.plan.files.numbers import Typed, typed
from folkmoot.site.plan.files.paragraphs import Paragraph
from folkmoot.site.plan.files.sentence import drop
from folkmoot.texts.clause import Revision

MOST_WORDS = 200_000
MOST_CLAUSES = 20_000


@dataclass(frozen=True)
class Imported:
    """A text as it was read from a file, and what a person should know before it is used."""

    revision: Revision
    findings: tuple[Finding, ...] = ()


@dataclass
class Shaping:
    """The text as far as it has been read. `open`: the clause read last, after those over it."""

    findings: Findings
    title: str = ""
    top: list[Node] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    points: set[str] = field(default_factory=set)
    bases: dict[str, int] = field(default_factory=dict)
    before: str = ""
    count: int = 0

    def take(self, paragraph: Paragraph) -> None:
        """One paragraph more. Raises `OutOfOrder` where it would be too many."""
        if paragraph.shape == "title" and not self.title:
            self.title = " ".join(paragraph.text.split())
            return
        if not (paragraph.text.strip() or paragraph.own or paragraph.notes or paragraph.rows):
            return
        if paragraph.own:
            self._own(paragraph)
        else:
            getattr(self, f"_{paragraph.shape}")(paragraph)
        self.before = paragraph.text.rstrip()

    # What this house wrote

    def _own(self, paragraph: Paragraph) -> None:
        own = paragraph.own
        assert own
        last = self.open[-1] if self.open else None
        same = (
            last is not None
            and (last.rank, last.kind) == (own.depth, own.kind)
            and bool(last.heading and not last.body and not last.children)
        )
        if own.part == "tail" or (own.part == "body" and not own.opens and same):
            self._close(own.depth + 1)
            if self.open and self.open[-1].rank == own.depth:
                self.open[-1].take(own.part, paragraph)
                return
        self._close(own.depth)
        self._push(Node(own.kind, own.depth, own=True, label=own.label), paragraph, own.part)

    # What others wrote

    def _title(self, paragraph: Paragraph) -> None:
        self._heading(paragraph)

    def _heading(self, paragraph: Paragraph) -> None:
        level = max(paragraph.level, 1)
        self._close(level)
        node = Node("section", level, number=paragraph.number)
        self._push(node, self._unnumbered(node, paragraph, ("figures",)), "heading")

    def _plain(self, paragraph: Paragraph) -> None:
        readings = typed(paragraph.text)
        figures = next((each for each in readings if each.scheme == "figures"), None)
        points = [each for each in readings if each.scheme != "figures"]
        if points:
            self._typed_item(paragraph, points)
        elif figures and self._introduces("figures typed"):
            self._typed_item(paragraph, [figures])
        elif figures:
            self._close_over(figures)
            node = Node("clause", self.open[-1].rank + 1 if self._in_clause() else CLAUSES)
            self._push(node, self._unnumbered(node, paragraph, ("figures",)))
        elif not self._is_tail(paragraph):
            self.points.discard("figures typed")
            self._close_to_section()
            self._push(Node("clause", CLAUSES), paragraph)

    def _number(self, paragraph: Paragraph) -> None:
        if self._introduces(paragraph.series):
            self._item(paragraph)
            return
        rank = CLAUSES + paragraph.level
        self._close_clauses(rank)
        self._push(Node("clause", rank, number=paragraph.number, series=paragraph.series), paragraph)

    def _item(self, paragraph: Paragraph) -> None:
        last = self.open[-1] if self.open else None
        if paragraph.series not in self.bases:
            nested = last is not None and last.kind == "item" and self.before.endswith(":")
            self.bases[paragraph.series] = (last.rank + 1 - paragraph.level) if nested and last else ITEMS
        rank = max(self.bases[paragraph.series] + paragraph.level, ITEMS)
        self._close(rank)
        self._push(Node("item", rank, number=paragraph.number, series=paragraph.series), paragraph)

    def _typed_item(self, paragraph: Paragraph, readings: list[Typed]) -> None:
        """An item whose number is typed: in the list that is open, or in a new one below."""
        chosen = readings[0]
        lists = [node for node in self.open if node.kind == "item"]
        for node in reversed(lists):
            going_on = [each for each in readings if f"{each.scheme} typed" == node.series]
            if going_on:
                chosen, rank = going_on[0], node.rank
                break
        else:
            begins = [each for each in readings if each.bare in ("i", "a", "A", "1")]
            chosen = begins[-1] if begins and lists else chosen
            rank = lists[-1].rank + 1 if lists else ITEMS
        self._close(rank)
        node = Node("item", rank, series=f"{chosen.scheme} typed")
        if chosen.scheme == "bullet":
            node.number = "•"
            paragraph = settling.with_runs(paragraph, drop(paragraph.runs, chosen.length))
        else:
            paragraph = self._unnumbered(node, paragraph, (chosen.scheme,))
        self._push(node, paragraph)

    def _quote(self, paragraph: Paragraph) -> None:
        self.findings.count("quote", settling.place(paragraph))
        self._hang(Node("flush", DEEPEST), paragraph)

    def _table(self, paragraph: Paragraph) -> None:
        last = self.open[-1] if self.open else None
        if last and last.own and last.kind == "table" and not (last.rows or last.body or last.tail):
            last.take("body", paragraph)
            return
        if not self.before.endswith(":"):
            self._close_to_section()
        self._hang(Node("table", DEEPEST), paragraph)

    # Where a clause hangs

    def _introduces(self, series: str) -> bool:
        """Whether a list in figures is one of points: it goes on as such, or a colon stands before it."""
        if series in self.points:
            return True
        new = bool(self.open) and self.open[-1].kind != "section" and self.open[-1].series != series
        if new and self.before.endswith(":"):
            self.points.add(series)
            return True
        return False

    def _is_tail(self, paragraph: Paragraph) -> bool:
        """Whether the sentence of an open list goes on after it, in small letters."""
        if not paragraph.text.lstrip()[:1].islower() or not self.open or self.open[-1].kind != "item":
            return False
        owner = next((node for node in reversed(self.open) if node.kind != "item"), None)
        if owner is None or owner.kind == "section" or owner.tail:
            return False
        self._close(ITEMS)
        owner.take("tail", paragraph)
        return True

    def _unnumbered(self, node: Node, paragraph: Paragraph, schemes: tuple[str, ...]) -> Paragraph:
        """The paragraph without the number typed before it; the node remembers that."""
        found = next((each for each in typed(paragraph.text) if each.scheme in schemes), None)
        if found is None or len(paragraph.text) <= found.length:
            return paragraph
        node.typed, node.whole = found, paragraph.runs
        return settling.with_runs(paragraph, drop(paragraph.runs, found.length))

    def _close(self, rank: int) -> None:
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()

    def _close_clauses(self, rank: int) -> None:
        """Close what a numbered clause of this rank does not hang under, such as one that has no number."""
        while self.open and self.open[-1].kind != "section":
            last = self.open[-1]
            if last.rank < rank and last.kind == "clause" and last.numbered and not last.own:
                break
            self.open.pop()

    def _close_over(self, number: Typed) -> None:
        """Close what a clause with a typed number does not hang under: 1.2.3 hangs under clause 1.2."""
        above = ".".join(number.parts[:-1])
        while self._in_clause():
            last = self.open[-1].typed
            if above and last is not None and last.bare == above:
                break
            self.open.pop()

    def _in_clause(self) -> bool:
        return bool(self.open) and self.open[-1].kind != "section"

    def _close_to_section(self) -> None:
        while self.open and self.open[-1].kind != "section":
            self.open.pop()

    def _push(self, node: Node, paragraph: Paragraph, part: str = "body") -> None:
        if len(self.open) > 19:
            self.findings.add(
                Level.CHANGED,
                settling.place(paragraph),
                _("This was more than 20 deep under other paragraphs, and stands less deep now."),
            )
            del self.open[19:]
        self._add(node, paragraph, part)
        self.open.append(node)

    def _hang(self, node: Node, paragraph: Paragraph) -> None:
        if len(self.open) > 19:
            del self.open[19:]
        self._add(node, paragraph, "body")

    def _add(self, node: Node, paragraph: Paragraph, part: str) -> None:
        self.count += 1
        if self.count > MOST_CLAUSES:
            refuse(
                say("A text has at most {most} clauses.", most=MOST_CLAUSES),
                say("This file has more."),
                say("Look whether it is the right file, or divide it into several texts."),
            )
        (self.open[-1].children if self.open else self.top).append(node)
        node.take(part, paragraph)


def shaped(
    paragraphs: Iterable[Paragraph],
    findings: Findings,
    name: str,
    ids: Callable[[], str],
    keep: Container[str] = (),
) -> Imported:
    """The text that these paragraphs make; see `reading.read`."""
    shaping = Shaping(findings)
    told = 0
    for paragraph in titled(headed(list(paragraphs), findings)):
        told += len(paragraph.text.split())
        if told > MOST_WORDS:
            refuse(
                say("A text has at most {most} words.", most=f"{MOST_WORDS:,}"),
                say("This file has more."),
                say("Look whether it is the right file, or divide it into several texts."),
            )
        shaping.take(paragraph)
    numbering.unnumber(shaping.top)
    numbering.fit(shaping.top, findings)
    return Imported(settling.settled(shaping.title, shaping.top, findings, name, ids, keep), findings.all())


def headed(paragraphs: list[Paragraph], findings: Findings) -> list[Paragraph]:
    """The paragraphs. Where no style says what is a heading, short lines in bold are; larger ones higher."""
    if any(each.shape == "heading" or each.own for each in paragraphs):
        return paragraphs

    def stands_out(each: Paragraph) -> bool:
        text = each.text.strip()
        return (
            bool(each.size and each.shape == "plain" and len(text.split()) <= 12) and text[-1:] not in ".;,"
        )

    sizes = sorted({each.size for each in paragraphs if stands_out(each)}, reverse=True)
    found = []
    for each in paragraphs:
        if stands_out(each):
            findings.count("heading", settling.place(each))
            each = replace(each, shape="heading", level=sizes.index(each.size) + 1)
        found.append(each)
    return found


def titled(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with the one heading of the first rank as the title, where it begins the text."""
    if any(each.shape == "title" for each in paragraphs):
        return paragraphs
    spoken = [each for each in paragraphs if each.text.strip()]
    headings = [each for each in spoken if each.shape == "heading"]
    first = spoken[0] if spoken else None
    if first is None or first.shape != "heading" or first.own:
        return paragraphs
    alone = [each.level for each in headings].count(first.level) == 1
    if not alone or first.level > min(each.level for each in headings) or first.number or typed(first.text):
        return paragraphs
    return [
        Paragraph("title", each.runs, anchors=each.anchors) if each is first else each for each in paragraphs
    ]
