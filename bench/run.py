"""Run every measurement in this folder, one after another: `./folkmoot bench [NAME ...]`.

A measurement is a program `bench/<name>.py` that prints its figures beside the floor they are compared with,
measured in the same run, and exits 1 when a limit is missed. Names choose some; no name means all.
"""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent


def measurements() -> dict[str, Path]:
    """Name and file of each measurement, by name. A file whose name begins with _ is a part of others."""
    files = sorted(BENCH.glob("[!_]*.py"))
    return {file.stem: file for file in files if file != Path(__file__).resolve()}


def main(names: list[str]) -> int:
    known = measurements()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(
            f"bench: no measurement named {', '.join(unknown)}; there are: {', '.join(known)}",
            file=sys.stderr,
        )
        return 2
    missed = []
    for name in names or known:
        print(f"\n== {name} ==", flush=True)
        if subprocess.run([sys.executable, known[name]], cwd=BENCH.parent).returncode:
            missed.append(name)
    print(
        f"\n{len(names or known)} measured; "
        + (f"missed: {', '.join(missed)}" if missed else "every limit kept")
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
