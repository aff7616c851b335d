"""What a file is, by its content; its name may only agree."""

import re

from folkmoot.site.evidence.models import Item

Media = Item.Media

BEGINNINGS = (
    (b"%PDF-", Media.PDF),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"\xff\xd8\xff", Media.JPEG),
    (b"GIF87a", Media.GIF),
    (b"GIF89a", Media.GIF),
)
ENDINGS: dict[str, Media] = {
    "pdf": Media.PDF,
    "png": Media.PNG,
    "jpg": Media.JPEG,
    "jpeg": Media.JPEG,
    "jpe": Media.JPEG,
    "gif": Media.GIF,
    "webp": Media.WEBP,
    "eml": Media.MAIL,
    "txt": Media.TEXT,
    "text": Media.TEXT,
    "md": Media.TEXT,
    "csv": Media.TEXT,
}
_head = re.compile(rb"[!-9;-~]+[ \t]*:")
_known_head = re.compile(rb"(?im)^(from|to|date|subject|received|message-id|mime-version|return-path):")
_no_text = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
DIRECTORY, DIRECTORY_END = b"PK\x01\x02", b"PK\x05\x06"
HEADS = 65_536  # bytes within which a mail's headers end


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def sniff(data: bytes, ending: str = "") -> Media | None:
    """What the content is, or None for anything that is not taken in.

    Words are words whatever they say: text and mail are told apart by the ending, and without one by the
    headers.
    """
    for beginning, media in BEGINNINGS:
        if data.startswith(beginning):
            return media
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Media.WEBP
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Media.TEXT if _is_utf16(data) else None
    if _no_text.search(data):
        return None
    if ENDINGS.get(ending) != Media.TEXT and is_mail(data):
        return Media.MAIL
    return Media.TEXT


def is_mail(data: bytes) -> bool:
    """Whether it begins with headers, two of them such as every mail has."""
    block = re.split(rb"\r?\n\r?\n", data[:HEADS], maxsplit=1)[0]
    lines = block.splitlines()
    begin = [line for line in lines if line[:1] not in (b" ", b"\t")]
    known = {found.lower() for found in _known_head.findall(block)}
    return bool(begin) and lines[0] == begin[0] and all(map(_head.match, begin)) and len(known) >= 2


def is_two_things(data: bytes, media: Media) -> bool:
    """Whether another program would take the same bytes for something else: a PDF, or an archive, too."""
    if media != Media.PDF and b"%PDF-" in data[:1_024]:
        return True
    return media != Media.TEXT and _is_archive(data)


def _is_archive(data: bytes) -> bool:
    """Whether the bytes end in the directory of a ZIP."""
    at = data.rfind(DIRECTORY_END, -65_557 if len(data) > 65_557 else 0)
    if at < 0 or len(data) < at + 22:
        return False
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    comment = int.from_bytes(data[at + 20 : at + 22], "little")
    if at + 22 + comment > len(data):
        return False
    return size == 0 or (at - size >= 0 and data[at - size : at - size + 4] == DIRECTORY)


def _is_utf16(data: bytes) -> bool:
    try:
        words = data.decode("utf-16")
    except UnicodeDecodeError:
        return False
    return not _no_text.search(words.encode())
