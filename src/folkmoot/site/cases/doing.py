"""What can be done in a case, one entry a verb: who sees its button, what is asked, and which act it becomes.

Each file in `deeds/` lists its own; the page of a case and the page of a form know nothing of them but this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases.acts.entering import Hand


@dataclass(frozen=True)
class Asked:
    """What a form is built from: the proceeding, in whose hand, and the second."""

    case: Dispute
    hand: Hand
    at: int


@dataclass(frozen=True)
class Deed:
    """A verb on a page.

    `roles`: who sees it, as parts in the case (`subject`), offices, or `member` for any. `form` makes the form
    from `Asked` and what was posted. `do` gets `on`, `by`, `at` and the cleaned data by keyword.
    `said` is what the page says afterwards. `grave` draws the button red; `order` sorts, smallest first.
    `about`: a template with what one must see before answering, given `case`, `asked` and what `context` adds.
    """

    verb: str
    label: Any
    heading: Any
    button: Any
    said: Any
    roles: tuple[str, ...]
    do: Callable[..., Any]
    form: Callable[..., forms.Form] | None = None
    grave: bool = False
    order: int = 50
    about: str = ""
    context: Callable[[Asked], dict[str, Any]] | None = None
