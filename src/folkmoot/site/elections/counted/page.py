"""What the page of a count shows, from the account and the names to be shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.counting.account import Account, figure
from folkmoot.site.elections.counted.circle import circle
from folkmoot.site.elections.counted.flow import picture
from folkmoot.site.elections.counted.pairs import pairs
from folkmoot.site.elections.counted.sheet import sheet
from folkmoot.site.elections.counted.words import close_calls, named, ties, told


def shown(account: Account, names: Sequence[str], rule: str = "") -> dict[str, Any]:
    """The figures, the sheet, the picture, the stages in words, the ties, and what was close. No query.

    `rule` is the paragraph of the rulebook under which the election was called.
    """
    goes_on = any(stage.what != "result" for stage in account.stages)
    quota = None if account.quota is None else figure(account.quota, account.decimals)
    return {
        "account": account,
        "elected": [(place, names[number - 1]) for place, number in enumerate(account.elected, start=1)],
        "quota": quota,
        "invalid": sorted(account.invalid.items()),
        "sheet": sheet(account, names),
        "flow": picture(account, names, _("Not transferable")) if goes_on else None,
        "pairs": pairs(account, names),
        "circle": circle(account),
        "told": told(account, names, rule),
        "ties": ties(account, names),
        "close": close_calls(account, names),
    }


def compared(
    others: Mapping[str, Sequence[int]], own: Sequence[int], names: Sequence[str]
) -> list[dict[str, Any]]:
    """The same papers counted otherwise: by what, who is elected then, and whether they are the same."""
    return [
        {"by": by, "elected": named(elected, names), "same": set(elected) == set(own)}
        for by, elected in others.items()
    ]
