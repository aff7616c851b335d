"""A ZIP with the same bytes for the same parts: exports of one revision can be compared by their digest."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """The archive of these parts, in their order; those in `stored` are not compressed."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return into.getvalue()


def xml(text: str) -> str:
    """Words as they stand in XML, also between quotation marks."""
    return escape(text, {'"': "&quot;"})
