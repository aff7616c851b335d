"""Count a BLT file with another program, in its environment: `python _counting_peers.py PROGRAM FILE`.

Prints CPU seconds for loading (from the text of the file to the program's own form) and for counting, and the
numbers of the elected, as JSON; or null where the program is not installed.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def ballots(text: str) -> tuple[int, int, Iterator[tuple[int, list[int]]]]:
    """Candidates, seats, and each line's weight and preferences."""
    lines = text.split("\n")
    candidates, seats = map(int, lines[0].split())
    rows = (list(map(int, line.split())) for line in lines[1 : lines.index("0")])
    return candidates, seats, ((row[0], row[1:-1]) for row in rows)


def votekit(text: str) -> Callable[[], set[int]]:
    from votekit import RankBallot, RankProfile  # type: ignore[import-not-found]
    from votekit.elections import FastSTV  # type: ignore[import-not-found]

    candidates, seats, rows = ballots(text)
    names = {number: frozenset({f"C{number}"}) for number in range(1, candidates + 1)}
    profile = RankProfile(
        ballots=tuple(
            RankBallot(ranking=tuple(names[each] for each in order), weight=times) for times, order in rows
        ),
        candidates=tuple(f"C{number}" for number in names),
    )
    return lambda: {
        int(name[1:]) for group in FastSTV(profile, seats, simultaneous=False).get_elected() for name in group
    }


def pyrankvote(text: str) -> Callable[[], set[int]]:
    import pyrankvote as program  # type: ignore[import-not-found]

    candidates, seats, rows = ballots(text)
    people = {number: program.Candidate(f"C{number}") for number in range(1, candidates + 1)}
    papers: list[Any] = []
    for times, order in rows:
        papers.extend([program.Ballot([people[each] for each in order])] * times)
    return lambda: {
        int(winner.name[1:])
        for winner in program.single_transferable_vote(list(people.values()), papers, seats).get_winners()
    }


def main(program: str, file: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    load = {"votekit": votekit, "pyrankvote": pyrankvote}[program]
    try:
        __import__(program)
    except ImportError:
        print("null")
        return
    load("2 1\n2 1 2 0\n1 2 0\n0\n")()  # whatever is imported or compiled at first use, before the clock runs
    begun = time.process_time()
    count = load(text)
    loaded = time.process_time()
    elected = count()
    print(json.dumps([loaded - begun, time.process_time() - loaded, sorted(elected)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
