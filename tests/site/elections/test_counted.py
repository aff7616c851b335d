"""A count to be looked at: what the picture, the sheet and the words say is what was counted."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from folkmoot.counting import rules, vacancy
from folkmoot.counting.account import Account, figure
from folkmoot.counting.bounds import Bound
from folkmoot.counting.contest import Contest
from folkmoot.sentence import filled
from folkmoot.site.elections.counted import declaration
from folkmoot.site.elections.counted.circle import circle
from folkmoot.site.elections.counted.flow import HIGH, order_of_lanes, picture
from folkmoot.site.elections.counted.moves import moves
from folkmoot.site.elections.counted.page import compared, shown
from folkmoot.site.elections.counted.sheet import sheet
from folkmoot.site.elections.counted.words import close_calls, told
from folkmoot.site.elections.templatetags.figures import fine

NAMES = ("Ada", "Bo", "Cy", "Dee <b>", "Eve")
PAPERS = {
    (1, 2, 3): 30,
    (2, 3, 4): 20,
    (3, 2): 17,
    (4, 3): 15,
    (5, 4, 2): 8,
    (5,): 3,
}


@pytest.fixture(scope="module")
def account() -> Account:
    return rules.count(Contest(NAMES, 3, PAPERS), "scottish-2011/1")


def test_each_candidate_has_a_lane_the_elected_first(account: Account) -> None:
    lanes = order_of_lanes(account)
    assert sorted(lanes) == [1, 2, 3, 4, 5]
    assert tuple(lanes[:3]) == account.elected


def test_bars_are_as_high_as_votes_and_ribbons_as_thick_as_what_moved(account: Account) -> None:
    drawn = picture(account, NAMES, "Not transferable")
    by_number = {lane.number: lane for lane in drawn.lanes}
    first = account.stages[0]
    heights = {number: by_number[number].bars[0].height for number in range(1, 6)}
    assert sorted(heights, key=heights.__getitem__) == sorted(heights, key=lambda n: first.votes[n - 1])
    moves = sum(
        len({(flow.source, flow.target) for flow in stage.flows if flow.source != flow.target})
        for stage in account.stages[1:]
    )
    assert len(drawn.ribbons) == moves > 0
    kinds = Counter(mark.kind for mark in drawn.marks)
    assert kinds["elected"] == 3
    assert all(bar.kind == "elected" for bar in by_number[account.elected[0]].bars)


def test_the_picture_is_whole_numbers_and_no_style(account: Account) -> None:
    html = render_to_string(
        "elections/parts/flow.html", {"flow": picture(account, NAMES, "Not transferable"), "flow_id": "flow"}
    )
    assert "style=" not in html
    assert not re.search(r'="[^"]*\d\.\d', html)
    assert "Dee &lt;b&gt;" in html


def test_a_name_that_is_too_long_keeps_its_beginning_and_its_end(account: Account) -> None:
    names = (
        "Ada of the Long Quay beyond the Second Bridge, number 1",
        "Bo of the Harbour branch",
        *NAMES[2:],
    )
    lanes = {lane.number: [line for _y, line in lane.lines] for lane in picture(account, names, "pile").lanes}
    assert lanes[1] == ["Ada of the Long", "…Bridge, number 1"]
    assert lanes[2] == ["Bo of the Harbour", "branch"]
    assert lanes[3] == ["Cy"]


def test_a_high_pile_makes_no_bar_lower_and_stands_below_all_other_lanes() -> None:
    tied = Contest(NAMES[:4], 1, {(1,): 5, (2,): 5, (3,): 5, (4,): 5})
    drawn = picture(rules.count(tied, "scottish-2011/1", lot=(1, 2, 3, 4)), NAMES, "pile")
    *others, pile = drawn.lanes
    heights = {bar.height for lane in others for bar in lane.bars}
    assert heights == {-(-5 * HIGH // 11)}, "by the quota of 11, not by the 15 votes of the pile"
    assert min(bar.y for bar in pile.bars) >= max(lane.base for lane in others)
    assert drawn.height > pile.base


def test_the_sheet_shows_every_figure_of_every_stage(account: Account) -> None:
    found = sheet(account, NAMES)
    for row in found.rows:
        for (_moved, total), stage in zip(row.cells, account.stages, strict=True):
            assert total in ("", figure(stage.votes[row.number - 1], account.decimals))
    sums = found.foot[-1]
    assert {total for _moved, total in sums.cells} == {figure(account.valid * 100_000, 5)}
    fates = {row.name: row.fate for row in found.rows}
    assert fates["Ada"] == "Elected, place 1, stage 1"
    assert any(fate.startswith("Out at stage") for fate in fates.values())


def test_moves_of_the_sheet_make_up_its_totals(account: Account) -> None:
    for row in sheet(account, NAMES).rows:
        before = 0
        for moved, total in row.cells:
            if not total:
                break
            units = int(total.replace(".", ""))
            step = int(moved.replace(".", "").replace("−", "-").replace("+", "")) if moved else 0
            assert before == 0 or before + step == units
            before = units


def test_every_stage_is_told_with_its_paragraphs(account: Account) -> None:
    stages = told(account, NAMES)
    assert [each.number for each in stages] == [str(stage.number) for stage in account.stages]
    assert stages[0].name == "First preferences"
    assert stages[0].moved == []
    assert all(paragraph for each in stages for _said, paragraph in each.steps)
    assert any("from Ada to Bo" in line for each in stages for line in each.moved)


def test_under_meek_all_that_a_stage_is_about_is_drawn_and_told_and_the_rest_summed_up() -> None:
    names = tuple(f"Candidate {number}" for number in range(1, 13))
    papers = {
        tuple((start + step * way) % 12 + 1 for step in range(12)): 40 + 17 * start + way
        for start in range(12)
        for way in (1, 5, 7, 11)
    }
    found = rules.count(Contest(names, 6, papers), "meek-prf/1")
    drawn, stages = picture(found, names, "Not transferable"), told(found, names)
    assert drawn.leaves_out
    ribbons = 0
    for stage, said in zip(found.stages[1:], stages[1:], strict=True):
        kept = moves(stage)
        assert not {flow.source for flow in kept.left} & set(stage.of)
        assert sorted([*kept.told, *kept.left], key=str) == sorted(stage.flows, key=str)
        assert len(said.moved) == len(kept.told) + bool(kept.left)
        if kept.left:
            together = figure(sum(flow.value for flow in kept.left), 9)
            assert said.moved[-1].endswith(f"worth {together} together.") or len(kept.left) == 1
        ribbons += len(kept.told)
    assert len(drawn.ribbons) == ribbons > 20


def test_the_parts_of_a_stage_are_numbered_apart_everywhere() -> None:
    papers = {(1, 4): 37, (1, 2, 4): 15, (2, 1, 5): 31, (1,): 8, (1, 5): 14, (5,): 5, (3, 2, 5): 15}
    found = rules.count(Contest(NAMES, 2, papers), "ers97/1")
    stages = [each.number for each in found.stages]
    assert len(set(stages)) < len(stages)
    numbered = [each.number for each in told(found, NAMES)]
    assert len(set(numbered)) == len(numbered)
    assert [int(each.split(".")[0]) for each in numbered] == stages
    assert [number for number, _name in sheet(found, NAMES).heads] == numbered
    assert [number for _x, number in picture(found, NAMES, "pile").heads] == numbered


def test_whoever_left_the_place_is_not_in_the_recount() -> None:
    contest = Contest(NAMES, 3, PAPERS)
    first = rules.count(contest, "ers97/1")
    gone, *sit = first.elected
    again = vacancy.recount(contest, [gone], sit)
    assert told(again, NAMES)[0].name == f"Recount without {NAMES[gone - 1]}"
    assert gone not in order_of_lanes(again)
    fates = {row.number: row.fate for row in sheet(again, NAMES).rows}
    assert fates[gone] == "Not in this count"


def test_a_quota_on_the_result_is_told_under_the_paragraph_of_the_rulebook() -> None:
    bounds = (Bound("women", frozenset({5}), at_least=1),)
    kept = rules.count(Contest(NAMES, 3, PAPERS), "scottish-2011/1", bounds=bounds)
    paragraphs = {paragraph for each in told(kept, NAMES, "15.2") for _said, paragraph in each.steps}
    assert "rule 15.2" in paragraphs and not any("Voting matters" in each for each in paragraphs)
    assert any("Voting matters" in paragraph for each in told(kept, NAMES) for _said, paragraph in each.steps)


def test_the_last_decimals_of_long_figures_stand_in_small_print() -> None:
    assert fine("9.000000001") == "9.0000<small>00001</small>"
    assert fine("9.00001") == "9.00001" and fine("") == "" and fine("12") == "12"


def test_close_calls_begin_with_the_closest(account: Account) -> None:
    units = sorted(margin.units for stage in account.stages for margin in stage.margins)
    lines = shown(account, NAMES)["close"]
    assert len(lines) == len(units) > 0
    assert figure(units[0], 5) in lines[0]


def test_after_a_name_that_ends_with_a_full_stop_comes_no_second() -> None:
    papers = {(1, 2): 5, (2, 1): 3, (3, 2): 2}
    account = rules.count(Contest(("Ada B.", "Bo C.", "Cy D."), 1, papers), "av/1")
    names = account.names
    said = [*close_calls(account, names)]
    for stage in told(account, names):
        said += [*(sentence for sentence, _paragraph in stage.steps), *stage.moved]
    assert len(said) > 4
    assert not any(".." in each for each in said)
    assert filled("{who}. {who}!", {"who": "Ada B."}) == "Ada B. Ada B.!"


def by_pairs(stand: int, rule: str = "condorcet-debian/1") -> Account:
    """Each of the first three goes before the next of them in a circle, and before all others."""
    rest = tuple(range(4, stand + 1))
    papers = {(1, 2, 3, *rest): 5, (2, 3, 1, *rest): 4, (3, 1, 2, *rest): 3}
    names = tuple(f"Candidate {n}" for n in range(1, stand + 1))
    return rules.count(Contest(names, 1, papers), rule)


def test_a_count_by_pairs_is_drawn_with_an_arrow_for_each_comparison_and_the_dropped_ones_broken() -> None:
    found = circle(by_pairs(4))
    assert found is not None and found.drops
    assert [(node.number, node.elected) for node in found.nodes] == [
        (1, True), (2, False), (3, False), (4, False),
    ]  # fmt: skip
    assert [arrow.dropped for arrow in found.arrows] == [False, False, False, False, True, False]
    assert all(0 < node.x < found.size and 0 < node.y < found.size for node in found.nodes)
    drawn = render_to_string("elections/parts/circle.html", {"circle": found, "circle_id": "c"})
    assert drawn.count('class="arrow dropped"') == 2, "in the picture and in the legend"
    assert drawn.count('class="twice"') == 2 and "style=" not in drawn
    assert not re.search(r'"[^"]*\d\.\d', drawn), "whole numbers"


def test_of_few_or_many_candidates_or_of_another_count_there_is_no_such_picture(account: Account) -> None:
    two = rules.count(Contest(("Ada", "Bo"), 1, {(1, 2): 2, (2, 1): 1}), "condorcet-debian/1")
    assert circle(account) is None and circle(two) is None and circle(by_pairs(10)) is None
    chains = circle(by_pairs(9, "beatpath/1"))
    assert chains is not None and not chains.drops, "nothing is dropped where chains decide"


def test_other_rules_are_set_beside(account: Account) -> None:
    rows = compared({"ers97/1": account.elected, "meek-prf/1": (1, 2, 5)}, account.elected, NAMES)
    assert [row["same"] for row in rows] == [True, False]
    assert rows[1]["elected"] == "Ada, Bo and Eve"


@pytest.mark.parametrize("counted", [True, False])
def test_the_declaration_prints(account: Account, counted: bool, tmp_path: Path) -> None:
    declared = declaration.Declaration(
        "Result of election 1",
        "The Commons Network",
        tuple(NAMES[number - 1] for number in account.elected),
        (("Turnout", "93 of 140"),),
        address="https://folkmoot.example/elections/1/",
    )
    file = tmp_path / "declaration.pdf"
    file.write_bytes(declaration.pdf(declared, account if counted else None, NAMES))
    reader = PdfReader(file)
    words = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "Declared elected, in this order" in words
    assert "93 of 140" in words
    assert ("Exclusion of" in words) is counted
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
