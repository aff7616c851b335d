"""What stands inside a paragraph of an ODT, from a closed list; anything else is named with its words."""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from folkmoot.site.plan.files.docx_fields import Marks, kept, own
from folkmoot.site.plan.files.findings import Level, after, at
from folkmoot.site.plan.files.lines import COUNTED_NUMBER, FIXED_NUMBER, REFERENCE, Line, named, outermost
from folkmoot.site.plan.files.odt_styles import DC, DRAW, MATH, OFFICE, SVG, TEXT, XLINK, Look, tag
from folkmoot.site.plan.files.paragraphs import Note
from folkmoot.site.plan.files.sentence import Run, words

if TYPE_CHECKING:
    from folkmoot.site.plan.files.odt import Reader

_SILENT = frozenset(
    """
    text:soft-page-break text:bookmark-end text:reference-mark-end office:annotation-end text:number
    text:toc-mark text:toc-mark-start text:toc-mark-end text:alphabetical-index-mark
    text:user-index-mark text:alphabetical-index-mark-start text:alphabetical-index-mark-end svg:title
    svg:desc
    """.split()  # noqa: SIM905 - so many words are read more easily as words
)
_ANCHORS = ("text:bookmark", "text:bookmark-start", "text:reference-mark", "text:reference-mark-start")
_REFERENCES = ("text:bookmark-ref", "text:reference-ref", "text:note-ref", "text:sequence-ref")
_INTO = ("text:meta", "text:meta-field", "text:ruby", "text:ruby-base", "text:ruby-text", "draw:a")
MOST_OPEN = 20
"""Insertions that are open at one place."""
_KINDS = {"insertion": "inserted", "deletion": "left out"}


@dataclass(eq=False)
class Region:
    """A tracked change: what was done, by whom, and the words that were left out."""

    kind: str
    who: str
    content: Element | None = None
    length: int = 0
    before: str = ""
    place: int = 0
    aside: list[str] = field(default_factory=list)


