"""The last step of reading: ids for clauses, references to them, notes beside them, sentences with marks."""

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from folkmoot.procedure.act import say
from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.characters import cleaned, spaced
from folkmoot.site.plan.files.findings import Findings, Level, at, refuse
from folkmoot.site.plan.files.nodes import Node
from folkmoot.site.plan.files.numbering import walk
from folkmoot.site.plan.files.paragraphs import Paragraph, Sentence
from folkmoot.site.plan.files.sentence import Run, words, write
from folkmoot.texts.clause import ID, KINDS, MOST_WORDS, Clause, Revision

MOST_TITLE = 200


def place(paragraph: Paragraph) -> str:
    """Where a paragraph is, in words."""
    return at(paragraph.text)


def with_runs(paragraph: Paragraph, runs: Sentence) -> Paragraph:
    """The same paragraph with other words."""
    return replace(paragraph, runs=runs)


def settled(
    title: str,
    top: list[Node],
    findings: Findings,
    name: str,
    ids: Callable[[], str],
    keep: Container[str] = (),
) -> Revision:
    """The revision, every clause with an id: one that the file states, if it is in `keep`, else a new one."""
    named: dict[int, str] = {}
    anchors: dict[str, str] = {}
    used: set[str] = set()
    for node in walk(top):
        stated = next((each for each in node.anchors if each in keep and ID.match(each)), "")
        if stated and stated not in used:
            named[id(node)] = stated
            used.add(stated)
    for node in walk(top):
        if id(node) not in named:
            named[id(node)] = _fresh(ids, used)
        for anchor in node.anchors:
            anchors.setdefault(anchor, named[id(node)])
    settling = _Settling(findings, named, anchors, ids, used)
    clauses = tuple(settling.clause(node) for node in top)
    plain = spaced(cleaned(title, findings, _("in the title"))).replace("\n", " ")
    if not plain:
        plain = spaced(cleaned(PurePosixPath(name.replace("\\", "/")).stem.replace("_", " "), Findings()))
        plain = plain or _("Untitled")
        findings.add(
            Level.CHANGED,
            "",
            _("The file states no title; “{title}” was taken from its name.").format(title=plain),
        )
    if len(plain) > MOST_TITLE:
        findings.add(Level.CHANGED, _("in the title"), _("The title was shortened: {all}").format(all=plain))
        plain = plain[: MOST_TITLE - 1].rstrip() + "…"
    return Revision(plain, clauses)


def _fresh(ids: Callable[[], str], used: set[str]) -> str:
    while (id := ids()) in used or not ID.match(id):
        pass
    used.add(id)
    return id


class _Settling:
    def __init__(
        self,
        findings: Findings,
        named: dict[int, str],
        anchors: dict[str, str],
        ids: Callable[[], str],
        used: set[str],
    ) -> None:
        self.findings, self.named, self.anchors = findings, named, anchors
        self.ids, self.used = ids, used

    def clause(self, node: Node) -> Clause:
        """The clause that a node has become, with what hangs under it and its notes behind."""
        here = at(words(node.heading or node.body))
        exact = node.own
        children = [self.clause(each) for each in node.children]
        for note in node.notes:
            self.findings.add(
                Level.CHANGED,
                here,
                _(
                    "Note {number} is now a paragraph without a number under the sentence it belongs to."
                ).format(number=note.number),
            )
            body = self.sentence(chain([Run(f"[{note.number}] ")], note.words), here, False)
            children.append(Clause(_fresh(self.ids, self.used), "flush", body=body))
        if node.rows or (node.kind == "table" and not node.body):
            body = tables.body([[self.sentence(cell, here, False) for cell in row] for row in node.rows])
        elif node.kind in KINDS:
            body = self.sentence(node.body, here, exact)
        else:  # kinds of a text's own hold no marks
            body = cleaned(words(node.body), self.findings, here)
        heading = self.sentence(node.heading, here, exact)
        if not exact and len({run.strong for run in node.heading if run.text.strip()}) == 1:
            heading = self.sentence([replace(run, strong=False) for run in node.heading], here, exact)
        for said in (heading, body):
            _require_room(said)
        return Clause(
            self.named[id(node)],
            node.kind,
            None if node.label is None else cleaned(node.label, self.findings, here)[:40],
            heading,
            body,
            self.sentence(node.tail, here, exact),
            tuple(children),
        )

    def sentence(self, runs: Iterable[Run], here: str, exact: bool) -> str:
        """A sentence with its marks, clean and with its references; single-spaced unless `exact`."""
        found: list[Run] = []
        for run in runs:
            if run.clause:
                found.append(self.reference(run, here))
            else:
                found.append(replace(run, text=cleaned(run.text, self.findings, here)))
        return cleaned(write(found if exact else self.single(found, here)), self.findings, here)

    def reference(self, run: Run, here: str) -> Run:
        """A reference to a clause of this text, or the words that stood there."""
        if run.clause in self.anchors:
            return replace(run, text="", clause=self.anchors[run.clause])
        said = _("The words “{words}” led to a place that is not in this text; they stay as words.")
        self.findings.add(Level.CHANGED, here, said.format(words=run.text))
        return replace(run, clause="")

    def single(self, runs: list[Run], here: str) -> list[Run]:
        """The runs with single spaces, and none at the edges."""
        if re.search(r"\S(\t|[ \t]{2,})\S", "".join(run.text or "x" for run in runs)):
            self.findings.count("spaces", here)
        kept: list[Run] = []
        last = "\n"
        for run in runs:
            if run.clause:
                kept.append(run)
                last = "x"
                continue
            text = re.sub(r" ?\n ?", "\n", re.sub(r"[ \t]+", " ", run.text))
            if last in " \n":
                text = text.lstrip(" ")
            if text:
                kept.append(replace(run, text=text))
                last = text[-1]
        while kept and not kept[-1].clause and not kept[-1].text.rstrip(" \n"):
            kept.pop()
        if kept and not kept[-1].clause:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
        if kept and not kept[0].clause:
            kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
        return kept


def _require_room(said: str) -> None:
    if len(said) > MOST_WORDS:
        refuse(
            say("A paragraph has at most {most} letters.", most=f"{MOST_WORDS:,}"),
            say("One in this file has more."),
            say("Divide it where a new thought begins."),
        )
