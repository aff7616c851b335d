"""Reads an ODT by walking all of its XML: what is not known by name becomes a finding.

Names of elements are those of OpenDocument 1.3, part 3. See `docs/decisions/0018-files-in-and-out.md`.
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from folkmoot.procedure.act import say
from folkmoot.site.plan.files.archive import Archive, locked
from folkmoot.site.plan.files.findings import Findings, Level, after, at, refuse
from folkmoot.site.plan.files.lines import OWN, Line, report
from folkmoot.site.plan.files.odt_inline import Inline
from folkmoot.site.plan.files.odt_styles import OFFICE, TABLE, TEXT, Counting, Styles, tag
from folkmoot.site.plan.files.paragraphs import Note, Own, Paragraph, Sentence, Shape
from folkmoot.site.plan.files.sentence import Run, words

_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_SCRIPT = "{urn:oasis:names:tc:opendocument:xmlns:script:1.0}"
_INDEXES = (
    "text:table-of-content",
    "text:illustration-index",
    "text:table-index",
    "text:object-index",
    "text:user-index",
    "text:alphabetical-index",
    "text:bibliography",
)
_SILENT = frozenset(
    """
    text:soft-page-break text:sequence-decls text:variable-decls text:user-field-decls
    text:tracked-changes text:dde-connection-decls text:alphabetical-index-auto-mark-file
    text:section-source office:dde-source table:table-column table:table-columns
    table:table-header-columns table:table-column-group table:title table:desc table:table-source
    table:named-expressions table:shapes
    """.split()  # noqa: SIM905 - so many words are read more easily as words
)
_QUOTES = ("quotations", "block quote", "quote")


class Reader:
    """One document."""

    def __init__(self, archive: Archive, findings: Findings, tracked: str) -> None:
        self.archive, self.findings, self.tracked = archive, findings, tracked
        manifest = archive.tree("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
            locked()
        self.content = archive.tree("content.xml")
        self.sheet = archive.tree("styles.xml")
        self._require_no_programs()
        self.styles = Styles((self.sheet, self.content))
        self.inline = Inline(self)
        self.outline = Counting(self.styles.outline, "outline")
        self.lists = 0
        self.counted: dict[str, Counting] = {}
        self.waiting: Line | None = None
        self.here = ""

    def _require_no_programs(self) -> None:
        for root in (self.content, self.sheet):
            found = root.find(OFFICE + "scripts") if root is not None else None
            if found is not None and any(
                each.tag in (OFFICE + "script", _SCRIPT + "script") for each in found
            ):
                refuse(
                    say("A text that is taken in holds no programs."),
                    say("This one does: macros, which run when somebody opens it."),
                    say("Save it without macros, as ODT or DOCX, and choose that."),
                )

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs and tables of the body, in order."""
        body = self.content.find(f"{OFFICE}body/{OFFICE}text") if self.content is not None else None
        if body is not None:
            self.inline.changes(body)
            yield from self.blocks(body)
        if self.waiting is not None and self.waiting.runs:
            yield Paragraph("plain", self.waiting.sentence(), notes=tuple(self.waiting.notes))
        self._margins()

    def _margins(self) -> None:
        """Name what stands at the head and foot of pages."""
        for element in self.sheet.iter() if self.sheet is not None else ():
            name = tag(element)
            if not name.startswith(("style:header", "style:footer")) or name.endswith(
                ("-style", "-properties")
            ):
                continue
            said = " ".join(" ".join(element.itertext()).split())
            if said and name.startswith("style:header"):
                self.findings.add(Level.LEFT_OUT, "", _("At the head of pages: {words}").format(words=said))
            elif said:
                self.findings.add(Level.LEFT_OUT, "", _("At the foot of pages: {words}").format(words=said))

    # Blocks

    def blocks(self, parent: Element) -> Iterator[Paragraph]:
        """The paragraphs, lists and tables under an element."""
        for element in parent:
            name = tag(element)
            if name in ("text:p", "text:h"):
                yield from self.paragraph(element)
            elif name == "text:list":
                yield from self.listed(element, 1)
            elif name == "text:numbered-paragraph":
                yield from self.blocks(element)
            elif name == "table:table":
                yield self.table(element)
            elif name == "text:section":
                yield from self.section(element)
            elif name in _INDEXES:
                self.findings.add(
                    Level.LEFT_OUT,
                    after(self.here),
                    _("A table of contents or index; the site makes its own."),
                )
            elif name == "office:forms":
                if len(element):
                    self.inline.unknown(element, after(self.here))
            elif name not in _SILENT:
                line = Line()
                self.inline.element(element, line, self.inline.plain)
                if line.text.strip():
                    yield Paragraph("plain", line.sentence(), notes=tuple(line.notes))
                yield from line.boxes

    def section(self, element: Element) -> Iterator[Paragraph]:
        """A section of pages; one that is hidden is named."""
        if element.get(TEXT + "display", "true") == "none":
            said = " ".join(" ".join(element.itertext()).split())
            self.findings.add(
                Level.LEFT_OUT, after(self.here), _("Hidden words: {words}").format(words=said[:400])
            )
            return
        yield from self.blocks(element)

    def listed(self, element: Element, deep: int, counting: Counting | None = None) -> Iterator[Paragraph]:
        """The points of a list, each with its number; further paragraphs of a point hang under it."""
        counting = counting or self._counting(element)
        for item in element:
            if tag(item) not in ("text:list-item", "text:list-header"):
                self.inline.unknown(item, after(self.here))
                continue
            number = ""
            if tag(item) == "text:list-item" and any(tag(each) in ("text:p", "text:h") for each in item):
                number = counting.next(deep, item.get(TEXT + "start-value", ""))
            first = True
            for part in item:
                if tag(part) == "text:list":
                    yield from self.listed(part, deep + 1, counting)
                    continue
                if tag(part) == "text:number":
                    continue
                holder = Element("part")
                holder.append(part)
                for found in self.blocks(holder):
                    yield self._point(found, number, deep, counting, first)
                    first = False

    def _point(self, found: Paragraph, number: str, deep: int, counting: Counting, first: bool) -> Paragraph:
        if found.own or found.shape not in ("plain", "heading"):
            return found
        if found.shape == "heading":
            return replace(found, number=number) if first else found
        if not (first and number):
            return replace(found, shape="quote") if not first else found
        shape: Shape = "number" if counting.format(deep) == "1" else "item"
        return replace(found, shape=shape, level=deep - 1, number=number, series=counting.name, size=0)

    def _counting(self, element: Element) -> Counting:
        style = element.get(TEXT + "style-name", "")
        if not style:
            paragraph = next(iter(element.iter(TEXT + "p")), None)
            named = paragraph.get(TEXT + "style-name", "") if paragraph is not None else ""
            style = self.styles.given(named, "list-style-name")
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if goes_on and style in self.counted:
            return self.counted[style]
        self.lists += 1
        self.counted[style] = Counting(self.styles.lists.get(style), f"list {self.lists}")
        return self.counted[style]

    def paragraph(self, element: Element) -> Iterator[Paragraph]:
        """A paragraph, or none while its end was taken away, and the paragraphs of text boxes in it."""
        line, self.waiting = self.waiting or Line(), None
        before = self.here
        self.inline.read(element, line)
        text = line.beginning
        if self.inline.goes_on():
            self.waiting = line
            return
        report(line, self.findings, at(text) or after(before), self.tracked)
        found = self._shaped(element, line)
        if found is not None:
            self.here = line.ending or self.here
            yield found
        yield from line.boxes

    def _shaped(self, element: Element, line: Line) -> Paragraph | None:
        style = element.get(TEXT + "style-name", "")
        names = self.styles.names("paragraph", style)
        found = Paragraph("plain", line.sentence(), anchors=tuple(line.anchors), notes=tuple(line.notes))
        level = element.get(TEXT + "outline-level", "")
        deep = int(level) if level.isdigit() and 0 < int(level) < 11 else 0
        own = self._own(names, line, deep if tag(element) == "text:h" else 0)
        if own is not None:
            return replace(found, own=own)
        lower = [name.lower() for name in names]
        if "title" in lower:
            return replace(found, shape="title")
        if not line.text.strip():
            return found if line.notes else None
        if tag(element) == "text:h":
            numbered = self.outline.format(deep or 1) not in ("", "•")
            number = (
                self.outline.next(deep or 1)
                if numbered and element.get(TEXT + "is-list-header") != "true"
                else ""
            )
            return replace(found, shape="heading", level=deep or 1, number=number)
        if any(name in _QUOTES for name in lower):
            return replace(found, shape="quote")
        bold = [run.strong for run in line.runs if run.text.strip()]
        look = self.styles.look("paragraph", style)
        whole = all(bold) or (look.strong is True)
        return replace(found, size=(line.size or look.size or 1) if whole else 0)

    def _own(self, names: list[str], line: Line, deep: int) -> Own | None:
        """What a paragraph that this house wrote says of itself."""
        style = next((found for name in names if (found := OWN.fullmatch(name))), None)
        if style is None:
            return Own("section", "heading", deep, line.label) if deep and line.named else None
        part = (style[2] or " body").strip()
        opens = part == "heading" or line.named or line.numbered
        return Own(style[1], part, int(style[4]), "" if style[3] else line.label, opens)  # type: ignore[arg-type]

    # Tables

    def table(self, element: Element) -> Paragraph:
        """A table: merged cells are divided, and what stands in a cell is one line."""
        rows: list[tuple[Sentence, ...]] = []
        notes: list[Note] = []
        anchors: list[str] = []
        for row in self._rows(element):
            cells: list[Sentence] = []
            for cell in row:
                if tag(cell) not in ("table:table-cell", "table:covered-table-cell"):
                    self.inline.unknown(cell, after(self.here))
                    continue
                runs: list[Run] = []
                parts = 0
                for paragraph in self.blocks(cell):
                    said: list[Sentence] = [paragraph.runs]
                    if paragraph.rows:
                        self.findings.add(
                            Level.CHANGED,
                            at(paragraph.text),
                            _("A table inside a table was read as a line of words."),
                        )
                        said = [each for line in paragraph.rows for each in line]
                    for each in said:
                        if words(each).strip():
                            runs += [Run(" ")] * bool(parts) + list(each)
                            parts += 1
                    notes += paragraph.notes
                    anchors += paragraph.anchors
                if parts > 1:
                    self.findings.count("joined", after(self.here))
                if any(cell.get(f"{TABLE}number-{each}-spanned", "1") != "1" for each in ("columns", "rows")):
                    self.findings.count("cells", after(self.here))
                times = _times(cell.get(TABLE + "number-columns-repeated", "1"))
                cells += [tuple(runs)] * times
            rows += [tuple(cells)] * _times(row.get(TABLE + "number-rows-repeated", "1"))
        wide = max(map(len, rows), default=0)
        filled = tuple((*row, *[()] * (wide - len(row))) for row in rows)
        found = Paragraph("table", rows=filled, notes=tuple(notes), anchors=tuple(anchors))
        self.here = found.text.strip() or self.here
        return found

    def _rows(self, table: Element) -> Iterator[Element]:
        for element in table:
            name = tag(element)
            if name == "table:table-row":
                yield element
            elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                yield from self._rows(element)
            elif name not in _SILENT:
                self.inline.unknown(element, after(self.here))


def _times(written: str) -> int:
    return min(int(written), 200) if written.isdigit() and len(written) < 6 else 1
