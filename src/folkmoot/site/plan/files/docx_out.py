"""Writes a text as DOCX: real headings, numbers as they are printed, a bookmark for the id of each clause.

The styles say what each paragraph is ("Plan clause 2": a clause, two deep), so that the file can be changed
in any word processor and read again (`docx.py`). The same revision always gives the same bytes.
"""

from collections.abc import Iterator

from folkmoot.site.plan.files.blocks import Block, blocks, referring
from folkmoot.site.plan.files.lines import COUNTED_NUMBER, FIXED_NUMBER, REFERENCE
from folkmoot.site.plan.files.packing import packed, xml
from folkmoot.site.plan.files.sentence import Run, parse
from folkmoot.texts.clause import Revision

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RANKS = 9  # ranks of headings that Word knows
WIDE, STEP = 850, 567  # room for a number, and a step of indentation, in twentieths of a point: 1.5 and 1 cm


def write(revision: Revision, *, language: str = "en-GB", about: str = "") -> bytes:
    """The text as DOCX. `about`: a line for the foot of pages, such as its address; readers leave it out."""
    return _Writer(revision, language, about).bytes()


class _Writer:
    def __init__(self, revision: Revision, language: str, about: str) -> None:
        self.revision, self.language, self.about = revision, language, about
        self.cited = referring(revision)
        self.links: dict[str, str] = {}
        self.styles: dict[str, Block] = {}
        self.bookmarks = 0

    def bytes(self) -> bytes:
        body = "".join(self.body())
        foot = "" if not self.about else '<w:footerReference w:type="default" r:id="foot"/>'
        page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1701" w:bottom="1418" '
        page += 'w:left="1701" w:header="709" w:footer="709" w:gutter="0"/>'
        document = (
            f'{_HEAD}<w:document xmlns:w="{_MAIN}" xmlns:r="{_REL}"><w:body>{body}'
            f"<w:sectPr>{foot}{page}</w:sectPr></w:body></w:document>"
        )
        parts = {
            "[Content_Types].xml": self.types(),
            "_rels/.rels": _relations(
                ("main", f"{_REL}/officeDocument", "word/document.xml", False),
                ("core", f"{_PKG}/relationships/metadata/core-properties", "docProps/core.xml", False),
            ),
            "docProps/core.xml": self.core(),
            "word/document.xml": document,
            "word/styles.xml": self.style_sheet(),
            "word/_rels/document.xml.rels": _relations(
                ("styles", f"{_REL}/styles", "styles.xml", False),
                *([("foot", f"{_REL}/footer", "footer1.xml", False)] if self.about else []),
                *((id, f"{_REL}/hyperlink", address, True) for address, id in self.links.items()),
            ),
        }
        if self.about:
            field = '<w:r><w:t xml:space="preserve"> · </w:t></w:r><w:fldSimple w:instr="PAGE"/>'
            parts["word/footer1.xml"] = (
                f'{_HEAD}<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
                f'<w:r><w:t xml:space="preserve">{xml(self.about)}</w:t></w:r>{field}</w:p></w:ftr>'
            )
        return packed({name: part.encode() for name, part in parts.items()})

    # The text

    def body(self) -> Iterator[str]:
        title = f'<w:r><w:t xml:space="preserve">{xml(self.revision.title)}</w:t></w:r>'
        yield f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{title}</w:p>'
        table = False
        for block in blocks(self.revision):
            table = bool(block.rows)
            yield self.table(block) if table else self.paragraph(block)
        if table:
            yield "<w:p/>"  # word processors want one behind a table

    def paragraph(self, block: Block) -> str:
        id = self.style(block)
        first = self.styles.get(style_name(block))
        other = "" if first is None or _indent(first) == _indent(block) else _indent(block)
        style = f'<w:pPr><w:pStyle w:val="{id}"/>{other}</w:pPr>'
        number = ""
        if block.opens and block.number:
            id = "PlanFixedNumber" if block.fixed else "PlanNumber"
            number = f'<w:r><w:rPr><w:rStyle w:val="{id}"/></w:rPr>{_text(block.number)}<w:tab/></w:r>'
        said = number + "".join(map(self.run, block.runs))
        if block.opens:
            self.bookmarks += 1
            name = f'w:id="{self.bookmarks}" w:name="{anchor(block.clause.id)}"'
            said = f'<w:bookmarkStart {name}/>{said}<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        return f"<w:p>{style}{said}</w:p>"

    def run(self, run: Run) -> str:
        marks = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
        if run.clause:
            looks = f'<w:rPr><w:rStyle w:val="PlanReference"/>{marks}</w:rPr>'
            said = f"<w:r>{looks}{_text(self.cited.get(run.clause, '?'))}</w:r>"
            return f'<w:hyperlink w:anchor="{anchor(run.clause)}">{said}</w:hyperlink>'
        style = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
        looks = f"<w:rPr>{style}{marks}</w:rPr>" if style or marks else ""
        said = f"<w:r>{looks}{_text(run.text)}</w:r>"
        if run.link:
            id = self.links.setdefault(run.link, f"link{len(self.links) + 1}")
            return f'<w:hyperlink r:id="{id}">{said}</w:hyperlink>'
        return said

    def table(self, block: Block) -> str:
        wide = len(block.rows[0])
        grid = "".join(f'<w:gridCol w:w="{8504 // max(wide, 1)}"/>' for _ in range(wide))
        rows = []
        for place, row in enumerate(block.rows):
            head = "<w:trPr><w:tblHeader/></w:trPr>" if place == 0 else ""
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{8504 // max(wide, 1)}" w:type="dxa"/></w:tcPr>'
                f"<w:p>{''.join(map(self.run, parse(cell)))}</w:p></w:tc>"
                for cell in row
            )
            rows.append(f"<w:tr>{head}{cells}</w:tr>")
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    # Styles

    def style(self, block: Block) -> str:
        """The id of a block's style, which is noted for the sheet of styles."""
        clause = block.clause
        bare = clause.label == "" and block.opens
        plain = clause.kind == "section" and block.part == "heading" and not bare
        if plain and block.depth <= RANKS and len(anchor(clause.id)) < 40:
            return f"Heading{block.depth}"
        name = style_name(block)
        self.styles.setdefault(name, block)
        return name.title().replace(" ", "").replace("-", "")

    def style_sheet(self) -> str:
        language = f'<w:lang w:val="{xml(self.language)}"/>'
        fonts = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/>'
        sheet = [
            f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/>{language}</w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr>'
            "</w:pPrDefault></w:docDefaults>",
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
            _style("Title", "Title", "Normal", '<w:spacing w:after="360"/>', '<w:sz w:val="48"/>'),
            _style("Footer", "footer", "Normal", '<w:jc w:val="center"/>', '<w:sz w:val="17"/>'),
            _style("Hyperlink", "Hyperlink", "", "", '<w:u w:val="single"/>', "character"),
            _style("PlanNumber", COUNTED_NUMBER, "", "", '<w:color w:val="5A2A52"/>', "character"),
            _style("PlanFixedNumber", FIXED_NUMBER, "", "", '<w:color w:val="5A2A52"/>', "character"),
            _style("PlanReference", REFERENCE, "", "", '<w:color w:val="5A2A52"/>', "character"),
            '<w:style w:type="table" w:styleId="PlanTable"><w:name w:val="Plan table"/><w:tblPr>'
            "<w:tblBorders>"
            + "".join(
                f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
                for side in ("top", "bottom", "insideH")
            )
            + "</w:tblBorders></w:tblPr></w:style>",
        ]
        for rank in range(1, RANKS + 1):
            size = max(34 - 4 * rank, 22)
            looks = '<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="850"/></w:tabs>'
            looks += f'<w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="{rank - 1}"/>'
            sheet.append(
                _style(f"Heading{rank}", f"heading {rank}", "Normal", looks, f'<w:b/><w:sz w:val="{size}"/>')
            )
        for name, block in sorted(self.styles.items()):
            id = name.title().replace(" ", "").replace("-", "")
            sheet.append(_style(id, name, *_looks(block)))
        return f'{_HEAD}<w:styles xmlns:w="{_MAIN}">{"".join(sheet)}</w:styles>'

    # Other parts

    def types(self) -> str:
        overrides = {
            "/word/document.xml": f"{_WORD}.document.main+xml",
            "/word/styles.xml": f"{_WORD}.styles+xml",
            "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            **({"/word/footer1.xml": f"{_WORD}.footer+xml"} if self.about else {}),
        }
        listed = "".join(
            f'<Override PartName="{part}" ContentType="{media}"/>' for part, media in overrides.items()
        )
        return (
            f'{_HEAD}<Types xmlns="{_PKG}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
        )

    def core(self) -> str:
        return (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PKG}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{xml(self.revision.title)}</dc:title><dc:language>{xml(self.language)}</dc:language>"
            f"<dc:identifier>sha256:{self.revision.digest}</dc:identifier></cp:coreProperties>"
        )


