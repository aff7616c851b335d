"""Reads a DOCX by walking all of its XML: what is not known by name becomes a finding.

The libraries for this format hand over what they understand and pass over the rest, so none of them can
promise that nothing was dropped; see `docs/decisions/0018-files-in-and-out.md`. Names of elements are those
of ECMA-376, part 1.
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from folkmoot.site.plan.files import docx_objects
from folkmoot.site.plan.files.archive import Archive
from folkmoot.site.plan.files.docx_inline import Inline, tag
from folkmoot.site.plan.files.docx_styles import POINTS, Numbering, Styles, W, numbered, value
from folkmoot.site.plan.files.findings import Findings, Level, after, at
from folkmoot.site.plan.files.lines import OWN, Line, report
from folkmoot.site.plan.files.paragraphs import Note, Own, Paragraph, Sentence, Shape
from folkmoot.site.plan.files.sentence import Run, words

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_QUOTES = ("quote", "intense quote", "block text", "quotations")


class Reader:
    """One document."""

    def __init__(self, archive: Archive, findings: Findings, tracked: str) -> None:
        self.archive, self.findings, self.tracked = archive, findings, tracked
        self.main = self._main()
        self.folder = self.main.rpartition("/")[0]
        self.relations = self._relations(self.main)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.inline = Inline(self)
        self.waiting: Line | None = None
        self.here = ""

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs and tables of the body, in order."""
        root = self.archive.tree(self.main)
        body = root.find(W + "body") if root is not None else None
        if body is not None:
            yield from self.blocks(body)
        if self.waiting is not None and self.waiting.runs:
            yield Paragraph("plain", self.waiting.sentence(), notes=tuple(self.waiting.notes))
        self.inline.comments.close()
        self._margins()

    # Parts

    def _main(self) -> str:
        for id, (kind, target, _outside) in self._relations("").items():
            if id and kind == "officeDocument" and target in self.archive.names:
                return target
        return "word/document.xml"

    def _relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """What a part refers to, by id: the kind, the target, and whether that lies outside of the file."""
        folder, _slash, name = part.rpartition("/")
        root = self.archive.tree(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found = {}
        for each in root.iter(_PACKAGE) if root is not None else ():
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            outside = each.get("TargetMode", "") == "External"
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            found[each.get("Id", "")] = kind, target, outside
        return found

    def _part(self, kind: str) -> Element | None:
        for each, target, outside in self.relations.values():
            if each == kind and not outside:
                return self.archive.tree(target)
        return None

    def part(self, kind: str) -> Element | None:
        """The part of this kind that the document has, such as its footnotes."""
        return self._part(kind)

    def _margins(self) -> None:
        """Name what stands at the head and foot of pages."""
        for kind, target, _outside in self.relations.values():
            if kind not in (
                "header",
                "footer",
                "aFChunk",
                "attachedToolbars",
                "vbaProject",
                "glossaryDocument",
            ):
                continue
            root = self.archive.tree(target) if kind in ("header", "footer") else None
            said = " ".join("".join(root.itertext()).split()) if root is not None else ""
            if kind == "header" and said:
                self.findings.add(Level.LEFT_OUT, "", _("At the head of pages: {words}").format(words=said))
            elif kind == "footer" and said:
                self.findings.add(Level.LEFT_OUT, "", _("At the foot of pages: {words}").format(words=said))

    # Blocks

    def blocks(self, parent: Element) -> Iterator[Paragraph]:
        """The paragraphs and tables under an element."""
        for element in parent:
            name = tag(element)
            if name == "w:p":
                yield from self.paragraph(element)
            elif name == "w:tbl":
                yield self.table(element)
            elif name == "w:sdt":
                yield from self.control(element)
            elif name in ("w:customXml", "w:ins", "w:moveTo", "w:smartTag"):
                yield from self.blocks(element)
            elif name == "mc:AlternateContent":
                yield from self.blocks(self.inline.alternative(element))
            elif name == "m:oMathPara":
                docx_objects.formula(element, self.findings, after(self.here))
            elif name == "w:altChunk":
                self.findings.add(
                    Level.REFUSED, after(self.here), _("Another document, embedded here, is not taken in.")
                )
            elif name in ("w:del", "w:moveFrom"):
                self.inline.unknown(element, after(self.here))
            else:
                self.inline.mark(element, Line(), after(self.here))

    def control(self, element: Element) -> Iterator[Paragraph]:
        """A content control: its words stay, but a table of contents is one of the page."""
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = element.find(W + "sdtContent")
        if "contents" in value(gallery).lower():
            self.findings.add(
                Level.LEFT_OUT, after(self.here), _("A table of contents; the site makes its own.")
            )
        elif content is not None:
            yield from self.blocks(content)

    def paragraph(self, element: Element) -> Iterator[Paragraph]:
        """A paragraph, or none while its end was taken away, and the paragraphs of text boxes in it."""
        properties = element.find(W + "pPr")
        line, self.waiting = self.waiting or Line(), None
        before = self.here
        self.inline.read(element, line)
        text = line.beginning
        report(line, self.findings, at(text) or after(before), self.tracked)
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and self._joins(mark, text, before):
            self.waiting = line
            return
        if properties is not None and properties.find(W + "pPrChange") is not None:
            self.findings.count("formats", at(text) or after(before))
        found = self._shaped(properties, line)
        if found is not None:
            self.here = line.ending or self.here
            yield found
        yield from line.boxes

    def _joins(self, mark: Element, text: str, before: str) -> bool:
        """Whether the end of this paragraph is not there, in the reading that was asked for."""
        gone, new = mark.find(W + "del"), mark.find(W + "ins")
        gone = gone if gone is not None else mark.find(W + "moveFrom")
        new = new if new is not None else mark.find(W + "moveTo")
        if text and (gone is not None or new is not None):
            said = _("Tracked change: the end of a paragraph was left out or inserted.")
            self.findings.add(Level.CHANGED, at(text) or after(before), said)
        return gone is not None if self.tracked == "changed" else new is not None

    def _shaped(self, properties: Element | None, line: Line) -> Paragraph | None:
        """The paragraph with its place in the text, by its style and number."""
        id = value(properties.find(W + "pStyle")) if properties is not None else ""
        style = self.styles.of(id or self.styles.default)
        name = style.name.lower()
        found = Paragraph("plain", line.sentence(), anchors=tuple(line.anchors), notes=tuple(line.notes))
        own = self._own(style.name, line)
        if own is not None:
            return replace(found, own=own)
        if name.startswith("toc ") or name in ("toc heading", "table of figures"):
            if line.text.strip():
                self.findings.add(
                    Level.LEFT_OUT, after(self.here), _("A table of contents; the site makes its own.")
                )
            return None
        outline = style.outline
        number = style.number
        if properties is not None:
            level = properties.find(W + "outlineLvl")
            outline = int(value(level)) if level is not None and value(level).isdigit() else outline
            number = numbered(properties, number)
        if name == "title":
            return replace(found, shape="title")
        if not line.text.strip():
            return found if line.notes else None
        printed, series, level_ = "", "", 0
        if number is not None:
            series, level_ = self.numbering.series(number[0]), number[1]
            format = self.numbering.level(*number).format
            printed = self.numbering.next(*number) if format != "none" else ""
        if outline is not None and outline < 9:
            return replace(found, shape="heading", level=outline + 1, number=printed)
        if name in _QUOTES and not printed:
            return replace(found, shape="quote")
        if not printed:
            return replace(found, size=self._size(properties, style.size, line))
        format = self.numbering.level(*number).format if number is not None else ""
        shape: Shape = "item" if format in POINTS else "number"
        return replace(found, shape=shape, level=level_, number=printed, series=f"list {series}")

    def _own(self, name: str, line: Line) -> Own | None:
        """What a paragraph that this house wrote says of itself."""
        style = OWN.fullmatch(name)
        depth = name.removeprefix("heading ") if name.startswith("heading ") else ""
        if style is None and not (depth.isdigit() and line.named):
            return None
        if style is None:
            return Own("section", "heading", int(depth), line.label)
        part = (style[2] or " body").strip()
        label = "" if style[3] else line.label
        opens = part == "heading" or line.named or line.numbered
        assert part in ("heading", "body", "tail")
        return Own(style[1], part, int(style[4]), label, opens)  # type: ignore[arg-type]

    def _size(self, properties: Element | None, size: int, line: Line) -> int:
        """The size of a line that is set in bold as a whole, in half points; 0 for any other."""
        bold = [run.strong for run in line.runs if run.text.strip()]
        return (line.size or size or self.styles.size or 1) if bold and all(bold) else 0

    # Tables

    def table(self, element: Element) -> Paragraph:
        """A table: merged cells are divided, and what stands in a cell is one line."""
        rows: list[tuple[Sentence, ...]] = []
        notes: list[Note] = []
        anchors: list[str] = []
        for row in self._rows(element):
            change = row.find(f"{W}trPr/{W}ins"), row.find(f"{W}trPr/{W}del")
            if change[0] is not None or change[1] is not None:
                inserted = change[0] is not None
                stands = inserted == (self.tracked == "changed")
                said = (
                    _("Tracked change: a row of a table was inserted: {words}")
                    if inserted
                    else _("Tracked change: a row of a table was left out: {words}")
                )
                spoken = " ".join("".join(row.itertext()).split())
                self.findings.add(Level.CHANGED, after(self.here), said.format(words=spoken))
                if not stands:
                    continue
            cells: list[Sentence] = []
            for cell in self._cells(row):
                properties = cell.find(W + "tcPr")
                span = properties.find(W + "gridSpan") if properties is not None else None
                merged = properties.find(W + "vMerge") if properties is not None else None
                runs, more, names = self._cell(cell)
                notes += more
                anchors += names
                if merged is not None and value(merged) != "restart":
                    self.findings.count("cells", after(self.here))
                cells.append(runs)
                wide = int(value(span)) if value(span).isdigit() else 1
                if wide > 1:
                    self.findings.count("cells", after(self.here))
                    cells += [()] * (min(wide, 60) - 1)
            rows.append(tuple(cells))
        wide = max(map(len, rows), default=0)
        filled = tuple((*row, *[()] * (wide - len(row))) for row in rows)
        found = Paragraph("table", rows=filled, notes=tuple(notes), anchors=tuple(anchors))
        self.here = found.text.strip() or self.here
        return found

    def _rows(self, table: Element) -> Iterator[Element]:
        for element in table:
            name = tag(element)
            if name == "w:tr":
                yield element
            elif name in ("w:sdt", "w:sdtContent", "w:customXml"):
                yield from self._rows(element)
            elif name not in ("w:tblPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr", "w:tblPrEx"):
                self.inline.mark(element, Line(), after(self.here))

    def _cells(self, row: Element) -> Iterator[Element]:
        for element in row:
            name = tag(element)
            if name == "w:tc":
                yield element
            elif name in ("w:sdt", "w:sdtContent", "w:customXml"):
                yield from self._cells(element)
            elif name not in ("w:trPr", "w:tblPrEx", "w:sdtPr", "w:sdtEndPr"):
                self.inline.mark(element, Line(), after(self.here))

    def _cell(self, cell: Element) -> tuple[Sentence, list[Note], list[str]]:
        """The words of a cell in one line."""
        runs: list[Run] = []
        notes: list[Note] = []
        anchors: list[str] = []
        inside = [each for each in cell if tag(each) != "w:tcPr"]
        holder = Element("cell")
        holder.extend(inside)
        parts = 0
        for paragraph in self.blocks(holder):
            said: list[Sentence] = [paragraph.runs]
            if paragraph.rows:
                self.findings.add(
                    Level.CHANGED,
                    at(paragraph.text),
                    _("A table inside a table was read as a line of words."),
                )
                said = [each for row in paragraph.rows for each in row]
            for each in said:
                if words(each).strip():
                    parts += 1
                    runs += [Run(" ")] * (parts > 1) + list(each)
            notes += paragraph.notes
            anchors += paragraph.anchors
        if parts > 1:
            self.findings.count("joined", after(self.here))
        return tuple(runs), notes, anchors
