"""The texts that the demonstration writes today: that they are what their files say, and can be played."""

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

import pytest

from folkmoot.counting.condorcet import schwartz_dropping
from folkmoot.procedure.examples import run
from folkmoot.procedure.shared_text import Plan
from folkmoot.rulebook.starters import starter
from folkmoot.site.debate.models import Speech
from folkmoot.site.demo.people import FOUNDERS, JOINERS, LEAVES, ROOT
from folkmoot.site.demo.plan.casting import on_paper
from folkmoot.site.demo.plan.compiled import compiled
from folkmoot.site.demo.plan.told import BRANCH_OF, KEEP
from folkmoot.site.demo.story import PLAYS
from folkmoot.site.demo.underway import told
from folkmoot.site.demo.underway.played import write_all
from folkmoot.site.demo.underway.told import text
from folkmoot.site.demo.year import LENGTH, Year
from folkmoot.site.plan import models
from folkmoot.site.plan.drafts import opened
from folkmoot.site.record import reading
from folkmoot.site.rules.as_text import as_revision, as_rulebook
from folkmoot.site.rules.text import read
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Revision
from folkmoot.texts.compile import check
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment
from folkmoot.texts.likeness import Likenesses, marks
from folkmoot.texts.plain import read_plain
from folkmoot.texts.relations import EXCLUDING, relations

WELCOME, HARBOUR, RULES = map(text, told.NAMES)
PEOPLE = {player.key for player in (*FOUNDERS, *JOINERS)} - {key for key, _day in LEAVES}
TODAY = datetime(2026, 11, 28, 12, tzinfo=UTC)


def base_of(under_way: told.Text) -> Revision:
    """The text as it is published; of the rulebook, as it begins."""
    if under_way.page:
        return read_plain(told.page(under_way.page)).revision
    return as_revision(starter(ROOT))


def wordings(under_way: told.Text) -> dict[str, Amendment]:
    made: dict[str, Amendment] = {}
    for each in under_way.moved:
        number, base = under_way.numbers, base_of(under_way)
        amends = number[each.amends] if each.amends else 0
        if each.amends:
            base = content_of(made[each.amends])
        made[each.key] = compiled(base, each.edits, number[each.key], amends)
        check(base, made[each.key])
    return made


def rivals_in(under_way: told.Text) -> set[tuple[str, ...]]:
    made = wordings(under_way)
    name = {number: key for key, number in under_way.numbers.items()}
    first = [each for each in made.values() if not each.amends]
    found = relations(base_of(under_way), first)
    return {(name[each.a], name[each.b]) for each in found if each.kind in EXCLUDING}


@pytest.mark.parametrize("name", told.NAMES)
def test_a_text_under_way_is_told_in_full(name: str) -> None:
    under_way = text(name)
    assert len(wordings(under_way)) == len(under_way.moved)
    here = {key for key in PEOPLE if under_way.branch in (ROOT, BRANCH_OF[key])}
    today = -under_way.published
    for each in under_way.moved:
        assert {each.mover, *each.seconders} <= here and each.mover not in each.seconders
        assert 0 < each.day < today and all(each.day < day < today for _key, day in each.seconding)
        if under_way.listed is not None:
            assert all(day <= under_way.open for _key, day in each.seconding)
            assert each.group in under_way.groups and each.advice[0]
    for said in under_way.said:
        assert said.by in here and 0 < said.day < today
        assert not said.clause or said.clause in base_of(under_way).by_id
        if said.answers is not None:
            answered = under_way.said[said.answers]
            assert (answered.clause, answered.amendment) == (said.clause, said.amendment)
    for drafted in under_way.drafted:
        assert {version.by for version in drafted.versions} <= here
        assert all(compiled(base_of(under_way), version.edits).edits for version in drafted.versions)


