"""Where the page of a proceeding is: rooms above this one, known by address only."""

import re

NUMBER = "([1-9][0-9]{0,8})"
_PAGES = (
    (re.compile(f"motion/{NUMBER}\\Z"), "/motions/{}/"),
    (re.compile(f"change/{NUMBER}\\Z"), "/rulebook/changes/{}/"),
    (re.compile(f"election/{NUMBER}\\Z"), "/elections/{}/"),
    (re.compile(f"recall/{NUMBER}\\Z"), "/elections/recalls/{}/"),
    (re.compile(f"plan/{NUMBER}\\Z"), "/plans/{}/"),
    (re.compile(f"plan/{NUMBER}/amendment/{NUMBER}\\Z"), "/plans/{}/amendments/{}/"),
    (re.compile(f"plan/{NUMBER}/question/{NUMBER}\\Z"), "/plans/{}/questions/{}/"),
)


def page_of(on: str, clause: str = "") -> str:
    """The address of the page of `motion/14`, `change/3`, `plan/1/amendment/7`, or of a clause of a plan.

    Raises ValueError for anything else.
    """
    for form, page in _PAGES:
        found = form.match(on)
        if found is not None:
            return page.format(*found.groups()) + (f"clauses/{clause}/" if clause else "")
    raise ValueError(on)
