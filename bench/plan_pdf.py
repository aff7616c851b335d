"""A text of 30,000 words becomes a PDF, in a process of its own; so does one with 300 amendments in place.

The peak of its memory is what the system says of that process, and is set beside that of one which sets a
text of 300 words. The input is made here. Limit: 500 MB.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
MOST = 500  # MB
WORDS, FEW, AMENDMENTS = 30_000, 300, 300
PLAIN = (
    "every",
    "member",
    "branch",
    "shall",
    "hold",
    "keep",
    "open",
    "the",
    "weir",
    "sluice",
    "minutes",
    "boat",
    "record",
    "fund",
    "year",
)


def main() -> int:
    with tempfile.TemporaryDirectory(dir=HOUSE / "bench") as folder:
        small, _pages, _seconds = printed(folder, FEW, 0)
        print(f"{FEW:6,} words                 {small:5.0f} MB at its peak (floor)")
        peaks = []
        for amendments in (0, AMENDMENTS):
            peak, pages, seconds = printed(folder, WORDS, amendments)
            peaks.append(peak)
            said = f"{WORDS:6,} words, {amendments:3} amendments {peak:5.0f} MB at its peak, limit {MOST}"
            print(f"{said}; {pages} pages in {seconds:.1f} s")
            if pages < 50:
                print("bench: fewer than 50 pages were set", file=sys.stderr)
                return 1
    return 0 if max(peaks) <= MOST else 1


def printed(folder: str, words: int, amendments: int) -> tuple[float, int, float]:
    """Peak in MB, pages and seconds of a process that sets such a text."""
    command = [sys.executable, __file__, "set", folder, str(words), str(amendments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    peak, pages, seconds = done.stdout.split()
    return float(peak), int(pages), float(seconds)


def set_text(folder: Path, words: int, amendments: int) -> None:
    """Set, in this process; print peak, pages and seconds."""
    os.environ["FOLKMOOT_DIR"] = str(folder / "site")
    os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    sys.path.insert(0, str(HOUSE / "src"))
    import django

    import folkmoot.site  # noqa: F401  chooses the SQLite library

    django.setup()
    from folkmoot.site.plan.files.printing import Front, pdf
    from folkmoot.texts.clause import Clause, Revision
    from folkmoot.texts.edits import Amendment, Reword
    from folkmoot.texts.marked import marked

    chance = random.Random(1)
    ids = (f"c{number}" for number in count(1))

    def sentence(length: int) -> str:
        said = " ".join(chance.choice(PLAIN) for _ in range(length))
        return said.capitalize() + "."

    def clause(length: int) -> Clause:
        points = tuple(Clause(next(ids), "item", body=sentence(length // 6)) for _ in range(3))
        return Clause(next(ids), "clause", body=sentence(length // 2), children=points)

    def section(length: int) -> Clause:
        clauses = tuple(clause(50) for _ in range(length // 50))
        return Clause(next(ids), "section", heading=sentence(3), children=clauses)

    revision = Revision("A long plan", tuple(section(600) for _ in range(max(words // 590, 1))))
    bodies = [each for each in revision.walk() if len(each.body.split()) > 10]
    found = []
    for number, each in enumerate(chance.choices(bodies, k=amendments), 1):
        old = each.body.split()[4]
        start = each.body.index(f" {old} ") + 1
        edit = Reword(each.id, "body", start, start + len(old), old, "other *words*")
        found.append(Amendment(number, revision.digest, (edit,)))
    start_ = time.perf_counter()
    made = pdf(revision, Front("The bench"), marked=marked(revision, found) if found else None)
    seconds = time.perf_counter() - start_
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # kilobytes
    Path(folder / "text.pdf").write_bytes(made)
    import pypdf

    print(peak, len(pypdf.PdfReader(folder / "text.pdf").pages), seconds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["set", folder, words, amendments]:
            set_text(Path(folder), int(words), int(amendments))
        case _:
            sys.exit(main())