def test_a_branch_has_amendments_of_every_kind_to_look_at() -> None:
    assert Counter(each.state for each in HARBOUR.moved) == {"seconded": 4, "tabled": 4, "accepted": 1}
    assert sum(bool(each.amends) for each in HARBOUR.moved) == 1
    assert rivals_in(HARBOUR) == {("a-quarter-to-eight", "six-until-eight")}
    assert 10 <= sum(clause.kind == "clause" for clause in base_of(HARBOUR).walk()) <= 14


def test_two_members_of_a_branch_moved_nearly_the_same() -> None:
    made, found = wordings(HARBOUR), Likenesses[str]()
    for key, wording in made.items():
        found.add(key, marks(wording))
    likest = [like.key for like in found.to(marks(made["a-seat-beside-somebody"]), most=2)]
    assert likest == ["a-seat-beside-somebody", "met-at-the-door"]


def test_the_rules_read_well_with_each_amendment_and_with_all_of_them() -> None:
    base, made = base_of(RULES), [*wordings(RULES).values()]
    for carried in (*([each] for each in made), made):
        book, faults = read(as_rulebook(adopt(base, carried).revision))
        assert book is not None and not faults and not run(book)
    touched = [
        {base.by_id[edit.clause].kind for edit in each.edits if hasattr(edit, "clause")} for each in made
    ]  # type: ignore[index]
    assert {"clause", "rule"} in touched and {"clause", "examples"} in touched


def test_the_rivals_before_the_meeting_are_on_one_ballot_and_it_gives_what_the_file_says() -> None:
    [asked] = [each for each in WELCOME.asked if each.ballots]
    assert rivals_in(WELCOME) == {*combinations(asked.about, 2)}
    paper = [*asked.about, KEEP]
    ranked = [(on_paper(paper, order), many) for many, order in asked.ballots]
    result = schwartz_dropping(ranked, len(paper), default=len(paper))
    assert [paper[winner - 1] for winner in result.winners] == [
        key for key in asked.about if WELCOME.by_key[key].state == "carried"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("today", [TODAY, TODAY.replace(month=4, day=8), TODAY.replace(month=12, day=31)])
def test_the_year_plays_the_texts_as_they_are_told(today: datetime) -> None:
    now = int(today.timestamp())
    year = Year(now)
    year.found(more=0)
    for play in PLAYS:
        if play.appoints:  # no text without a drafter, an arranger and a clerk
            year.motion(play)
    write_all(year)
    year.play()
    assert not year.refused

    plans = {case.base.title: case for case in reading.assembly().cases.values() if isinstance(case, Plan)}
    states = [reading.standing(case.on, now).state for case in plans.values()]
    assert states == ["deciding", "open", "open"]
    for under_way, case in zip((WELCOME, HARBOUR, RULES), plans.values(), strict=True):
        found = {key: case.state(number, now) for key, number in under_way.numbers.items()}
        assert found == {each.key: each.state for each in under_way.moved}
        assert len(case.roll.names) > 10
    rules = models.Plan.objects.get(kind=models.Plan.Kind.RULEBOOK)
    assert rules.title == plans[rules.title].base.title
    assert as_rulebook(plans[rules.title].base) == reading.assembly().books[-1][1].text

    assert Speech.objects.filter(on__startswith="plan/").count() == sum(len(text(n).said) for n in told.NAMES)
    drafts = {each.person.shown_name: each for each in models.Draft.objects.filter(plan__isnull=False)}
    assert set(drafts) == {"Ola B.", "Wren H.", "Priya S."}
    assert [each.person.shown_name for each in drafts["Ola B."].writers.all()] == ["Bettan M."]
    assert drafts["Ola B."].head == 3
    assert all((found := opened(each)) and found.fields["changes"] for each in drafts.values())


def test_the_list_is_published_so_late_that_the_next_question_waits_for_whoever_looks() -> None:
    """And so early that every ballot but the last has ended today, whatever holidays lengthen it."""
    assert WELCOME.listed is not None
    assert LENGTH + WELCOME.published > 0 and WELCOME.listed + 14 > -WELCOME.published
    *decided, last = [each.day for each in WELCOME.asked]
    assert max(decided) + 3 + 4 < -WELCOME.published - 1 and last + 3 > -WELCOME.published
