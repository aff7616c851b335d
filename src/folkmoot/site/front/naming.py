"""Branches as somebody writes them in a box, one a line, as the founding act wants them."""

import re
import unicodedata

from django.utils.translation import gettext as _

from folkmoot.site.members.acts.founding import FoundingBranch


class BadBranches(ValueError):
    """The lines do not make a tree; one sentence says why."""


def read_branches(organisation: str, lines: str) -> list[FoundingBranch]:
    """The organisation as root, and under it a branch for each line by its hyphens. Raises `BadBranches`."""
    root = FoundingBranch(branch_id(organisation, set()), organisation)
    found, path, taken, titles = [root], [root], {root.id}, {organisation.casefold()}
    for line in filter(str.strip, lines.splitlines()):
        depth, title = _depth_and_title(line)
        if depth > len(path) - 1:
            raise BadBranches(
                _("“{title}” has more than one hyphen more than the line above it.").format(title=title)
            )
        if not title or title.casefold() in titles:
            raise BadBranches(_("Each branch needs a name of its own: “{title}”.").format(title=title))
        branch = FoundingBranch(branch_id(title, taken), title, path[depth].id)
        taken.add(branch.id)
        titles.add(title.casefold())
        found.append(branch)
        path[depth + 1 :] = [branch]
    return found


def _depth_and_title(line: str) -> tuple[int, str]:
    marks = re.match(r"[\s-]*", line)
    start = marks.group() if marks else ""
    return start.count("-"), " ".join(line[len(start) :].split())[:120]


def branch_id(title: str, taken: set[str]) -> str:
    """Lower-case letters and figures joined by hyphens, not among `taken`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[:50].strip("-") or "branch"
    id_, number = base, 2
    while id_ in taken:
        id_, number = f"{base}-{number}", number + 1
    return id_
