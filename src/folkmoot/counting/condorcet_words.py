"""The account of a count by pairs in sentences: the steps of the Debian constitution, and chains."""

from collections.abc import Iterator, Sequence

from folkmoot.counting.beatpath import BeatpathResult
from folkmoot.counting.default_option import MajorityTest
from folkmoot.counting.quorum import QuorumResult
from folkmoot.counting.schwartz import Defeat, Round


def plural(number: int, noun: str) -> str:
    """ "1 ballot", "2 ballots"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def quorum_words(option: int, test: QuorumResult) -> str:
    """A.6.2 for one option, in a sentence."""
    votes = plural(test.took_part, "vote")
    verdict = "the quorum is met" if test.met else "the quorum is not met and the option is dropped"
    return f"option {option} has {votes} over the default option and needs {test.needed}: {verdict}."


def majority_words(test: MajorityTest) -> str:
    """A.6.3 for one option, in a sentence."""
    if test.ratio == 1:
        rule = "more votes than the default option"
    else:
        rule = (
            f"{'more than' if test.strict else 'at least'} {test.ratio} times the votes of the default option"
        )
    verdict = "it has its majority" if test.passed else "it has not, and is dropped"
    return f"option {test.option} needs {rule}; {test.over_default} to {test.under_default}: {verdict}."


def round_steps(rounds: Sequence[Round]) -> Iterator[str]:
    """A.6.4 to A.6.7, sentence by sentence."""
    yield first_defeats(rounds[0].defeats)
    for number, each in enumerate(rounds, start=1):
        yield f"A.6.5 and A.6.6, round {number}: the Schwartz set is {options_words(each.schwartz)}."
        if each.dropped:
            which = "weakest defeat" if len(each.dropped) == 1 else "weakest defeats, equally weak,"
            lost = defeats_words(each.dropped)
            yield f"A.6.7, round {number}: dropped the {which} inside the set: {lost}."


def first_defeats(defeats: Sequence[Defeat]) -> str:
    """A.6.4 in a sentence."""
    return f"A.6.4: {defeats_words(defeats)}." if defeats else "A.6.4: no option defeats another."


def chain_steps(chains: BeatpathResult, standing: Sequence[int]) -> Iterator[str]:
    """For each option that wins by the strongest chains, every other: the chain there, and the chain back."""
    left = tuple(each for each in chains.winners if each in standing)
    for first in left:
        for other in standing:
            if other != first:
                yield (
                    f"chains: from option {first} to option {other} {_chain_words(chains, first, other)}; "
                    f"back {_chain_words(chains, other, first)}."
                )
    verdict = f"option {left[0]} wins" if len(left) == 1 else f"the lot chooses between {options_words(left)}"
    yield f"chains: no option has a stronger chain to {options_words(left)} than leads back; {verdict}."


def _chain_words(chains: BeatpathResult, first: int, last: int) -> str:
    """ "the strongest chain is 1 > 3 > 2, at its weakest link by 5 votes"."""
    chain = " > ".join(map(str, chains.chains[first, last]))
    if not chain:
        return "there is no chain"
    return f"the strongest chain is {chain}, at its weakest link by {chains.strength[first, last]} votes"


def defeats_words(defeats: Sequence[Defeat]) -> str:
    """ "option 1 defeats option 2 by 12 to 5; option 3 defeats ..."."""
    return "; ".join(
        f"option {d.winner} defeats option {d.loser} by {d.votes} to {d.against}" for d in defeats
    )


def options_words(options: Sequence[int]) -> str:
    """ "option 1", "options 1 and 2", "options 1, 2 and 3"."""
    if len(options) == 1:
        return f"option {options[0]}"
    return f"options {', '.join(map(str, options[:-1]))} and {options[-1]}"


def winner_words(winners: Sequence[int]) -> str:
    """A.6.8 in a sentence."""
    left = "no defeat is left inside the Schwartz set"
    if len(winners) == 1:
        return f"{left}; option {winners[0]} wins."
    return f"{left}; the casting vote or the lot chooses between {options_words(winners)}."
