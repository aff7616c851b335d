"""What every account of a count with stages keeps."""

from folkmoot.counting.account import PILE, Account


def adds_up(account: Account) -> bool:
    """Whether at every stage nothing is lost or made, and the flows explain the change."""
    before = [0] * len(account.names)
    spent = 0
    for stage in account.stages:
        total = sum(stage.votes) + stage.non_transferable + stage.lost + stage.in_hand
        assert total == account.valid * 10**account.decimals
        assert min(*stage.votes, stage.non_transferable, stage.lost, stage.in_hand, 0) == 0
        for flow in stage.flows:
            if flow.target == PILE:
                spent += flow.value
            else:
                before[flow.target - 1] += flow.value
        for source in stage.of:
            before[source - 1] = stage.votes[source - 1]
        assert (tuple(before), spent) == (stage.votes, stage.non_transferable)
    return True
