"""What stands inside a paragraph of a DOCX, from a closed list; anything else is named with its words."""

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from folkmoot.site.plan.files import docx_objects
from folkmoot.site.plan.files.docx_fields import Fields, Marks, kept, own
from folkmoot.site.plan.files.docx_objects import Comments
from folkmoot.site.plan.files.docx_styles import W, on, value
from folkmoot.site.plan.files.findings import Level, after, at
from folkmoot.site.plan.files.lines import COUNTED_NUMBER, FIXED_NUMBER, REFERENCE, Line, named, outermost
from folkmoot.site.plan.files.paragraphs import Note, Sentence
from folkmoot.site.plan.files.sentence import Run, words

if TYPE_CHECKING:
    from folkmoot.site.plan.files.docx import Reader

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

SILENT = frozenset(
    f"w:{each}"
    for each in """
    pPr rPr proofErr permStart permEnd lastRenderedPageBreak footnoteRef endnoteRef annotationRef
    separator continuationSeparator softHyphen sectPr sdtPr sdtEndPr bookmarkEnd commentRangeStart
    commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd
    customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd
    customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart
    customXmlMoveToRangeEnd fldData ptab rubyPr
    """.split()  # noqa: SIM905 - so many words are read more easily as words
)
"""What says nothing to a reader: where a comment or a change begins is said by the comment or change."""
INTO = frozenset(
    f"w:{each}" for each in ("smartTag", "customXml", "sdtContent", "dir", "bdo", "rt", "rubyBase")
)
CHANGES = {"w:ins": "inserted", "w:del": "left out", "w:moveTo": "moved here", "w:moveFrom": "moved away"}


def tag(element: Element) -> str:
    """The name of an element with a short prefix; with "?" for one of a namespace that is not known here."""
    space, _brace, name = element.tag.rpartition("}")
    return f"{PREFIXES.get(space[1:], '?')}:{name}"


