"""Texts that stand in the record as papers: a title, a blank line, the words."""

from hashlib import sha256

from folkmoot.procedure.case import Case
from folkmoot.site.record import reading
from folkmoot.site.record.models import Paper

LONGEST_TITLE = 200


def text_paper(title: str, text: str) -> tuple[str, dict[str, bytes]]:
    """The digest of the paper that holds a title and a text, and the paper by its digest."""
    data = f"{title}\n\n{text}\n".encode()
    digest = sha256(data).hexdigest()
    return digest, {digest: data}


def plain_paper(text: str) -> tuple[str, dict[str, bytes]]:
    """The digest of a paper without a title, and the paper."""
    data = f"{text}\n".encode()
    digest = sha256(data).hexdigest()
    return digest, {digest: data}


def length_of(title: str, text: str) -> int:
    """Words of a motion, its title among them."""
    return len(title.split()) + len(text.split())


def title_in(digest: str) -> str:
    """The title that a paper begins with; empty where the paper has been taken away."""
    data = reading.paper(digest)
    return data.decode(errors="replace").partition("\n")[0][:LONGEST_TITLE] if data else ""


def titles_in(digests: list[str]) -> list[str]:
    """The titles that these papers begin with, in their order; one query."""
    rows = Paper.objects.filter(digest__in=digests).values_list("digest", "data")
    found = {digest: bytes(data).decode(errors="replace").partition("\n")[0] for digest, data in rows}
    return [found.get(digest, "")[:LONGEST_TITLE] for digest in digests]


def options_in(case: Case) -> list[str]:
    """The digests of the texts on the ballot paper, in its order; for a change, the digest of its reasons."""
    options = getattr(case, "on_the_paper", None)
    return [option.text for option in options] if options is not None else [str(getattr(case, "text", ""))]


def titles_on_the_paper(case: Case) -> list[str]:
    """The titles of the options on the ballot paper, in its order, the default option left out; one query."""
    return titles_in(options_in(case))


def title_of(case: Case) -> str:
    """What the proceeding is called: the title of the motion itself, or of the reasons of another."""
    options = getattr(case, "options", None)
    reasons = str(getattr(case, "text", "") or getattr(case, "reasons", ""))
    return title_in(options[0].text if options else reasons)
