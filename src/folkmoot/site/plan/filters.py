"""Choosing among the amendments to a text: by where they stand, by branch, by section or clause."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.procedure.shared_text import STANDS, UNDER_WAY
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.typeset import plain
from folkmoot.site.record import reading

ENDED = ("lost", "fallen", "not called", "lapsed", "withdrawn", "already made")
GROUPS: dict[str, tuple[str, ...]] = {
    "open": (*UNDER_WAY, *STANDS),
    "tabled": ("tabled",),
    "meeting": ("seconded", "at the vote"),
    "accepted": ("accepted", "agreed"),
    "waiting": ("unconfirmed", "in composite"),
    "carried": STANDS,
    "ended": ENDED,
    "all": (*UNDER_WAY, *STANDS, *ENDED),
}
SORTS = ("text", "number", "newest")


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see; an empty string is everything."""

    state: str = "open"
    branch: str = ""
    section: str = ""
    clause: str = ""
    sort: str = "text"

    def query(self, **other: str) -> str:
        """The choice as a query, with some parts of it otherwise; what goes without saying is left out."""
        said = {**vars(self), **other}
        plain_choice = vars(Choice())
        return urlencode({key: value for key, value in said.items() if value != plain_choice[key]})

    def numbers(self, over: Overview) -> list[int]:
        """The amendments that are chosen, in their order."""
        states = GROUPS[self.state]
        found = [number for number, state in over.states.items() if state in states]
        if self.branch:
            within = set(reading.assembly().below(self.branch))
            found = [number for number in found if over.plan.amendments[number].comes_from in within]
        if self.clause or self.section:
            found = [number for number in found if self._touches(over, number)]
        if self.sort == "text":
            return sorted(found, key=over.places.__getitem__)
        return sorted(found, reverse=self.sort == "newest")

    def _touches(self, over: Overview, number: int) -> bool:
        clauses = over.about[number]
        if self.clause:
            return self.clause in clauses
        return any(over.sections[clause] == self.section for clause in clauses)


def chosen(request: HttpRequest, over: Overview) -> Choice:
    """What the address of a page asks for; what makes no sense is as if it were not there."""
    asked = request.GET
    state, sort = asked.get("state", "open"), asked.get("sort", "text")
    clause = asked.get("clause", "")
    branch, section = asked.get("branch", ""), asked.get("section", "")
    return Choice(
        state if state in GROUPS else "open",
        branch if branch in reading.assembly().branches else "",
        section if section in over.sections.values() else "",
        clause if clause in over.base.by_id else "",
        sort if sort in SORTS else "text",
    )


def fields(over: Overview, choice: Choice, *, sorts: bool = True) -> list[dict[str, Any]]:
    """The fields by which one chooses, for a form: `name`, `label`, `value`, `options`."""
    branches = reading.assembly().branches
    below = reading.assembly().below(over.plan.branch)
    found = [
        {"name": "state", "label": _("Where they stand"), "value": choice.state, "options": _states()},
        {
            "name": "branch",
            "label": _("Branch"),
            "value": choice.branch,
            "options": [("", _("All branches")), *((each, branches[each].title) for each in below)],
        },
        {
            "name": "section",
            "label": _("Section"),
            "value": choice.section,
            "options": [("", _("The whole text")), *sections(over)],
        },
    ]
    if sorts:
        options = [
            ("text", _("The order of the text")),
            ("number", _("Number")),
            ("newest", _("The newest first")),
        ]
        found.append({"name": "sort", "label": _("Order"), "value": choice.sort, "options": options})
    return found


def _states() -> list[tuple[str, str]]:
    return [
        ("open", _("Under way, or carried")),
        ("tabled", _("Looking for seconders")),
        ("meeting", _("Before the meeting")),
        ("accepted", _("Accepted")),
        ("waiting", _("Waiting, or in a composite")),
        ("carried", _("Carried or agreed")),
        ("ended", _("Ended without effect")),
        ("all", _("All")),
    ]


def sections(over: Overview) -> list[tuple[str, str]]:
    """The clauses at the top of a text: id, and number with heading."""
    found = []
    for clause in over.base.clauses:
        words = plain(clause.heading or clause.body, over.labels)
        title = words if len(words) <= 60 else words[:59] + "…"
        found.append((clause.id, f"{over.labels[clause.id]} {title}".strip()))
    return found
