"""What a browser keeps so that help works offline, and the name of the present edition of it."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse

from folkmoot.site.help.letters import LETTERS
from folkmoot.site.record.reading import assembly

_STATIC = Path(__file__).resolve().parent / "static"
_NOT_READ = (".LICENSE", ".toml", "worker.js")
_FRONT = (
    "tokens.css",
    "type.css",
    "layout.css",
    "components.css",
    "print.css",
    "favicon.svg",
    "menu.js",
    "icons.svg",
)
"""Files of the base page that its pages need."""


def pages() -> list[str]:
    """The address of every page of help."""
    named = [reverse(f"help:{name}") for name in ("index", "letters", "clocks", "bundle")]
    return named + [reverse("help:letter", args=[letter.slug]) for letter in LETTERS]


def static_names() -> list[str]:
    """The static files that these pages load, by name."""
    ours = [file.relative_to(_STATIC).as_posix() for file in sorted(_STATIC.rglob("*")) if file.is_file()]
    return [f"front/{name}" for name in _FRONT] + [name for name in ours if not name.endswith(_NOT_READ)]


def files() -> list[str]:
    """Every address that a browser keeps."""
    return pages() + [static(name) for name in static_names()]


def worker_source() -> str:
    return (_STATIC / "help" / "worker.js").read_text(encoding="utf-8")


def version(language: str) -> str:
    """Changes with the pages and files of help, the organisation's name, and the language."""
    return sha256(f"{_edition()}\n{assembly().name}\n{language}".encode()).hexdigest()[:16]


@cache
def _edition() -> str:
    """The digest of all that the pages are made from, as it lies on the disk when first asked for."""
    room = Path(__file__).resolve().parent
    sources = [file for file in sorted(room.rglob("*")) if file.suffix in (".py", ".html", ".js", ".css")]
    base: Any = get_template("front/base.html")
    found = [finders.find(name) for name in static_names()] + [base.template.origin.name]
    spoken = sorted((room.parent / "locale").glob("*/LC_MESSAGES/*.mo"))
    digest = sha256()
    for path in [*sources, *spoken, *(Path(each) for each in found if isinstance(each, str))]:
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
