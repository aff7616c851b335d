"""The rulebooks an organisation can start from. Each passes the check, examples included."""

from importlib.resources import files

STARTERS = ("network", "union-branch", "housing-coop", "debian-resolutions")


def starter(name: str) -> str:
    """The text of a starter rulebook. ValueError if there is none of that name."""
    if name not in STARTERS:
        raise ValueError(f"no starter rulebook {name}; there are: {', '.join(STARTERS)}")
    return files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
