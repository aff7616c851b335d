"""Writes a text as ODT: real headings, numbers as they are printed, a bookmark for the id of each clause.

The styles say what each paragraph is, as in `docx_out.py`. The same revision always gives the same bytes.
"""

import re
from collections.abc import Iterator

from folkmoot.site.plan.files.blocks import Block, blocks, referring
from folkmoot.site.plan.files.docx_out import anchor, style_name
from folkmoot.site.plan.files.lines import COUNTED_NUMBER, FIXED_NUMBER, REFERENCE
from folkmoot.site.plan.files.packing import packed, xml
from folkmoot.site.plan.files.sentence import Run, parse
from folkmoot.texts.clause import Revision

_MEDIA = "application/vnd.oasis.opendocument.text"
_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = (
    " ".join(
        f'xmlns:{short}="{_BASE}{name}:1.0"'
        for short, name in {
            "office": "office",
            "text": "text",
            "style": "style",
            "table": "table",
            "fo": "xsl-fo-compatible",
            "meta": "meta",
        }.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
RANKS = 10
WIDE, STEP = 15, 10  # room for a number, and a step of indentation, in millimetres
_LOOKS = {
    "PlanStrong": '<style:text-properties fo:font-weight="bold"/>',
    "PlanEmphasis": '<style:text-properties fo:font-style="italic"/>',
    "PlanBoth": '<style:text-properties fo:font-weight="bold" fo:font-style="italic"/>',
}


def write(revision: Revision, *, language: str = "en-GB", about: str = "") -> bytes:
    """The text as ODT. `about`: a line for the foot of pages, such as its address; readers leave it out."""
    return _Writer(revision, language, about).bytes()


class _Writer:
    def __init__(self, revision: Revision, language: str, about: str) -> None:
        self.revision, self.about = revision, about
        self.language, _dash, self.country = language.partition("-")
        self.cited = referring(revision)
        self.styles: dict[str, Block] = {}
        self.others: dict[tuple[str, str], str] = {}
        self.tables = 0

    def bytes(self) -> bytes:
        body = "".join(self.body())
        looks = "".join(
            f'<style:style style:name="{name}" style:family="text">{look}</style:style>'
            for name, look in _LOOKS.items()
        )
        looks += "".join(
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{on}">'
            f"<style:paragraph-properties {indent}>{_tab(0)}</style:paragraph-properties></style:style>"
            for (on, indent), name in self.others.items()
        )
        line = '<style:table-cell-properties fo:padding="1mm" fo:border-left="none" fo:border-right="none" '
        line += 'fo:border-top="none" fo:border-bottom="0.5pt solid #808080"/>'
        looks += f'<style:style style:name="PlanCell" style:family="table-cell">{line}</style:style>'
        parts = {
            "mimetype": _MEDIA,
            "content.xml": f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">'
            "<office:automatic-styles>"
            f"{looks}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": self.sheet(),
            "meta.xml": f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
            f"<dc:title>{xml(self.revision.title)}</dc:title><dc:language>{xml(self.language)}</dc:language>"
            f'<meta:user-defined meta:name="sha256">{self.revision.digest}</meta:user-defined>'
            "</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest xmlns:manifest="{_BASE}manifest:1.0" '
            'manifest:version="1.3">'
            + "".join(
                f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
                for path, media in (
                    ("/", _MEDIA),
                    ("content.xml", "text/xml"),
                    ("styles.xml", "text/xml"),
                    ("meta.xml", "text/xml"),
                )
            )
            + "</manifest:manifest>",
        }
        return packed({name: part.encode() for name, part in parts.items()}, stored=frozenset({"mimetype"}))

    # The text

    def body(self) -> Iterator[str]:
        yield f'<text:p text:style-name="Title">{_text(self.revision.title)}</text:p>'
        for block in blocks(self.revision):
            yield self.table(block) if block.rows else self.paragraph(block)

    def paragraph(self, block: Block) -> str:
        number = ""
        if block.opens and block.number:
            id = "Plan_20_fixed_20_number" if block.fixed else "Plan_20_number"
            number = f'<text:span text:style-name="{id}">{_text(block.number)}<text:tab/></text:span>'
        said = number + "".join(map(self.run, block.runs))
        if block.opens:
            name = f'text:name="{anchor(block.clause.id)}"'
            said = f"<text:bookmark-start {name}/>{said}<text:bookmark-end {name}/>"
        bare = block.opens and block.clause.label == ""
        if block.clause.kind == "section" and block.part == "heading" and block.depth <= RANKS:
            if not bare:
                style = f"Heading_20_{block.depth}"
            else:
                style = self.style(block)
            return f'<text:h text:style-name="{style}" text:outline-level="{block.depth}">{said}</text:h>'
        return f'<text:p text:style-name="{self.style(block)}">{said}</text:p>'

    def run(self, run: Run) -> str:
        words = self.cited.get(run.clause, "?") if run.clause else run.text
        said = _text(words)
        if run.clause:
            said = f'<text:span text:style-name="Plan_20_reference">{said}</text:span>'
        if run.strong or run.emphasis:
            look = (
                "PlanBoth" if run.strong and run.emphasis else "PlanStrong" if run.strong else "PlanEmphasis"
            )
            said = f'<text:span text:style-name="{look}">{said}</text:span>'
        target = f"#{anchor(run.clause)}" if run.clause else run.link
        return f'<text:a xlink:type="simple" xlink:href="{xml(target)}">{said}</text:a>' if target else said

    def table(self, block: Block) -> str:
        self.tables += 1
        rows = [
            "<table:table-row>"
            + "".join(
                '<table:table-cell table:style-name="PlanCell" office:value-type="string"><text:p>'
                f"{''.join(map(self.run, parse(cell)))}</text:p></table:table-cell>"
                for cell in row
            )
            + "</table:table-row>"
            for row in block.rows
        ]
        head = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
        wide = len(block.rows[0])
        return (
            f'<table:table table:name="Table{self.tables}"><table:table-column '
            f'table:number-columns-repeated="{wide}"/>{head}{"".join(rows[1:])}</table:table>'
        )

    # Styles

    def style(self, block: Block) -> str:
        """The name of a block's style, which is noted for the sheet; other indentations rest on it."""
        name = style_name(block)
        first = self.styles.setdefault(name, block)
        if _indent(first) == _indent(block):
            return _coded(name)
        return self.others.setdefault((_coded(name), _indent(block)), f"P{len(self.others) + 1}")

    def sheet(self) -> str:
        language = f'fo:language="{xml(self.language)}" fo:country="{xml(self.country or "none")}"'
        styles = [
            '<style:default-style style:family="paragraph"><style:paragraph-properties '
            'fo:margin-bottom="2.2mm" fo:line-height="125%"/><style:text-properties '
            f'fo:font-family="Georgia" fo:font-size="11pt" {language}/>'
            "</style:default-style>",
            '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>',
            _style("Title", "", 'fo:margin-bottom="6mm"', 'fo:font-size="24pt"'),
            _style("Footer", "", 'fo:text-align="center"', 'fo:font-size="8.5pt"'),
            *(
                f'<style:style style:name="{_coded(name)}" style:display-name="{name}" style:family="text">'
                '<style:text-properties fo:color="#5a2a52"/></style:style>'
                for name in (COUNTED_NUMBER, FIXED_NUMBER, REFERENCE)
            ),
        ]
        for rank in range(1, RANKS + 1):
            styles.append(
                f'<style:style style:name="Heading_20_{rank}" style:display-name="Heading {rank}" '
                f'style:family="paragraph" style:parent-style-name="Standard" '
                f'style:default-outline-level="{rank}"><style:paragraph-properties '
                'fo:keep-with-next="always" fo:margin-top="5mm" fo:margin-bottom="2.2mm">'
                f"{_tab(WIDE)}</style:paragraph-properties>"
                f'<style:text-properties fo:font-weight="bold" fo:font-size="{max(17 - 2 * rank, 11)}pt"/>'
                "</style:style>"
            )
        styles += [_looks(name, block) for name, block in sorted(self.styles.items())]
        page = 'fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="25mm" fo:margin-bottom="20mm" '
        page += 'fo:margin-left="30mm" fo:margin-right="30mm"'
        foot = f'<text:p text:style-name="Footer">{_text(self.about)} · <text:page-number/></text:p>'
        foot = f"<style:footer>{foot}</style:footer>" if self.about else ""
        space = (
            '<style:footer-style><style:header-footer-properties fo:margin-top="8mm"/></style:footer-style>'
        )
        return (
            f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:styles>{"".join(styles)}'
            '</office:styles><office:automatic-styles><style:page-layout style:name="page">'
            f"<style:page-layout-properties {page}/>{space if foot else ''}</style:page-layout>"
            '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
            f'style:page-layout-name="page">{foot}</style:master-page></office:master-styles></office:document-styles>'
        )


def _looks(name: str, block: Block) -> str:
    if block.clause.kind == "section" and block.part == "heading":
        return (
            f'<style:style style:name="{_coded(name)}" style:display-name="{name}" style:family="paragraph" '
            f'style:parent-style-name="Heading_20_{min(block.depth, RANKS)}"/>'
        )
    heading = block.part == "heading"
    keep = 'fo:keep-with-next="always" ' if heading else ""
    return _style(name, _indent(block), keep, 'fo:font-weight="bold"' if heading else "")


def _indent(block: Block) -> str:
    left = WIDE if block.clause.kind == "section" else WIDE + STEP * block.inset
    before = (STEP if block.inset else WIDE) if block.opens and block.number else 0
    return f'fo:margin-left="{left}mm" fo:text-indent="{-before}mm"'


def _style(name: str, indent: str, paragraph: str, letters: str) -> str:
    looks = f"<style:text-properties {letters}/>" if letters else ""
    tab = _tab(0) if indent else ""
    return (
        f'<style:style style:name="{_coded(name)}" style:display-name="{name}" style:family="paragraph" '
        f'style:parent-style-name="Standard"><style:paragraph-properties {indent} {paragraph}>{tab}'
        f"</style:paragraph-properties>{looks}</style:style>"
    )


def _tab(at: int) -> str:
    return f'<style:tab-stops><style:tab-stop style:position="{at}mm"/></style:tab-stops>'


def _coded(name: str) -> str:
    """A name of a style as ODF wants it."""
    return name.replace(" ", "_20_")


def _text(words: str) -> str:
    """Words in which each blank that a reader would pass over is an element."""
    lines = []
    for line in words.split("\n"):
        odd = re.sub(r"^ | (?= )|(?<= ) | $", "\x00", line)
        lines.append(xml(odd).replace("\x00", "<text:s/>"))
    return "<text:line-break/>".join(lines)
