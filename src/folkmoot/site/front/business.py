"""What is before the assembly, for the home page and the pages of branches: asked of the rooms below."""

from typing import Any

from folkmoot.site.members.models import Person


def for_home(person: Person | None, at: int) -> dict[str, Any]:
    return {}


def of_branch(branch: str, at: int) -> dict[str, Any]:
    return {}
