"""The first run: the code that guards it, and the settings it writes."""

import hmac
import json
import os
import sys
from urllib.parse import quote

from django.conf import settings

from folkmoot.site.members import boxes

LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def set_up_code() -> str:
    """The code that the terminal shows while the record is empty: who can read it founds the organisation.

    It follows from the key of the data folder; with the founding act the page that asks for it is gone.
    """
    number = int(boxes.blind_index("set up", b""), 16)
    signs = []
    for _ in range(12):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8))


def announce() -> None:
    """Say the code where the site was started: nobody else can read it there."""
    sys.stderr.write(f"folkmoot: the set-up code is {set_up_code()}\n")
    sys.stderr.flush()


def is_set_up_code(written: str) -> bool:
    """Whether somebody has typed the code, with or without its hyphens."""
    bare = "".join(each for each in written.lower() if each.isalnum())
    return hmac.compare_digest(bare.encode(), set_up_code().replace("-", "").encode())


def mail_address(host: str, security: str, user: str, password: str) -> str:
    """The setting `mail`: `smtp://name:password@host:587`, `smtps://` for TLS at once, `?tls=no` for none."""
    who = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    scheme = "smtps" if security == "tls" else "smtp"
    return f"{scheme}://{who}{host}{'?tls=no' if security == 'none' else ''}"


def keep(values: dict[str, str]) -> None:
    """Write settings into `DIR/folkmoot.toml`, for the site's user alone; `serve` sees it and restarts."""
    path = settings.FOLKMOOT_DIR / "folkmoot.toml"
    before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in before if line.partition("=")[0].strip() not in values]
    lines = [*kept, *(f"{name} = {_toml(value)}" for name, value in values.items())]
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _toml(value: str) -> str:
    """A basic string: JSON writes one that TOML reads, but for the sign 127."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