def anchor(id: str) -> str:
    """The name of the bookmark of a clause: letters, figures and strokes, as word processors want it."""
    return "c_" + id.replace("-", "_")


def style_name(block: Block) -> str:
    """What the style of a paragraph is called: what it is, and how deep it stands."""
    part = "" if block.part == "body" else f" {block.part}"
    bare = " unnumbered" if block.opens and block.clause.label == "" else ""
    return f"Plan {block.clause.kind}{part}{bare} {block.depth}"


def _looks(block: Block) -> tuple[str, str, str]:
    """On what a style rests, and the looks of its paragraphs and letters."""
    if block.clause.kind == "section" and block.part == "heading":
        rank = min(block.depth, RANKS)
        return f"Heading{rank}", f'<w:outlineLvl w:val="{rank - 1}"/>', ""
    bold = "<w:b/>" if block.part == "heading" else ""
    return "Normal", ("<w:keepNext/>" if bold else "") + _indent(block), bold


def _indent(block: Block) -> str:
    """The indentation of a paragraph: its words stand in one line, and its number before them."""
    if block.clause.kind == "section":
        return f'<w:ind w:left="{WIDE}" w:firstLine="0"/>' if block.part != "heading" else ""
    left = WIDE + STEP * block.inset
    before = STEP if block.inset else WIDE
    hanging = f'w:hanging="{before}"' if block.opens and block.number else 'w:firstLine="0"'
    return f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs><w:ind w:left="{left}" {hanging}/>'


def _style(id: str, name: str, on: str, paragraph: str, run: str, kind: str = "paragraph") -> str:
    rests = f'<w:basedOn w:val="{on}"/>' if on else ""
    looks = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")
    named = f'w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>'
    return f"<w:style {named}{rests}<w:qFormat/>{looks}</w:style>"


def _text(words: str) -> str:
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{xml(line)}</w:t>' if line else "" for line in words.split("\n")
    )


def _relations(*found: tuple[str, str, str, bool]) -> str:
    listed = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{xml(target)}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for id, kind, target, outside in found
    )
    return f'{_HEAD}<Relationships xmlns="{_PKG}/relationships">{listed}</Relationships>'
