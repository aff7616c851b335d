"""HTML inside a page of words: its tags are taken off and named, and so is what they hide or show."""

import re

from django.utils.translation import gettext as _

from folkmoot.site.plan.files.findings import Findings, Level

_TAG = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(r"(?i)<img\b[^<>]*>")
_ALT = re.compile(r"(?i)\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))


def bare(content: str, findings: Findings, here: str) -> str:
    """The words between tags."""
    for begin, end in _HIDDEN:
        content = _without(content, begin, end, findings, here)
    for found in _IMAGE.finditer(content):
        alt = _ALT.search(found[0])
        picture((alt[1] or alt[2] or "") if alt else "", "", findings, here)
    content = _IMAGE.sub(" ", content)
    tags = sorted({tag.split()[0].strip("<>/") for tag in _TAG.findall(content)})
    if tags:
        said = _("Marks of HTML were taken off, their words kept: {tags}").format(tags=", ".join(tags))
        findings.add(Level.CHANGED, here, said)
    return _TAG.sub(" ", re.sub(r"(?i)<br\s*/?>", "\n", content))


def _without(content: str, begin: str, end: str, findings: Findings, here: str) -> str:
    """HTML without what is hidden between two marks, which is named."""
    lower, at = content.lower(), 0
    kept: list[str] = []
    while (start := lower.find(begin, at)) >= 0:
        stop = lower.find(end, start)
        stop = len(content) if stop < 0 else stop + len(end)
        kept.append(content[at:start])
        words = " ".join(content[start:stop][:1_000].split())[:400]
        findings.add(Level.LEFT_OUT, here, _("A hidden remark or script: {words}").format(words=words))
        at = stop
    return " ".join([*kept, content[at:]])


def picture(alt: str, source: str, findings: Findings, here: str) -> None:
    """Name a picture by what is said of it."""
    said = _("A picture is not taken in. It is described as “{alt}”.").format(alt=alt)
    if not alt:
        said = _("A picture is not taken in. It has no description; its address: {source}").format(
            source=source or "–"
        )
    findings.add(Level.REFUSED, here, said)
