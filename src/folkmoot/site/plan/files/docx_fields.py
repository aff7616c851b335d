"""Fields of a DOCX: what a program computes. Their last result stays as words; links are known."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from folkmoot.site.plan.files.findings import Findings, Level
from folkmoot.site.plan.files.sentence import address

_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_REFERS = re.compile(r"(?:REF|NOTEREF)\s+(\S+)(?P<switches>.*)", re.IGNORECASE)
MOST_CODE, MOST_OPEN = 2_000, 20
"""Letters of the code of a field, and fields inside one another, that are looked at."""


@dataclass(frozen=True)
class Marks:
    """What holds for the words that come."""

    emphasis: bool = False
    strong: bool = False
    link: str = ""
    clause: str = ""


@dataclass
class Field:
    """A field: the code of what it computes; once its result has begun, what that leads to."""

    code: str = ""
    result: bool = False
    link: str = ""
    anchor: str = ""
    contents: bool = False


class Fields:
    """The fields that are open at some place of a document."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.open: list[Field] = []
        self.passed = 0

    @property
    def silent(self) -> bool:
        """Whether words at this place are the code of a field, or a table of contents."""
        return any(not each.result or each.contents for each in self.open)

    def marks(self, marks: Marks) -> Marks:
        """The marks of a result: a link, or a reference to what is called by its number."""
        for field in self.open:
            if field.link:
                marks = replace(marks, link=field.link)
            if field.anchor:
                marks = replace(marks, clause=field.anchor)
        return marks

    def step(self, step: str, here: str) -> None:
        """A field begins, its result begins, or it ends."""
        if step == "begin":
            if len(self.open) < MOST_OPEN:
                self.open.append(Field())
            else:
                self.passed += 1
        elif step == "end" and self.passed:
            self.passed -= 1
        elif step == "separate" and self.open and not self.open[-1].result:
            self.begin_result(self.open[-1], here)
        elif step == "end" and self.open:
            field = self.open.pop()
            if not field.result and field.code.strip():
                self.begin_result(field, here)

    def more_code(self, code: str) -> None:
        """More of the code of the field that is open."""
        if self.open and not self.open[-1].result:
            self.open[-1].code = (self.open[-1].code + code)[:MOST_CODE]

    def simple(self, code: str, here: str) -> None:
        """A field whose code is known at once; `step` ends it."""
        field = Field(code[:MOST_CODE])
        self.open.append(field)
        self.begin_result(field, here)

    def begin_result(self, field: Field, here: str) -> None:
        """Settle what a field leads to; one that is only a word of a program is named."""
        field.result = True
        kind = (field.code.split() or ["?"])[0].upper()
        link, refers = _LINK.search(field.code), _REFERS.search(field.code)
        if link:
            target = link[1] or link[2] or ""
            if "\\l" in field.code:
                field.anchor = own(target)
            else:
                field.link = kept(target, self.findings, here)
        elif refers and re.search(r"\\[rnw]\b", refers["switches"]):
            field.anchor = own(refers[1])
        elif kind in ("TOC", "INDEX"):
            field.contents = True
            self.findings.add(Level.LEFT_OUT, here, _("A table of contents; the site makes its own."))
        else:
            said = _("A field that a program fills in ({field}) stays as the words it showed last.")
            self.findings.add(Level.CHANGED, here, said.format(field=kind[:40]))


def kept(target: str, findings: Findings, here: str) -> str:
    """The address of a link, if it leads to a page or a mailbox; any other is named, and its words stay."""
    found = address(target)
    if not found and target:
        said = _("A link leads to no web page and no mailbox; its words stay, its address was: {address}")
        findings.add(Level.CHANGED, here, said.format(address=target[:400]))
    return found


def own(anchor: str) -> str:
    """The name under which the clauses of this house are referred to, or that of any other anchor."""
    return anchor.removeprefix("c_").replace("_", "-") if anchor.startswith("c_") else anchor
