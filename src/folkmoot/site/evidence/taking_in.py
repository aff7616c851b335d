"""Taking in a file: is it one of the kinds, does it open, is it clean. What is refused says what would do."""

from dataclasses import dataclass
from typing import NoReturn, Protocol

from django.conf import settings

from folkmoot.procedure.act import OutOfOrder, Sentence, say
from folkmoot.site.evidence import drawing, scanner, sniffing
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.names import cleaned

ACCEPT = ".pdf,.png,.jpg,.jpeg,.gif,.webp,.eml,.txt,.md,.csv"
KINDS = say(
    "Documents are taken in as PDF, pictures as PNG, JPEG, GIF or WebP, e-mail as .eml, words as text."
)
CURES: dict[str, Sentence] = {
    **dict.fromkeys(
        ("doc", "docx", "odt", "rtf", "pages", "xls", "xlsx", "ods", "ppt", "pptx", "odp"),
        say("Open it in the program that made it, and save or print it as PDF."),
    ),
    **dict.fromkeys(
        ("heic", "heif", "tif", "tiff", "bmp", "avif"),
        say("Save the picture as JPEG or PNG, and choose that."),
    ),
    **dict.fromkeys(
        ("htm", "html", "svg", "xml", "mhtml", "xhtml"),
        say("Open it in a browser and print it as PDF, or take a picture of it."),
    ),
    **dict.fromkeys(
        ("zip", "7z", "rar", "tar", "gz"), say("Unpack it, and hand in what is in it one by one.")
    ),
    **dict.fromkeys(
        ("msg", "mbox", "pst"), say("Save the message as .eml in your mail program, and choose that.")
    ),
}
OTHERWISE = say("Save it as PDF, or take a picture of it, and choose that.")


class Readable(Protocol):
    """An uploaded file."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    def read(self, size: int = ...) -> bytes: ...


@dataclass(frozen=True)
class Checked:
    """A file that was taken in, bit for bit: it opens, and is what its name says."""

    data: bytes
    media_type: str
    filename: str


def take_in(file: Readable) -> Checked:
    """Look at an uploaded file. Raises `OutOfOrder`, which says what would be taken in instead."""
    name = cleaned(file.name or "")
    data = _content(file)
    ending = sniffing.ending_of(name)
    media = _kind(data, ending)
    if sniffing.is_two_things(data, media):
        _refuse(
            say("A file is one thing."),
            say("This one can also be read as something else: a document or an archive is hidden in it."),
            say("Save or print what you want to show as a new PDF or picture, and choose that."),
        )
    _scan(data)
    if media != Item.Media.TEXT:
        _require_that_it_opens(data, media)
    return Checked(data, media.value, name)


def _content(file: Readable) -> bytes:
    most = settings.FOLKMOOT_UPLOAD_LIMIT
    data = file.read(most + 1)
    if not data:
        _refuse(
            say("A file that is handed in holds something."),
            say("This one is empty."),
            say("Look whether the file opens on your own machine, and choose it again."),
        )
    if len(data) > most:
        _refuse(
            say("A file has {most} MB at the most.", most=most // 1_000_000),
            say("This one has more."),
            say("Make it smaller: scan in grey, save pictures as JPEG, or hand it in in parts."),
        )
    return data


def _kind(data: bytes, ending: str) -> Item.Media:
    if ending and ending not in sniffing.ENDINGS:
        fact = say("This is a file of another kind: .{ending}.", ending=ending)
        _refuse(KINDS, fact, CURES.get(ending, OTHERWISE))
    media = sniffing.sniff(data, ending)
    if media is None:
        _refuse(KINDS, say("The content of this file is none of these."), OTHERWISE)
    if ending and sniffing.ENDINGS[ending] != media:
        _refuse(
            say("A file is what its name says."),
            say("This one is called .{ending}, and its content is: {kind}.", ending=ending, kind=media.label),
            say("Save it anew from the program that made it. Giving it another name is not enough."),
        )
    return media


def _scan(data: bytes) -> None:
    try:
        scanner.scan(data)
    except scanner.Infected as found:
        _refuse(
            say("No file is taken in that would harm those who read it."),
            say("The scanner of this site found malware in it: {name}.", name=str(found)),
            say("Print what you want to show as PDF on another machine, or take a picture of it."),
        )
    except scanner.Down:
        _refuse(
            say("On this site each file is scanned for malware before it is taken in."),
            say("The scanner does not answer at the moment."),
            say("Try again in some minutes. If it stays so, tell the host; words can be sent meanwhile."),
        )


def _require_that_it_opens(data: bytes, media: Item.Media) -> None:
    try:
        drawing.look(data, media.value)
    except drawing.Undrawable as fault:
        _refuse(*FAULTS[fault.why])


_opens = say("Those who decide must be able to read what is handed in.")
FAULTS: dict[str, tuple[Sentence, Sentence, Sentence]] = {
    "broken": (
        _opens,
        say("This file does not open: it is damaged, or only called so."),
        say("Open it on your own machine and save or print it anew as PDF or picture."),
    ),
    "locked": (
        _opens,
        say("This document is locked by a password."),
        say("Open it with the password, print it as a new PDF without one, and choose that."),
    ),
    "large": (
        _opens,
        say("This file unpacks into more than a reader's machine could bear."),
        say("Save pictures with at most 60 million dots, and documents with at most 2,000 pages."),
    ),
    "slow": (
        _opens,
        say("It takes too long to draw a page of this file."),
        say("Print it as a new PDF, or save it as a picture, and choose that."),
    ),
    "busy": (
        _opens,
        say("Too many files are being looked at just now."),
        say("Try again in a minute; nothing is wrong with your file."),
    ),
}


def _refuse(condition: Sentence, fact: Sentence, cure: Sentence) -> NoReturn:
    raise OutOfOrder(rule="", condition=condition, fact=fact, cure=cure)
