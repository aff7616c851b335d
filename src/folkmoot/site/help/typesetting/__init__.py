"""The sheets that typst sets, and the font that lies with the pages of help."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language

_HERE = Path(__file__).resolve().parent
_FONTS = typst.Fonts(include_system_fonts=False, font_paths=[_HERE.parent / "static" / "help" / "vendor"])


def compiled(name: str, data: Mapping[str, Any], folder: Path = _HERE) -> bytes:
    """One sheet as a tagged PDF (PDF/UA-1), with `data` as JSON: whatever stands in it stays text.

    Where the words hold a sign that no font of ours has, an empty box stands there, without PDF/UA.
    `folder` is where the sheet lies.
    """
    language = (get_language() or "en").split("-")[0]
    written = json.dumps({"language": language, **data}).encode()
    sources = {"main.typ": (folder / name).read_bytes(), "data.json": written}
    set_by: Any = typst.compile  # takes sources by name, which its types do not know
    try:
        made = set_by(sources, font_paths=_FONTS, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        made = set_by(sources, font_paths=_FONTS, format="pdf")
    assert isinstance(made, bytes)
    return made
