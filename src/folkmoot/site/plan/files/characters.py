"""Signs that no text may hold: what nobody sees, or what turns the direction of reading."""

import re
import unicodedata

from django.utils.translation import gettext as _

from folkmoot.site.plan.files.findings import Findings, Level, at
from folkmoot.texts.clause import forbidden

_LINES = dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c\x85"), "\n")
_RISKY = re.compile(r"[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205f\u20a0-\u20bf]")


def cleaned(text: str, findings: Findings, place: str = "") -> str:
    """The text in normal form C without such signs. Each that is taken out is named with its place.

    Tabs are left; whoever asked decides what they mean.
    """
    text = unicodedata.normalize("NFC", text)
    if not _RISKY.search(text):
        return text
    text = text.translate(_LINES)
    odd = [sign for sign in text if sign != "\t" and forbidden(sign)]
    if not odd:
        return text
    kept = "".join(sign for sign in text if sign == "\t" or not forbidden(sign))
    for sign in sorted(set(odd)):
        said = _("The invisible sign {sign} was taken out.")
        if odd.count(sign) > 1:
            said = _("The invisible sign {sign} was taken out, {n} times.")
        findings.add(Level.CHANGED, place or at(kept), said.format(sign=_named(sign), n=odd.count(sign)))
    return unicodedata.normalize("NFC", kept)


def spaced(text: str) -> str:
    """The text with single spaces, and none at the edges of its lines."""
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip(" ") for line in text.split("\n")).strip("\n")


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X} ({name.lower()})" if name else f"U+{ord(sign):04X}"
