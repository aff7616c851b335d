"""PrefLib's files of ordinal votes: soc and soi (strict), toc and toi (with equals), complete or not.

A head of `# KEY: value` lines, among them `NUMBER ALTERNATIVES` and `ALTERNATIVE NAME 3`; then a line an
order, `count: 1,2,{3,4}`, best first. PrefLib has no places to fill and nobody withdrawn: two keys of our own
say so, `NUMBER SEATS` and `WITHDRAWN`, which other readers pass over. Files from before 2022 have no such
head: the number of alternatives; a line `1,name` for each; a line `voters,sum of counts,different orders`;
then a line an order, `count,1,2,{3,4}`. Categories (`cat`) are no order and refused. Source:
preflib.org/format.
"""

import re
from collections.abc import Mapping
from functools import partial

from folkmoot.counting.marks import EVERY_FAULT, Fault, Marked, Marks, rows_to_write
from folkmoot.counting.reading import at, decode, marks_at, number

_HEAD = re.compile(r"#[ \t]*([A-Z][A-Z ]*?(?: \d{1,6})?)[ \t]*:(?: ?)(.*)", re.ASCII)
_OLD_HEAD = re.compile(r"\s*\d{1,15}[ \t]*\n[ \t]*1[ \t]*,", re.ASCII)
_OLD_NAME = re.compile(r"[ \t]*(\d{1,15})[ \t]*,[ \t]*(.*?)[ \t]*", re.ASCII)
_OLD_SUMS = re.compile(r"[ \t]*(\d{1,15})[ \t]*,[ \t]*(\d{1,15})[ \t]*,[ \t]*(\d{1,15})[ \t]*", re.ASCII)
_RANK = re.compile(r"[ \t]*(\{[^{}]*\}|[^,{}]*?)[ \t]*(?:(,)|$)")


def read(data: bytes, allowed: frozenset[Fault] = EVERY_FAULT, encoding: str | None = None) -> Marked:
    """The papers of a PrefLib file; faults that are not `allowed` are refused.

    Raises:
        Misread: it is no such file, is cut off (its own numbers say how much there is), or holds such a
            fault; with line and column.
    """
    text, notes = decode(data, encoding)
    old = is_old(text)
    head, orders = _old_parts(text) if old else _parts(text)
    if "DATA TYPE" in head and head["DATA TYPE"][1].strip() == "cat":
        raise at(text, head["DATA TYPE"][0], "the file has categories, which are no order.")
    candidates = _told(text, head, "NUMBER ALTERNATIVES")
    if candidates is None or not 1 <= candidates <= len(text):
        raise at(text, 0, "the head does not say how many alternatives there are, or says none.")
    names = []
    for each in range(1, candidates + 1):
        if (key := f"ALTERNATIVE NAME {each}") not in head:
            raise at(text, 0, f"the head has no name for alternative {each}.")
        names.append(head[key][1])
    papers: dict[Marks, int] = {}
    for offset, line in orders:
        times, marks = _order(text, offset, line, "," if old else ":", candidates, allowed)
        papers[marks] = papers.get(marks, 0) + times
    _complete(text, head, "NUMBER VOTERS", sum(papers.values()))
    _complete(text, head, "NUMBER UNIQUE ORDERS", len(orders))
    seats = _told(text, head, "NUMBER SEATS")
    title = head["TITLE"][1] if "TITLE" in head else ""
    return Marked(tuple(names), seats, papers, _withdrawn(text, head, candidates), title, notes)


def write(papers: Marked) -> bytes:
    """The file. Raises BadBallots: a rank is left out, which has no sign, or papers are counted in parts."""
    rows = rows_to_write(papers, "PrefLib")
    head = {
        "TITLE": papers.title,
        "DATA TYPE": _type(papers),
        "MODIFICATION TYPE": "original",
        "NUMBER ALTERNATIVES": str(len(papers.names)),
        "NUMBER VOTERS": str(sum(times for _, times in rows)),
        "NUMBER UNIQUE ORDERS": str(len(rows)),
        **({} if papers.seats is None else {"NUMBER SEATS": str(papers.seats)}),
        **({"WITHDRAWN": ",".join(map(str, sorted(papers.withdrawn)))} if papers.withdrawn else {}),
        **{f"ALTERNATIVE NAME {place}": name for place, name in enumerate(papers.names, start=1)},
    }
    lines = [f"# {key}: {value}" for key, value in head.items()]
    lines += [f"{times}: {','.join(map(_rank, marks))}" for marks, times in rows]
    return ("\n".join(lines) + "\n").encode()


