"""BLT, the file in which counts by transferable vote are handed on: every dialect in, one canonical form out.

The canonical form: UTF-8, line feeds; the numbers of candidates and seats; the withdrawn on one line where
there are any; each ranking once, `papers preferences 0`, sorted by ranking; `0`; the names and the title, one
a line in quotes, with `\\"` for a quote and `\\\\` for a backslash in them. Its SHA-256 is the digest of the
election (spec/counts.md).
"""

from dataclasses import replace
from hashlib import sha256

from folkmoot.counting.blt_ballots import read_ballots
from folkmoot.counting.blt_names import read_names
from folkmoot.counting.blt_plain import read_plain
from folkmoot.counting.contest import Contest
from folkmoot.counting.marks import EVERY_FAULT, LAW, Fault, Marked, Treatment, marked, treat
from folkmoot.counting.papers import Engine
from folkmoot.counting.reading import decode
from folkmoot.counting.refusals import BadBallots


def read(
    data: bytes, treatment: Treatment | None = None, encoding: str | None = "utf-8", engine: Engine = "auto"
) -> Contest:
    """The contest in a BLT file.

    Args:
        treatment: what a rule makes of over-votes, gaps, repeats and numbers that are nobody's; without one
            they are refused, each with its place.
        encoding: `utf-8` or `latin-1`; None: Latin-1 where it is not UTF-8.
        engine: `numpy` gives the papers of a plain file as `Columns`, equal to the dictionary of `pure`;
            `auto` does so for long files where numpy is installed.

    Raises:
        Misread: it is no BLT file, is cut off, or holds such a fault; with line and column.
        BadBallots: papers are counted in fractions.
    """
    text, _ = decode(data, encoding)
    plain = read_plain(text, engine)
    if plain is not None:
        return plain[0]
    papers = _careful(text, EVERY_FAULT if treatment else frozenset(), ())
    return treat(papers, treatment or LAW)


def read_marked(data: bytes, allowed: frozenset[Fault] = EVERY_FAULT, encoding: str | None = None) -> Marked:
    """The papers of a BLT file as they were marked; faults that are not `allowed` are refused.

    Raises:
        Misread: it is no BLT file, is cut off, or holds such a fault; with line and column.
    """
    text, notes = decode(data, encoding)
    plain = read_plain(text, "pure")
    if plain is None:
        return _careful(text, allowed, notes)
    contest, more = plain
    return replace(marked(contest), notes=(*notes, *more))


def write(contest: Contest) -> bytes:
    """The canonical form. Raises BadBallots: a name or the title holds a control character."""
    rankings = sorted((ranking, times) for ranking, times in contest.papers.items() if times)
    words = [f" {each}" for each in range(len(contest.names) + 1)]
    withdrawn = " ".join(f"-{each}" for each in sorted(contest.withdrawn))
    lines = [
        f"{len(contest.names)} {contest.seats}",
        *([withdrawn] if withdrawn else []),
        *(f"{times}{''.join([words[each] for each in ranking])} 0" for ranking, times in rankings),
        "0",
        *(quoted(name) for name in (*contest.names, contest.title)),
        "",
    ]
    return "\n".join(lines).encode()


def digest(contest: Contest) -> str:
    """SHA-256 of the canonical form, in hexadecimal digits."""
    return sha256(write(contest)).hexdigest()


def quoted(name: str) -> str:
    """A name in quotes, as `read` reads it. Raises BadBallots: it holds a control character."""
    if any(
        character < " "
        and character != "\t"
        or "\x7f" <= character <= "\x9f"
        or character in "\u2028\u2029\ufeff"
        for character in name
    ):
        raise BadBallots(f"{name!r} holds a character that no file of ballots may hold.")
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _careful(text: str, allowed: frozenset[Fault], notes: tuple[str, ...]) -> Marked:
    ballots = read_ballots(text, allowed)
    names = read_names(text, ballots.end, ballots.candidates)
    return Marked(
        names.names,
        ballots.seats,
        ballots.papers,
        frozenset(ballots.withdrawn),
        names.title,
        (*notes, *ballots.notes, *names.notes),
    )
