"""The sheets that typst sets, and the font that lies with the pages of help."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
FONTS = _HERE.parent / "static" / "help" / "vendor"


def read(name: str) -> bytes:
    """The source of one sheet."""
    return (_HERE / name).read_bytes()
