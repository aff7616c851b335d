"""What stands beside the words of a DOCX: pictures, drawings, formulas, comments. Each is named."""

from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from folkmoot.site.plan.files.docx_styles import W, value
from folkmoot.site.plan.files.findings import Findings, Level

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"


def formula(element: Element, findings: Findings, here: str) -> None:
    """Name a formula by its signs."""
    said = "".join(each.text or "" for each in element.iter(_M + "t"))
    findings.add(
        Level.REFUSED, here, _("A formula is not taken in. Its signs are: {words}").format(words=said[:400])
    )


def is_rule(part: Element) -> bool:
    """Whether a drawing is only a line across the page."""
    return any(each.get(_O + "hr") for each in part.iter())


def described(part: Element) -> tuple[str, str]:
    """What a picture, drawing or object is, and what it says of itself."""
    properties = next(iter(part.iter(_WP + "docPr")), None)
    shape = next((each for each in part.iter() if each.tag.startswith(_V) and each.get("alt")), None)
    description = ""
    if properties is not None:
        description = properties.get("descr") or properties.get("title") or properties.get("name") or ""
    elif shape is not None:
        description = shape.get("alt") or ""
    kinds = {each.tag.rpartition("}")[2] for each in part.iter()}
    what = _("A drawing")
    if part.tag == W + "object":
        what = _("An embedded object")
    elif kinds & {"pic", "imagedata"}:
        what = _("A picture")
    elif "chart" in kinds:
        what = _("A chart")
    return what, description


class Comments:
    """The comments of a document, each named once."""

    def __init__(self, root: Element | None, findings: Findings) -> None:
        self.findings = findings
        self.left = {
            value(each, "id"): (value(each, "author"), " ".join(" ".join(each.itertext()).split()))
            for each in (root.findall(W + "comment") if root is not None else [])
        }

    def tell(self, id: str, here: str) -> None:
        """Name a comment at its place."""
        who, said = self.left.pop(id, ("", ""))
        sentence = _("A comment by {who}: {words}").format(who=who or _("somebody"), words=said)
        self.findings.add(Level.LEFT_OUT, here, sentence)

    def close(self) -> None:
        """Name the comments that stand at no place."""
        for id in list(self.left):
            self.tell(id, "")