class Inline:
    """Reads paragraphs for one document; a tracked insertion may go on from one to the next."""

    plain = Marks()

    def __init__(self, reader: "Reader") -> None:
        self.reader, self.findings = reader, reader.findings
        self.regions: dict[str, Region] = {}
        self.inserting: list[Region] = []
        self.notes = 0
        self.glued = True
        self.before = ""

    def changes(self, body: Element) -> None:
        """Learn which changes are tracked."""
        for region in body.iter(TEXT + "changed-region"):
            id = region.get(TEXT + "id") or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
            for change in region:
                kind = change.tag.rpartition("}")[2]
                who = change.find(f"{OFFICE}change-info/{DC}creator")
                if kind in _KINDS:
                    name = (who.text or "") if who is not None else ""
                    self.regions[id] = Region(_KINDS[kind], name, change if kind == "deletion" else None)
                else:
                    self.findings.count("formats", "")

    def read(self, paragraph: Element, line: Line) -> None:
        """All that stands in a paragraph."""
        self.before = self.reader.here
        self.glued = not line.runs
        for region in self.inserting:
            self.start(region, line)
        style = paragraph.get(TEXT + "style-name", "")
        look = self.reader.styles.look("paragraph", style)
        by_hand = self.reader.styles.by_hand(style) if tag(paragraph) == "text:p" else Look()
        marks = Marks(bool(by_hand.emphasis), bool(by_hand.strong))
        if look.hidden:
            said = " ".join("".join(paragraph.itertext()).split())
            if said:
                self.findings.add(
                    Level.LEFT_OUT, self.here(line), _("Hidden words: {words}").format(words=said[:400])
                )
            return
        self.children(paragraph, line, marks)
        if look.struck and line.beginning:
            self.findings.count("struck", at(line.beginning))
        for region in self.inserting:
            self.settle(region, line)

    def goes_on(self) -> bool:
        """Whether the end of the paragraph just read is part of an insertion that is not to be read."""
        return self.reader.tracked == "original" and bool(self.inserting)

    def here(self, line: Line) -> str:
        """The place that has been reached, in words."""
        return after(line.ending or self.before)

    def children(self, parent: Element, line: Line, marks: Marks) -> None:
        self.words(parent.text or "", line, marks)
        for element in parent:
            self.element(element, line, marks)
            self.words(element.tail or "", line, marks)

    def words(self, text: str, line: Line, marks: Marks) -> None:
        """Words of the file, in which any blanks are one, and none at the beginning."""
        text = re.sub(r"[ \t\r\n]+", " ", text)
        if self.glued:
            text = text.lstrip(" ")
        if text:
            self.glued = text.endswith(" ")
            self.put(text, line, marks)

    def put(self, text: str, line: Line, marks: Marks) -> None:
        """Words as they are, unless they were inserted and the original is read."""
        if self.reader.tracked == "original" and self.inserting:
            self.inserting[-1].aside.append(text)
            return
        line.put(Run(text, marks.emphasis, marks.strong, marks.link, marks.clause))

    def element(self, element: Element, line: Line, marks: Marks) -> None:
        name = tag(element)
        if name == "text:span":
            self.span(element, line, marks)
        elif name == "text:a":
            self.children(element, line, self.link(element, line, marks))
        elif name in ("text:s", "text:tab", "text:line-break"):
            count = element.get(TEXT + "c", "1")
            spaces = " " * (min(int(count), 1_000) if count.isdigit() else 1)
            self.glued = name == "text:line-break"
            self.put({"text:s": spaces, "text:tab": "\t"}.get(name, "\n"), line, marks)
        elif name in _ANCHORS:
            anchor = element.get(TEXT + "name", "")
            line.anchors.append(own(anchor))
            line.named = line.named or anchor.startswith("c_")
        elif name in _REFERENCES:
            self.reference(element, line, marks)
        elif name == "text:note":
            self.note(element, line, marks)
        elif name == "office:annotation":
            self.comment(element, line)
        elif name in ("text:change-start", "text:change-end", "text:change"):
            self.change(element, name, line, marks)
        elif name in _INTO:
            self.children(element, line, marks)
        elif name in ("text:hidden-text", "text:hidden-paragraph"):
            said = element.get(TEXT + "string-value") or "".join(element.itertext())
            self.findings.add(
                Level.LEFT_OUT, self.here(line), _("Hidden words: {words}").format(words=said[:400])
            )
        elif name.startswith("draw:"):
            self.drawing(element, line)
        elif name in _SILENT:
            pass
        elif name.startswith("text:"):
            self.findings.add(
                Level.CHANGED,
                self.here(line),
                _("A field that a program fills in ({field}) stays as the words it showed last.").format(
                    field=name.removeprefix("text:")
                ),
            )
            self.children(element, line, marks)
        else:
            self.unknown(element, self.here(line))

    def unknown(self, element: Element, here: str) -> None:
        """Name something that this reader does not know, with the words in it."""
        said = " ".join(" ".join(element.itertext()).split())
        name = element.tag.rpartition("}")[2]
        sentence = _("Something is not taken in that the site does not know ({name}).")
        if said:
            sentence = _("Something is not taken in that the site does not know ({name}): {words}")
        self.findings.add(Level.REFUSED, here, sentence.format(name=name, words=said[:400]))

    def span(self, element: Element, line: Line, marks: Marks) -> None:
        style = element.get(TEXT + "style-name", "")
        names = self.reader.styles.names("text", style)
        own = next((name for name in names if name in (COUNTED_NUMBER, FIXED_NUMBER, REFERENCE)), "")
        if own in (COUNTED_NUMBER, FIXED_NUMBER):
            line.numbered = True
            self.glued = True
            if own == FIXED_NUMBER:
                line.label = (line.label or "") + _spoken(element)
            return
        look = self.reader.styles.look("text", style)
        if look.hidden:
            said = "".join(element.itertext())
            self.findings.add(
                Level.LEFT_OUT, self.here(line), _("Hidden words: {words}").format(words=said[:400])
            )
            return
        if own == REFERENCE:
            line.meant.add(marks.clause)
        before = line.length
        linked = bool(marks.link or marks.clause)
        strong = marks.strong if look.strong is None else look.strong
        emphasis = marks.emphasis if look.emphasis is None else look.emphasis
        underlined = look.underlined and not linked
        self.children(element, line, replace(marks, strong=strong, emphasis=emphasis or underlined))
        if line.length > before:
            self.looks(look, underlined, line)

    def looks(self, look: Look, underlined: bool, line: Line) -> None:
        """Count what a look said that a text cannot keep; remember how large the letters are."""
        here = at(line.beginning)
        for what, found in (("struck", look.struck), ("raised", look.raised), ("underline", underlined)):
            if found:
                self.findings.count(what, here)
        line.size = max(line.size, look.size)

    def link(self, element: Element, line: Line, marks: Marks) -> Marks:
        target = element.get(XLINK + "href", "")
        if target.startswith("#"):
            return replace(marks, clause=own(target[1:].partition("|")[0]))
        return replace(marks, link=kept(target, self.findings, self.here(line)))

    def reference(self, element: Element, line: Line, marks: Marks) -> None:
        """A reference that shows the number of a paragraph is one to a clause; any other stays as words."""
        format = element.get(TEXT + "reference-format", "")
        if format.startswith("number") or format == "chapter":
            marks = replace(marks, clause=own(element.get(TEXT + "ref-name", "")))
        else:
            self.findings.add(
                Level.CHANGED,
                self.here(line),
                _("A reference to another place stays as the words it showed last."),
            )
        self.children(element, line, marks)

    # Notes, comments, changes

    def note(self, element: Element, line: Line, marks: Marks) -> None:
        body = element.find(TEXT + "note-body")
        self.notes += 1
        number = str(self.notes)
        self.put(f"[{number}]", line, marks)
        inner = Line()
        glued = self.glued
        for paragraph in body.iter() if body is not None else ():
            if tag(paragraph) in ("text:p", "text:h"):
                if inner.runs:
                    inner.put(Run(" "))
                self.glued = True
                self.children(paragraph, inner, Marks())
        self.glued = glued
        line.notes.append(Note(number, inner.sentence()))

    def comment(self, element: Element, line: Line) -> None:
        who = element.find(DC + "creator")
        said = " ".join("".join(each.itertext()) for each in element if tag(each) in ("text:p", "text:list"))
        sentence = _("A comment by {who}: {words}").format(
            who=(who.text if who is not None else "") or _("somebody"), words=" ".join(said.split())
        )
        self.findings.add(Level.LEFT_OUT, self.here(line), sentence)

    def change(self, element: Element, name: str, line: Line, marks: Marks) -> None:
        region = self.regions.get(element.get(TEXT + "change-id", ""))
        if region is None:
            return
        if name == "text:change-start" and region.kind == "inserted":
            if region not in self.inserting and len(self.inserting) < MOST_OPEN:
                self.start(region, line)
                self.inserting.append(region)
        elif name == "text:change-end" and region in self.inserting:
            self.settle(region, line)
            self.inserting.remove(region)
        elif name == "text:change" and region.content is not None:
            self.deletion(region, line, marks)

    def start(self, region: Region, line: Line) -> None:
        """Remember where an insertion begins in this paragraph."""
        region.length, region.before, region.place, region.aside = (
            line.length,
            line.ending,
            len(line.runs),
            [],
        )

    def settle(self, region: Region, line: Line) -> None:
        """Note what of an insertion stands in this paragraph."""
        said = "".join(region.aside) or words(line.runs[region.place :])
        line.change(region.kind, region.who, said, region.length, region.before)
        self.start(region, line)

    def deletion(self, region: Region, line: Line, marks: Marks) -> None:
        """Words that were left out: back in their place, if the original is read."""
        content, region.content = region.content, None
        length, before, place = line.length, line.ending, len(line.runs)
        aside = line if self.reader.tracked == "original" else Line()
        first = True
        for part in content if content is not None else ():
            if tag(part) not in ("text:p", "text:h"):
                if tag(part) != "office:change-info":
                    self.unknown(part, self.here(line))
                continue
            if not first:
                aside.put(Run("\n"))
            first = False
            self.glued = False
            self.children(part, aside, marks)
        self.glued = False
        said = words(line.runs[place:]) if aside is line else aside.text
        line.change(region.kind, region.who, said, length, before)

    # What is no text

    def drawing(self, element: Element, line: Line) -> None:
        """A picture, drawing or object is named; the words of a text box follow its paragraph."""
        boxes = [each for each in outermost(element, DRAW + "text-box") if len(each)]
        if not boxes and element.tag != DRAW + "frame" and next(element.iter(TEXT + "p"), None) is not None:
            boxes = [element] if "".join(element.itertext()).strip() else []
        for box in boxes:
            self.findings.add(
                Level.CHANGED, self.here(line), _("The words of a text box now follow as paragraphs.")
            )
            waiting, self.reader.waiting = self.reader.waiting, None
            glued = self.glued
            line.boxes += list(self.reader.blocks(box))
            self.glued, self.reader.waiting = glued, waiting
        if boxes:
            return
        kinds = {each.tag.rpartition("}")[2] for each in element.iter()}
        formula = next(element.iter(MATH + "math"), None)
        described = [element.findtext(f".//{SVG}{each}") for each in ("desc", "title")]
        description = next((each for each in described if each), "") or element.get(DRAW + "name", "")
        what = _("A drawing")
        if formula is not None:
            what, description = _("A formula"), "".join(formula.itertext())
        elif kinds & {"object", "object-ole", "plugin", "applet", "floating-frame"}:
            what = _("An embedded object or formula")
        elif "image" in kinds:
            what = _("A picture")
        elif "control" in kinds:
            what = _("A field of a form")
        named(self.findings, self.here(line), what, description)


def _spoken(element: Element) -> str:
    """Words of a number, with the blanks that are elements; the tab behind it is not part of it."""
    said = element.text or ""
    for each in element:
        if each.tag == TEXT + "s":
            count = each.get(TEXT + "c", "1")
            said += " " * (int(count) if count.isdigit() and len(count) < 3 else 1)
        elif each.tag != TEXT + "tab":
            said += _spoken(each)
        said += each.tail or ""
    return said
