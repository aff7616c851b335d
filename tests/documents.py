"""Documents as strangers write them, made here: the XML of a body in the least file that holds it."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MORE = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def level(deep: int, format: str, pattern: str) -> str:
    """A level of a list in Word's numbering."""
    return (
        f'<w:lvl w:ilvl="{deep}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


LEGAL = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")
BULLETS = level(0, "bullet", "\uf0b7") + level(1, "bullet", "o")
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEGAL}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{BULLETS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def p(words: str, style: str = "", number: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph of Word; `words` may be runs already."""
    said = words if words.startswith("<") else r(words)
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        looks += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{looks}{more}</w:pPr>{said}</w:p>"


def r(words: str, looks: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(
    body: str,
    relations: str = "",
    main: str = "document.main+xml",
    types: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A DOCX with this body. `relations` are added to those of its main part."""
    rel = f'<Relationship Id="{{}}" Type="{R}/{{}}" Target="{{}}"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}.{main}"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            + rel.format("a", "officeDocument", "word/document.xml")
            + "</Relationships>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            + rel.format("s", "styles", "styles.xml")
            + rel.format("n", "numbering", "numbering.xml")
            + f"{relations}</Relationships>",
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{NUMBERING}</w:numbering>',
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}" {MORE}>'
            f"<w:body>{body}</w:body></w:document>",
            **(parts or {}),
        }
    )


def related(id: str, kind: str, target: str, outside: bool = False) -> str:
    """A relation of the main part of a DOCX."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"{mode}/>'


BASE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "office": "office",
    "text": "text",
    "style": "style",
    "table": "table",
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
}
SPACES = " ".join(f'xmlns:{short}="{BASE}{name}:1.0"' for short, name in NAMES.items()) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:math="http://www.w3.org/1998/Math/MathML"'
)
ODT_STYLES = (
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/>'
    '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/>'
    "</style:style>"
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)


def odt(
    body: str, scripts: str = "", parts: Mapping[str, str | bytes] | None = None, foot: str = ""
) -> bytes:
    """An ODT with this body."""
    margin = (
        f'<style:master-page style:name="Standard"><style:footer>{foot}</style:footer></style:master-page>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {SPACES}>{scripts}"
            f"<office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES}>"
            f"<office:master-styles>{margin}</office:master-styles>"
            "</office:document-styles>",
            **(parts or {}),
        }
    )
