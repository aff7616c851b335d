"""What stands beside a result: other rules, and the same rule without the quotas on the result."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.counting.account import Account
from folkmoot.counting.neighbours import Neighbour, by_table, compare
from folkmoot.counting.rules import RULES
from folkmoot.procedure.electing import COUNTBACK, Election
from folkmoot.procedure.electing_count import FREELY, account_of, bounds_of, contest_of, lot_of
from folkmoot.rulebook.vocabulary import WHOLE
from folkmoot.sentence import filled
from folkmoot.site.elections import downloads
from folkmoot.site.elections.counted.words import listed, named
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.reading import quota_words
from folkmoot.site.record import reading


def others(row: Row, case: Election, account: Account, names: Sequence[str]) -> dict[str, Any]:
    """`others`, rows of a table; and `constraint`, what the quotas on the result have changed. No query.

    Neighbouring rules are asked only of whole ballots, and those that count by pairs of a pairwise table: of
    less nobody could say what they would give.
    """
    if case.kind == COUNTBACK or case.result is None:
        return {}
    if case.result.facts.get("level") == WHOLE:
        asked = _compared(row.on, str(case.result.facts["account"]))
    else:
        asked = by_table(account, lot_of(case))
    return {"others": _rows(case, asked, names), "constraint": without_quotas(case, names)}


def _rows(case: Election, asked: Iterable[Neighbour], names: Sequence[str]) -> list[dict[str, Any]]:
    assert case.result is not None
    own = {case.paper.index(name) + 1 for name in case.result.elected}
    return [
        {
            "by": _(RULES[each.rule].name),
            "elected": named(each.elected, names) if each.elected else _("a lot would be needed"),
            "same": each.elected is not None and set(each.elected) == own,
        }
        for each in asked
    ]


def without_quotas(case: Election, names: Sequence[str]) -> list[str]:
    """What the quotas on the result have changed, in sentences, as the declaration states it; and where no
    ballots are published, that nobody can count that again. None where there are no quotas."""
    quotas = [quota_words(each) for each in case.called_under.quotas.values()]
    if not quotas or case.result is None or FREELY not in case.result.facts:
        return []
    freely, elected = case.result.facts[FREELY], case.result.elected
    said = [
        _("The rule keeps places: {quotas}. That goes before what the voters ranked.").format(
            quotas=", ".join(quotas)
        )
    ]
    if not freely:
        said.append(_("Without it a lot would have been needed, so nobody can say who would have won."))
    elif set(freely) == set(elected):
        said.append(_("It changed nothing: without it the same would have been elected."))
    else:
        these, those = (
            listed(names[n] for n, each in enumerate(case.paper) if each in one and each not in other)
            for one, other in ((freely, elected), (elected, freely))
        )
        template = _("Without it {these} would have been elected, and not {those}.")
        said.append(filled(template, {"these": these, "those": those}))
    if "ballots" not in case.result.facts:
        said.append(
            _(
                "That is the word of whoever counted the ballots and declared the result: the ballots are not"
                " published under this rule, so nobody else can count this again."
            )
        )
    return said


@lru_cache(maxsize=64)
def _compared(on: str, digest: str) -> tuple[Neighbour, ...]:
    """The neighbours of a declared result, by the digest of its account; counted once in a process."""
    assembly = reading.assembly()
    case = assembly.cases[on]
    assert isinstance(case, Election)
    papers = downloads.rankings(case)
    if papers is None:
        return ()
    at = case.events["decision"]
    bounds, _changed = bounds_of(assembly, case, at)
    account = account_of(assembly, case, papers, at)
    return compare(contest_of(assembly, case, papers), account, lot=lot_of(case), bounds=bounds).neighbours