def _type(papers: Marked) -> str:
    marks = [each for each, times in papers.papers.items() if times]
    ties = any(len(rank) > 1 for each in marks for rank in each)
    whole = all(sum(map(len, each)) == len(papers.names) for each in marks)
    return ("to" if ties else "so") + ("c" if whole else "i")


def _rank(rank: tuple[int, ...]) -> str:
    return str(rank[0]) if len(rank) == 1 else "{" + ",".join(map(str, rank)) + "}"


def _parts(text: str) -> tuple[dict[str, tuple[int, str]], list[tuple[int, str]]]:
    """Head lines by key, and orders, each with its offset."""
    head, orders, offset = dict[str, tuple[int, str]](), list[tuple[int, str]](), 0
    for line in text.split("\n"):
        if match := _HEAD.fullmatch(line):
            if match[1] in head:
                raise at(text, offset, f"the head says {match[1]} twice.")
            head[match[1]] = (offset + match.start(2), match[2])
        elif line.strip() and not line.startswith("#"):
            orders.append((offset, line))
        offset += len(line) + 1
    return head, orders


def is_old(text: str) -> bool:
    """Whether a file is in the form of before 2022."""
    return bool(_OLD_HEAD.match(text))


def _old_parts(text: str) -> tuple[dict[str, tuple[int, str]], list[tuple[int, str]]]:
    """The same of a file in the old form, its head under the keys of today."""
    lines, offset = list[tuple[int, str]](), 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((offset, line))
        offset += len(line) + 1
    head = {"NUMBER ALTERNATIVES": (lines[0][0], lines[0][1])}
    candidates = int(lines[0][1])
    for place, (offset, line) in enumerate(lines[1 : candidates + 1], start=1):
        match = _OLD_NAME.fullmatch(line)
        if not match or int(match[1]) != place:
            raise at(text, offset, f"here alternative {place} should be named, as `{place},name`.")
        head[f"ALTERNATIVE NAME {place}"] = (offset + match.start(2), match[2])
    rest = lines[candidates + 1 :]
    sums = _OLD_SUMS.fullmatch(rest[0][1]) if rest else None
    if not sums:
        raise at(text, rest[0][0] if rest else len(text), "here the voters should be told, as `9,9,3`.")
    head["NUMBER VOTERS"] = (rest[0][0] + sums.start(2), sums[2])
    head["NUMBER UNIQUE ORDERS"] = (rest[0][0] + sums.start(3), sums[3])
    return head, rest[1:]


def _told(text: str, head: Mapping[str, tuple[int, str]], key: str) -> int | None:
    if key not in head:
        return None
    offset, value = head[key]
    return number(text, offset, value.strip(), "number")


def _complete(text: str, head: Mapping[str, tuple[int, str]], key: str, found: int) -> None:
    told = _told(text, head, key)
    if told is not None and told != found:
        raise at(text, head[key][0], f"the head says {key} {told}, but there are {found}.")


def _withdrawn(text: str, head: Mapping[str, tuple[int, str]], candidates: int) -> frozenset[int]:
    offset, value = head.get("WITHDRAWN", (0, ""))
    told = [number(text, offset, word.strip(), "number") for word in value.split(",") if word.strip()]
    if not set(told) <= set(range(1, candidates + 1)):
        raise at(text, offset, "somebody is withdrawn who does not stand.")
    return frozenset(told)


def _order(
    text: str, offset: int, line: str, sign: str, candidates: int, allowed: frozenset[Fault]
) -> tuple[int, Marks]:
    count, parted, order = line.partition(sign)
    if not parted:
        raise at(text, offset, f"this is no order: it has no {sign} after the count.")
    times = number(text, offset, count.strip(), "count")
    start, ranks, place = offset + len(count) + 1, list[list[tuple[int, int]]](), 0
    while order.strip():
        match = _RANK.match(order, place)
        if not match:
            raise at(text, start + place, "this is no list of alternatives parted by commas.")
        where = start + match.start(1)
        words = match[1].strip("{}").split(",")
        ranks.append([(where, number(text, where, word.strip(), "alternative")) for word in words])
        place = match.end()
        if not match[2]:
            break
    return times, marks_at(ranks, candidates, allowed, partial(at, text))
