r"""The marks in a sentence: `*so*`, `**so**`, `[words](https://…)`, `{clause:ID}`, and `\*` for a plain sign.

`parse` takes any text: what opens and never closes is words. `write` is the one way in which a sentence with
given marks is written, so `tidy` leaves it alone. Marks are switches, each on or off, and may overlap.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

ADDRESS = r"(?:https?://|mailto:)[^\s()<>\\]+"
_TOKEN = re.compile(
    r"\\(?P<plain>[\\*\[\]{}|])"
    r"|(?P<stars>\*+)"
    r"|\{clause:(?P<clause>[a-z0-9][a-z0-9-]{0,63})\}"
    rf"|\]\((?P<link>{ADDRESS})\)"
    r"|(?P<open>\[)"
)
_REFERENCE = re.compile(r"\{clause:[a-z0-9][a-z0-9-]{0,63}\}")
_SIGNS = frozenset("\\*[]{}|")
_LEADS_ON = ("(http://", "(https://", "(mailto:")


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one set of marks. A reference has `clause`, and in `text` what stands there if it is lost.

    `at` is the place in the sentence at which it begins.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    clause: str = ""
    at: int = field(default=0, compare=False)

    def like(self, other: "Run") -> bool:
        """Whether both are words under the same marks."""
        return (self.emphasis, self.strong, self.link) == (other.emphasis, other.strong, other.link) and not (
            self.clause or other.clause
        )


def parse(text: str, cuts: Sequence[int] = ()) -> tuple[Run, ...]:
    """The runs of a sentence; a run ends at each of the places in `cuts`, too."""
    tokens = list(_TOKEN.finditer(text))
    strong, emphasis, links = _pairs(tokens, text)
    edges = sorted(cuts)
    passed = 0
    found: list[Run] = []
    bold = leaning = False
    link = ""

    def put(words: str, at: int, clause: str = "") -> None:
        nonlocal passed
        before, passed = passed, bisect_right(edges, at)
        new = passed > before
        run = Run(words, leaning, bold, link, clause, at)
        if found and not new and found[-1].like(run):
            found[-1] = replace(found[-1], text=found[-1].text + words)
        elif words or clause:
            found.append(run)

    def plain(start: int, end: int) -> None:
        while start < end:
            place = bisect_right(edges, start)
            stop = min(end, edges[place]) if place < len(edges) else end
            put(text[start:stop], start)
            start = stop

    at = 0
    for place, token in enumerate(tokens):
        plain(at, token.start())
        at = token.end()
        if token["plain"]:
            put(token["plain"], token.start())
        elif token["clause"]:
            put("", token.start(), token["clause"])
        elif token["stars"]:
            here = token.start()
            for size, switches in ((2, strong), (1, emphasis)):
                if len(token["stars"]) > 3 or not len(token["stars"]) & size:
                    continue
                if place not in switches:
                    put("*" * size, here)
                elif size == 2:
                    bold = not bold
                else:
                    leaning = not leaning
            if len(token["stars"]) > 3:
                put(token["stars"], here)
        elif place in links:
            link = links[place]
        else:
            put(token[0], token.start())
    plain(at, len(text))
    return tuple(found)


def _pairs(tokens: list[re.Match[str]], text: str) -> tuple[set[int], set[int], dict[int, str]]:
    """Which tokens switch strong and emphasis, and what link begins (or, empty, ends) at a bracket."""
    strong, emphasis = set[int](), set[int]()
    links: dict[int, str] = {}
    waiting: dict[int, int | None] = {1: None, 2: None}
    brackets: list[int] = []
    for place, token in enumerate(tokens):
        if token["stars"] and len(token["stars"]) <= 3:
            opens = token.end() < len(text) and not text[token.end()].isspace()
            closes = token.start() > 0 and not text[token.start() - 1].isspace()
            for size, switches in ((2, strong), (1, emphasis)):
                if not len(token["stars"]) & size:
                    continue
                begun = waiting[size]
                if begun is not None and closes:
                    switches |= {begun, place}
                    waiting[size] = None
                elif begun is None and opens:
                    waiting[size] = place
        elif token["open"]:
            brackets.append(place)
        elif token["link"] and brackets:
            begun = brackets[-1]
            if tokens[begun].end() < token.start():
                links[begun], links[place] = token["link"], ""
            brackets = []
    return strong, emphasis, links


def write(runs: Iterable[Run]) -> str:
    """The sentence with these runs. Spaces at the edge of a mark stand outside it."""
    tidied = _hugging(_joined(runs))
    out: list[str] = []
    bold = leaning = False
    link = ""
    for place, run in enumerate(tidied):
        out.append("**" if bold and not run.strong else "")
        out.append("*" if leaning and not run.emphasis else "")
        if link != run.link:
            out.append((f"]({link})" if link else "") + ("[" if run.link else ""))
        out.append("**" if run.strong and not bold else "")
        out.append("*" if run.emphasis and not leaning else "")
        bold, leaning, link = run.strong, run.emphasis, run.link
        if run.clause:
            out.append(f"{{clause:{run.clause}}}")
        else:
            before = next((each for each in reversed(out) if each), "")[-1:]
            bare = not (bold or leaning or link)
            out.append("".join(_plain(run, before, last=bare and place == len(tidied) - 1)))
    out.append("**" if bold else "")
    out.append("*" if leaning else "")
    out.append(f"]({link})" if link else "")
    return "".join(out)


def _plain(run: Run, before: str, last: bool) -> Iterator[str]:
    """The words of a run, with a backslash before each sign that would be taken for a mark."""
    text = run.text
    for place, sign in enumerate(text):
        after = text[place + 1 : place + 2]
        if sign == "\\":
            marks = after in _SIGNS if after else not last
        elif sign == "*":
            alone = not before or before.isspace()
            marks = not (alone and (after.isspace() if after else last))
        elif sign == "]":
            marks = text.startswith(_LEADS_ON, place + 1)
        elif sign == "[":
            marks = bool(run.link)
        else:
            marks = sign == "{" and bool(_REFERENCE.match(text, place))
        yield f"\\{sign}" if marks else sign
        before = sign


def _joined(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if not (run.text or run.clause):
            continue
        if found and found[-1].like(run):
            found[-1] = replace(found[-1], text=found[-1].text + run.text)
        else:
            found.append(run)
    return found


def _hugging(runs: list[Run]) -> list[Run]:
    """The same runs with spaces at the edges of each mark set free of it."""
    for mark in ("strong", "emphasis", "link"):
        done: list[Run] = []
        for place, run in enumerate(runs):
            value = getattr(run, mark)
            if not value or run.clause:
                done.append(run)
                continue
            begins = not done or getattr(done[-1], mark) != value
            ends = place + 1 == len(runs) or getattr(runs[place + 1], mark) != value
            text = run.text
            bare = text.lstrip() if begins else text
            front = text[: len(text) - len(bare)]
            words = bare.rstrip() if ends else bare
            behind = bare[len(words) :]
            parts = (_freed(run, mark, front), replace(run, text=words), _freed(run, mark, behind))
            done += [each for each in parts if each.text]
        again = _joined(done)
        runs = again if again == runs else _hugging(again)
    return runs


def _freed(run: Run, mark: str, text: str) -> Run:
    """A part of a run without one of its marks."""
    if mark == "link":
        return replace(run, text=text, link="")
    return (
        replace(run, text=text, strong=False) if mark == "strong" else replace(run, text=text, emphasis=False)
    )


def tidy(text: str) -> str:
    """The sentence as `write` would have written it; the same words under the same marks."""
    return write(parse(text))


def words(text: str | Iterable[Run]) -> str:
    """What is read of a sentence, without its marks; a reference is an ellipsis."""
    runs = parse(text) if isinstance(text, str) else text
    return "".join(run.text or ("…" if run.clause else "") for run in runs)


def drop(runs: Sequence[Run], count: int) -> tuple[Run, ...]:
    """The runs without their first characters."""
    left: list[Run] = []
    for run in runs:
        if run.clause:
            left.append(run)
            continue
        gone = min(count, len(run.text))
        count -= gone
        if gone < len(run.text):
            left.append(replace(run, text=run.text[gone:]))
    return tuple(left)


def address(given: str) -> str:
    """An address as it stands in a link, in ASCII; empty where it leads to no web page and to no mailbox."""
    plain = given.strip()
    scheme, colon, rest = plain.partition(":")
    kept = quote(rest, safe="/?:@!$&'*+,;=%#~-._") if colon else ""
    found = f"{scheme.lower()}:{kept}"
    return found if re.fullmatch(ADDRESS, found) else ""