class Inline:
    """Reads paragraphs for one document; fields may go on from one to the next."""

    def __init__(self, reader: "Reader") -> None:
        self.reader, self.findings = reader, reader.findings
        self.fields = Fields(self.findings)
        self.comments = Comments(reader.part("comments"), self.findings)
        self.notes: dict[str, dict[str, Element]] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.before = ""

    def read(self, paragraph: Element, line: Line) -> None:
        """All that stands in a paragraph."""
        self.before = self.reader.here
        self.children(paragraph, line, Marks())

    def here(self, line: Line) -> str:
        """The place that has been reached, in words."""
        return after(line.ending or self.before)

    def children(self, parent: Element, line: Line, marks: Marks) -> None:
        for element in parent:
            self.element(element, line, marks)

    def element(self, element: Element, line: Line, marks: Marks) -> None:
        name = tag(element)
        if name == "w:r":
            self.run(element, line, marks)
        elif name in CHANGES:
            self.change(element, CHANGES[name], line, marks)
        elif name == "w:hyperlink":
            self.children(element, line, self.link(element, line, marks))
        elif name in ("w:sdt", "w:ruby"):
            self.control(element, line, marks)
        elif name in INTO:
            self.children(element, line, marks)
        elif name == "w:fldSimple":
            self.fields.simple(value(element, "instr"), self.here(line))
            self.children(element, line, marks)
            self.fields.open.pop()
        elif name in ("m:oMath", "m:oMathPara"):
            docx_objects.formula(element, self.findings, self.here(line))
        elif name == "mc:AlternateContent":
            self.children(self.alternative(element), line, marks)
        else:
            self.mark(element, line, self.here(line))

    def mark(self, element: Element, line: Line, here: str) -> None:
        """What has no words of its own: anchors; all else that is not silent is unknown."""
        name = tag(element)
        if name == "w:bookmarkStart":
            anchor = value(element, "name")
            if anchor and anchor != "_GoBack":
                line.anchors.append(own(anchor))
                line.named = line.named or anchor.startswith("c_")
        elif name not in SILENT:
            self.unknown(element, here)

    def unknown(self, element: Element, here: str) -> None:
        """Name something that this reader does not know, with the words in it."""
        said = " ".join("".join(element.itertext()).split())
        name = element.tag.rpartition("}")[2]
        sentence = _("Something is not taken in that the site does not know ({name}).")
        if said:
            sentence = _("Something is not taken in that the site does not know ({name}): {words}")
        self.findings.add(Level.REFUSED, here, sentence.format(name=name, words=said[:400]))

    # Runs

    def run(self, element: Element, line: Line, marks: Marks) -> None:
        properties = element.find(W + "rPr")
        style = (
            self.reader.styles.of(value(properties.find(W + "rStyle"))) if properties is not None else None
        )
        if style is not None and style.name in (COUNTED_NUMBER, FIXED_NUMBER):
            self.number(element, style.name, line)
            return
        before = line.length
        now = self.marked(properties, marks, line)
        if style is not None:
            now = replace(
                now,
                strong=now.strong or (style.strong and on(properties, "b") is None),
                emphasis=now.emphasis or (style.emphasis and on(properties, "i") is None),
            )
            if style.name == REFERENCE:
                line.meant.add(now.clause)
        if on(properties, "vanish"):
            said = "".join(element.itertext())
            if said.strip():
                self.findings.add(
                    Level.LEFT_OUT, self.here(line), _("Hidden words: {words}").format(words=said[:400])
                )
            return
        for part in element:
            self.part(part, line, now)
        if line.length > before and properties is not None:
            self.looks(properties, line)

    def number(self, element: Element, style: str, line: Line) -> None:
        """The number that this house printed before a clause."""
        said = "".join(each.text or "" for each in element.iter(W + "t"))
        line.numbered = True
        if style == FIXED_NUMBER:
            line.label = (line.label or "") + said

    def marked(self, properties: Element | None, marks: Marks, line: Line) -> Marks:
        if properties is None:
            return marks
        strong, emphasis = on(properties, "b"), on(properties, "i")
        underlined = (
            value(properties.find(W + "u")) not in ("", "none") and not marks.link and not marks.clause
        )
        return replace(
            marks,
            strong=marks.strong if strong is None else strong,
            emphasis=(marks.emphasis if emphasis is None else emphasis) or underlined,
        )

    def looks(self, properties: Element, line: Line) -> None:
        """Count what a look said that a text cannot keep; remember how large the letters are."""
        here = at(line.beginning)
        if on(properties, "strike") or on(properties, "dstrike"):
            self.findings.count("struck", here)
        raised = value(properties.find(W + "vertAlign")) in ("superscript", "subscript")
        if raised or value(properties.find(W + "position")) not in ("", "0"):
            self.findings.count("raised", here)
        if value(properties.find(W + "u")) not in ("", "none") and not line.runs[-1].link:
            self.findings.count("underline", here)
        if properties.find(W + "rPrChange") is not None:
            self.findings.count("formats", here)
        size = value(properties.find(W + "sz"))
        line.size = max(line.size, int(size)) if size.isdigit() and len(size) < 5 else line.size

    def part(self, part: Element, line: Line, marks: Marks) -> None:
        """One piece of a run."""
        name = tag(part)
        plain = {"w:tab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
        if name in ("w:t", "w:delText"):
            self.put(part.text or "", line, marks)
        elif name in plain:
            self.put(plain[name], line, marks)
        elif name == "w:br":
            if value(part, "type") in ("page", "column"):
                self.findings.count("pages", self.here(line))
            else:
                self.put("\n", line, marks)
        elif name == "w:fldChar":
            self.fields.step(value(part, "fldCharType"), self.here(line))
        elif name in ("w:instrText", "w:delInstrText"):
            self.fields.more_code(part.text or "")
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            self.note(part, line, marks)
        elif name == "w:commentReference":
            self.comments.tell(value(part, "id"), self.here(line))
        elif name == "w:sym":
            sign = f"{value(part, 'font')} {value(part, 'char')}"
            said = _("A sign of a font of signs ({sign}) is not taken in.").format(sign=sign)
            self.findings.add(Level.REFUSED, self.here(line), said)
        elif name in ("w:drawing", "w:pict", "w:object"):
            self.drawing(part, line)
        elif name == "mc:AlternateContent":
            for each in self.alternative(part):
                self.part(each, line, marks)
        elif name in ("w:ruby", "w:sdt", "w:hyperlink", "w:r"):
            self.element(part, line, marks)
        else:
            self.mark(part, line, self.here(line))

    def put(self, text: str, line: Line, marks: Marks) -> None:
        """Words, unless they are the code of a field or a table of contents."""
        if not self.fields.silent:
            now = self.fields.marks(marks)
            line.put(Run(text, now.emphasis, now.strong, now.link, now.clause))

    # Links and fields

    def link(self, element: Element, line: Line, marks: Marks) -> Marks:
        anchor = value(element, "anchor")
        _kind, target, outside = self.reader.relations.get(element.get(_R + "id", ""), ("", "", False))
        if anchor and not outside:
            return replace(marks, clause=own(anchor))
        return replace(marks, link=kept(target, self.findings, self.here(line)))

    def control(self, element: Element, line: Line, marks: Marks) -> None:
        content = element.find(W + "sdtContent")
        if content is not None and on(element.find(W + "sdtPr"), "showingPlcHdr"):
            said = "".join(content.itertext()).strip()
            self.findings.add(
                Level.LEFT_OUT, self.here(line), _("An empty field to fill in: {words}").format(words=said)
            )
        elif content is not None:
            self.children(content, line, marks)
        else:
            self.children(element, line, marks)

    # Changes, notes, comments

    def change(self, element: Element, kind: str, line: Line, marks: Marks) -> None:
        stands = (kind in ("inserted", "moved here")) == (self.reader.tracked == "changed")
        length, before, place = line.length, line.ending, len(line.runs)
        if stands:
            self.children(element, line, marks)
            said = words(line.runs[place:])
        else:
            aside = Line()
            self.children(element, aside, marks)
            said = aside.text
            line.boxes += aside.boxes
        line.change(kind, value(element, "author"), said, length, before)

    def note(self, part: Element, line: Line, marks: Marks) -> None:
        """A note: its number in the sentence, and its words once."""
        kind, id = tag(part).removesuffix("Reference").removeprefix("w:"), value(part, "id")
        if kind not in self.notes:
            root = self.reader.part(f"{kind}s")
            found = root.findall(W + kind) if root is not None else []
            self.notes[kind] = {value(each, "id"): each for each in found}
        note = self.notes[kind].get(id)
        if note is None:
            self.findings.add(Level.REFUSED, self.here(line), _("A note has no words in this file."))
            return
        new = (kind, id) not in self.numbers
        number = self.numbers.setdefault((kind, id), str(len(self.numbers) + 1))
        if value(part, "customMarkFollows") not in ("1", "true"):
            self.put(f"[{number}]", line, marks)
        if not new:
            return
        inner = Line()
        fields, self.fields = self.fields, Fields(self.findings)
        for paragraph in note.iter(W + "p"):
            if inner.runs:
                inner.put(Run(" "))
            self.children(paragraph, inner, Marks())
        self.fields = fields
        line.notes += [Note(number, self.trimmed(inner.sentence())), *inner.notes]

    def trimmed(self, runs: Sentence) -> Sentence:
        """The words of a note without the space behind its number."""
        return (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]) if runs else ()

    # What is no text

    def alternative(self, element: Element) -> Element:
        """The first of several forms of the same thing."""
        return next((each for each in element), element)

    def drawing(self, part: Element, line: Line) -> None:
        """A picture, drawing or object is named; the words of a text box follow its paragraph."""
        boxes = list(outermost(part, W + "txbxContent"))
        for box in boxes:
            self.findings.add(
                Level.CHANGED, self.here(line), _("The words of a text box now follow as paragraphs.")
            )
            waiting, self.reader.waiting = self.reader.waiting, None
            line.boxes += list(self.reader.blocks(box))
            self.reader.waiting = waiting
        if boxes:
            return
        if docx_objects.is_rule(part):
            self.findings.count("rules", self.here(line))
        else:
            named(self.findings, self.here(line), *docx_objects.described(part))
