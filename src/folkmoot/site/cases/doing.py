"""What can be done in a case, one entry a verb: who sees its button, what is asked, and which act it becomes.

Each file in `deeds/` lists its own; the page of a case and the page of a form know nothing of them but this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases.acts.entering import Hand

if TYPE_CHECKING:
    from folkmoot.site.cases.forms import DeedForm


@dataclass(frozen=True)
class Asked:
    """What a form is built from: the proceeding, in whose hand, and the second.

    Where the act opens a part (`interim.request`), `case` is the head, and `on` the name that the part will
    have.
    """

    case: Dispute
    hand: Hand
    at: int
    on: str = ""


@dataclass(frozen=True)
class Deed:
    """A verb on a page.

    `roles`: who sees it, as parts in the case (`subject`), offices, or `member` for any; the first that one
    has is used. `form`: a `forms.DeedForm`, made from `Asked` and from what was posted. `do` gets `on`, `by`,
    `at` and the cleaned data by keyword. `said` is what the page says afterwards. `grave` draws the button
    red; `order` sorts, smallest first.
    `about`: a template with what one must see before answering, given `case`, `asked` and what `context`
    adds.
    `apt`: whether the button makes sense now (a second reply does not); without it, the rules alone say.
    """

    verb: str
    label: Any
    heading: Any
    button: Any
    said: Any
    roles: tuple[str, ...]
    do: Callable[..., Any]
    form: "type[DeedForm] | None" = None
    grave: bool = False
    order: int = 50
    about: str = ""
    context: Callable[[Asked], dict[str, Any]] | None = None
    apt: Callable[[Asked], bool] | None = None
