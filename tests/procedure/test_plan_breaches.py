"""Each breach of the rules on plans is refused under its paragraph, and in its words."""

import pytest

from procedure.plan_breaches import PLAN_BREACHES, before


@pytest.mark.parametrize("name", PLAN_BREACHES)
def test_what_breaks_the_rules_on_plans_is_refused_by_its_rule(name: str) -> None:
    each = PLAN_BREACHES[name]
    world = before()
    refusal = world.refusal(each.make(world))
    assert each.says in str(refusal)
    assert refusal.rule == each.rule
