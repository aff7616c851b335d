"""Measure a count of a million ballots against a single pass over them, and against two other programs.

    python bench/counting.py [INTERPRETER]

20 candidates, 5 places, 100,000 distinct rankings, Scottish rules: loading from a canonical BLT file and
counting with every stage, in CPU seconds, with the standard library alone and with numpy. The floor is one
pass over all columns of preferences with numpy. VoteKit's fast STV (floating point) and pyrankvote count the
same file in a process of their own, with the INTERPRETER named, or in FOLKMOOT_PEERS, or this one; what is
not installed there is told and passed over. Medians of rounds in turn. Exits 1 if a limit is missed: 150
times the floor plain and 35 times with numpy, and a tenth of either program.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from folkmoot.counting.account import Account
from folkmoot.counting.blt import read
from folkmoot.counting.papers import Engine
from folkmoot.counting.rules import count
from folkmoot.counting.scottish import RULE

BALLOTS, DISTINCT, CANDIDATES, PLACES = 1_000_000, 100_000, 20, 5
ROUNDS, PEER_ROUNDS = 7, 3
LIMITS: dict[Engine, float] = {"pure": 150.0, "numpy": 35.0}
TIMES_FASTER = 10
PEERS = ("votekit", "pyrankvote")
INSTALL = "python -m venv PLACE; PLACE/bin/pip install votekit==3.5.0 pyrankvote==2.0.6"


def ballot_file(chance: random.Random) -> bytes:
    """Popular candidates come early; most rankings are short of complete."""
    weights = [1 / (number + 4) for number in range(CANDIDATES)]
    rankings: dict[tuple[int, ...], int] = {}
    while len(rankings) < DISTINCT:
        keys = [chance.random() ** (1 / weight) for weight in weights]
        order = sorted(range(1, CANDIDATES + 1), key=lambda number: -keys[number - 1])
        rankings[tuple(order[: min(CANDIDATES, max(1, round(chance.gauss(8.7, 4.5))))])] = 1
    rows = sorted(rankings)
    for _ in range(BALLOTS - DISTINCT):
        rankings[rows[int(DISTINCT * chance.random())]] += 1
    lines = [f"{rankings[row]} {' '.join(map(str, row))} 0" for row in rows]
    names = [f'"Candidate {number}"' for number in range(1, CANDIDATES + 1)]
    return "\n".join([f"{CANDIDATES} {PLACES}", *lines, "0", *names, '"A million"', ""]).encode()


def taken(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def ours(data: bytes, engine: Engine) -> tuple[float, float, Account]:
    """CPU seconds to load and to count, and the account."""
    begun = time.process_time()
    contest = read(data, engine=engine)
    loaded = time.process_time()
    account = count(contest, RULE, engine=engine)
    return loaded - begun, time.process_time() - loaded, account


def theirs(interpreter: str, program: str, file: Path) -> tuple[float, float, list[int]] | None:
    script = Path(__file__).with_name("_counting_peers.py")
    run = subprocess.run(
        [interpreter, "-W", "ignore", script, program, file], capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout.splitlines()[-1])
    return (found[0], found[1], found[2]) if found else None


def floor(data: bytes) -> Callable[[], object] | None:
    """One pass over all preferences; None without numpy."""
    try:
        import numpy as np

        from folkmoot.counting.columns import Columns
    except ImportError:
        return None
    papers = read(data, engine="numpy").papers
    assert isinstance(papers, Columns)
    return lambda: [np.bincount(column, minlength=CANDIDATES + 1) for column in papers.preferences]


def row(what: str, load: float, counted: float, base: float | None, limit: float | None = None) -> bool:
    """Print one line of the table; return whether it keeps its limit."""
    ratio = None if base is None else (load + counted) / base
    shown = "" if ratio is None else f"{ratio:10.1f}"
    asked = "" if limit is None else f"{limit:10.1f}"
    print(f"{what:<34}{load:10.3f}{counted:10.3f}{load + counted:10.3f}{shown}{asked}")
    return limit is None or ratio is None or ratio <= limit


def main(interpreter: str) -> int:
    data = ballot_file(random.Random(1))
    single_pass = floor(data)
    engines: tuple[Engine, ...] = ("pure", "numpy") if single_pass else ("pure",)
    passes: list[float] = []
    rounds: dict[Engine, list[tuple[float, float]]] = {engine: [] for engine in engines}
    accounts: dict[Engine, Account] = {}
    peers: dict[str, list[tuple[float, float]]] = {}
    elected: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "million.blt"
        file.write_bytes(data)
        for number in range(ROUNDS):
            if single_pass:
                passes.append(taken(single_pass))
            for engine in engines:
                load, counted, accounts[engine] = ours(data, engine)
                rounds[engine].append((load, counted))
            for program in PEERS if number < PEER_ROUNDS else ():
                found = theirs(interpreter, program, file)
                if found:
                    peers.setdefault(program, []).append(found[:2])
                    elected[program] = found[2]
    base = statistics.median(passes) if passes else None
    stages = len(accounts["pure"].stages)
    print(f"{BALLOTS:,} ballots, {DISTINCT:,} rankings, {CANDIDATES} stand for {PLACES}: {stages} stages")
    print(f"{'CPU seconds':<34}{'load':>10}{'count':>10}{'both':>10}{'ratio':>10}{'limit':>10}")
    if base is None:
        print("numpy is not installed: no floor, and the plain engine alone")
    else:
        row("single pass over all preferences", 0.0, base, base)
    kept = [row(engine, *middle(rounds[engine]), base, LIMITS[engine]) for engine in engines]
    kept += [len({repr(account) for account in accounts.values()}) == 1]
    slowest = sum(middle(rounds["pure"]))
    for program in PEERS:
        if program not in peers:
            print(f"{program} is not installed for {interpreter}: {INSTALL}; then name PLACE/bin/python")
            continue
        row(program, *middle(peers[program]), base)
        times = sum(middle(peers[program])) / slowest
        same = "the same" if set(elected[program]) == set(accounts["pure"].elected) else "others"
        quick = sum(middle(peers[program])) / min(sum(middle(each)) for each in rounds.values())
        print(f"    pure is {times:.1f} times as fast, the quickest {quick:.1f} times; it elects {same}")
        kept.append(quick >= TIMES_FASTER)
    return 0 if all(kept) else 1


def middle(rounds: list[tuple[float, float]]) -> tuple[float, float]:
    """Medians of loading and of counting."""
    loads, counts = zip(*rounds, strict=True)
    return statistics.median(loads), statistics.median(counts)


if __name__ == "__main__":
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FOLKMOOT_PEERS", sys.executable)
    sys.exit(main(named))
