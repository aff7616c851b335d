"""A bundle of 500 pages: text, wide tables, photographs and e-mails, bound in a process of its own.

The peak of its memory is what the system says of that process, and is set beside that of one which binds a
single page. The input is made here. Limit: 300 MB.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
MOST = 300  # MB
REPORTS, PAGES_EACH = 36, 10  # 360 pages of text, every tenth of them wide
PHOTOGRAPHS, MAILS = 60, 80
PHOTOGRAPH = (2400, 1800)  # pixels
REPORT = """
#set page(paper: "a4", footer: context counter(page).display())
#for number in range(9) [
  = Section #(number + 1) of report REPORT
  #for part in range(5) [#par(lorem(90))]
  #pagebreak()
]
#set page(flipped: true)
#table(columns: 6, ..range(60).map(cell => [REPORT.#cell]))
"""


def main() -> int:
    with tempfile.TemporaryDirectory(dir=HOUSE / "bench") as folder:
        papers = Path(folder)
        run("make", papers)  # elsewhere: a process inherits the peak of the one that starts it
        size = sum(file.stat().st_size for file in papers.iterdir())
        small, _pages, _seconds = bound(papers, 1)
        peak, pages, seconds = bound(papers, 0)
    print(f"input      {REPORTS + PHOTOGRAPHS + MAILS:5} documents, {size / 1e6:7.1f} MB")
    print(f"one file   {small:5.0f} MB at its peak (floor)")
    print(f"the bundle {peak:5.0f} MB at its peak, limit {MOST}; {pages} pages in {seconds:.1f} s")
    if pages < 500:
        print("bench: fewer than 500 pages were bound", file=sys.stderr)
        return 1
    return 0 if peak <= MOST else 1


def make(folder: Path) -> None:
    """Write the input."""
    import typst
    from PIL import Image

    chance = random.Random(1)
    for number in range(REPORTS):
        source = REPORT.replace("REPORT", str(number + 1)).encode()
        (folder / f"{number:03}.pdf").write_bytes(typst.compile(source))
    for number in range(PHOTOGRAPHS):
        grain = Image.frombytes("RGB", (200, 150), chance.randbytes(200 * 150 * 3))
        made = BytesIO()
        grain.resize(PHOTOGRAPH).save(made, "JPEG", quality=85)
        (folder / f"{number:03}.jpg").write_bytes(made.getvalue())
    for number in range(MAILS):
        words = " ".join(chance.choice(("weir", "sluice", "meeting", "minutes", "boat")) for _ in range(200))
        head = f"From: a@weir.example\r\nTo: b@weir.example\r\nSubject: Number {number}\r\n"
        (folder / f"{number:03}.eml").write_text(f"{head}\r\n{words}\r\n", newline="")


def run(*words: object) -> str:
    """What this program prints when it does one part of the work in a process of its own."""
    command = [sys.executable, __file__, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def bound(papers: Path, most: int) -> tuple[float, int, float]:
    """Peak in MB, pages and seconds of a process that binds `most` of the papers; all, if it is 0."""
    peak, pages, seconds = run("bind", papers, most).split()
    return float(peak), int(pages), float(seconds)


def bind(papers: Path, most: int) -> None:
    """Bind, in this process; print peak, pages and seconds."""
    os.environ["FOLKMOOT_DIR"] = str(papers / "site")
    os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    sys.path.insert(0, str(HOUSE / "src"))
    import django

    import folkmoot.site  # noqa: F401  chooses the SQLite library

    django.setup()
    from folkmoot.site.help import bundle

    kinds = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".eml": "message/rfc822"}
    files = sorted(file for file in papers.iterdir() if file.suffix in kinds)[: most or None]
    documents = [
        bundle.Document(
            file.name, date(2026, 1, 1) + timedelta(days=place), file.read_bytes, kinds[file.suffix]
        )
        for place, file in enumerate(files)
    ]
    start = time.perf_counter()
    with (papers / "bundle.pdf.made").open("wb") as into:
        listed = bundle.write(documents, "A bundle of 500 pages", made=date(2026, 11, 24), into=into)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # kilobytes
    print(peak, sum(each.pages for each in listed), seconds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder]:
            make(Path(folder))
        case ["bind", folder, most]:
            bind(Path(folder), int(most))
        case _:
            sys.exit(main())
