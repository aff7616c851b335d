"""The Plan for Change of the demonstration: that it is what its story says, word for word."""

from collections import Counter
from itertools import combinations

import pytest

from folkmoot.counting.condorcet import schwartz_dropping
from folkmoot.site.demo.people import BRANCHES, FOUNDERS, JOINERS, LEAVES
from folkmoot.site.demo.plan import told, whole
from folkmoot.site.demo.plan.compiled import compiled
from folkmoot.site.demo.plan.taking import listed, questions
from folkmoot.site.demo.plan.told import ADVICE, CLOSED, FATES, KEEP, REVISED, Moved, agenda, moved
from folkmoot.site.demo.story import PLAYS
from folkmoot.texts.adopt import adopt, content_of
from folkmoot.texts.clause import read_revision
from folkmoot.texts.compile import check
from folkmoot.texts.composite import composite_of
from folkmoot.texts.edits import Amendment, Insert, Reword, read_amendment
from folkmoot.texts.labels import labels
from folkmoot.texts.relations import fallen, relations

KEYS = [each.key for each in moved()]
PEOPLE = {player.key for player in (*FOUNDERS, *JOINERS)} - {key for key, _day in LEAVES}


def told_of(fate: str) -> set[str]:
    return {each.key for each in moved() if each.fate == fate}


def pairs(*kinds: str) -> set[tuple[str, str]]:
    found = relations(whole.second(), whole.all_standing())
    return {(KEYS[each.a - 1], KEYS[each.b - 1]) for each in found if each.kind in kinds}


def test_the_text_has_sections_numbered_clauses_items_tables_and_references() -> None:
    text = whole.first()
    assert read_revision(text.data) == text
    assert Counter(clause.kind for clause in text.walk()) == {
        "section": 11,
        "clause": 68,
        "item": 10,
        "table": 2,
    }
    assert labels(text)["homes-repairs"] == "(c)" and labels(text)["fair-notice"] == "2.3"
    assert adopt(text, ()).dangling == ()
    assert {"{clause:fair}", "{clause:money}"} <= set(text.by_id["two-halves"].body.split())


def test_the_second_revision_keeps_every_id_of_the_first() -> None:
    assert set(whole.second().by_id) - set(whole.first().by_id) == {"fair-costs"}
    assert set(whole.first().by_id) <= set(whole.second().by_id)
    assert len(told.changes()) == 9 and all(each.why for each in told.changes())
    before = sum(each.day < REVISED for each in moved())
    assert before == 86 and "first eighty-six amendments" in told.covering_words()


def test_the_network_appoints_who_publishes_and_who_arranges() -> None:
    appointed = {play.appoints for play in PLAYS if play.appoints}
    assert {(told.DRAFTER, "drafter"), (told.ARRANGER, "arranger")} <= appointed
    assert told.DRAFTER not in {each.mover for each in moved()}
    assert told.ARRANGER not in {each.mover for each in moved()}


def test_there_are_120_amendments_by_many_people_from_all_five_branches() -> None:
    assert len(KEYS) == len(set(KEYS)) == 120
    assert {each.branch for each in moved()} == {key for key, _title, above in BRANCHES if above}
    assert min(Counter(each.branch for each in moved()).values()) >= 15
    assert len({each.mover for each in moved()}) >= 35
    assert all(0 < each.day < CLOSED for each in moved())


@pytest.mark.parametrize("each", moved(), ids=KEYS)
def test_an_amendment_is_told_in_full(each: Moved) -> None:
    assert {each.mover, *each.seconders} <= PEOPLE and each.mover not in each.seconders
    assert len(set(each.seconders)) == len(each.seconders)
    assert all(each.day <= day < CLOSED for _key, day in each.seconding)
    assert each.fate in FATES and each.group in agenda().groups
    if each.fate == "lapsed":
        assert len(each.seconders) < 2
    else:
        assert len(each.seconders) >= 3
        assert {told.BRANCH_OF[key] for key in each.seconders} - {each.branch}
    assert each.reasons.count(".") + each.reasons.count("?") >= 1 and len(each.reasons.split()) < 90
    if each.fate in ("lapsed", "withdrawn", "already made"):
        assert each.advice == ("", "") and not each.taken
    else:
        assert each.advice[0] in ADVICE and each.advice[1].endswith(".")
    assert (each.fate in ("carried", "lost")) == bool(each.taken)
    if each.accepted is not None:
        assert each.fate == "accepted" or each.contested


@pytest.mark.parametrize("key", KEYS)
def test_an_amendment_compiles_and_passes_the_check(key: str) -> None:
    made, each = whole.tabled(key), whole.by_key()[key]
    base = whole.first() if each.day < REVISED else whole.second()
    check(content_of(whole.tabled(each.amends)) if each.amends else base, made)
    assert read_amendment(made.data, made.number, made.amends) == made
    if each.fate in whole.STANDING and not each.amends:
        check(whole.second(), whole.standing(key))


def test_rivals_exclude_one_another_and_nobody_else_does() -> None:
    sets = [[each.key for each in moved() if each.rivals == name] for name in agenda().rivals]
    assert len(sets) == 12 and {len(each) for each in sets} == {2, 3, 4}
    assert pairs("conflict", "alternatives") == {pair for each in sets for pair in combinations(each, 2)}


def test_what_falls_falls_because_of_what_the_story_names() -> None:
    because = {(each.because, each.key) for each in moved() if each.because}
    assert len(because) == 4 and {key for _, key in because} == told_of("fallen")
    spared = ("ask-the-larger-body-nothing", "first-those-who-were-told-nothing")
    assert pairs("falls", "partly") == because | {spared}
    assert whole.by_key()[spared[0]].fate == "lost"


def test_two_branches_moved_the_same_words() -> None:
    pair = ("then-or-later", "then-or-later-too")
    assert pairs("same") == {pair}
    assert tuple(whole.by_key()[key].same_as for key in reversed(pair)) == pair
    assert {whole.by_key()[key].branch for key in pair} == {"riverside", "quarry"}
    assert whole.adopted().revision.by_id["money-waive"].body.count("then or later") == 1


def test_the_sweep_finds_twelve_places_of_which_two_are_struck_off() -> None:
    sweep = whole.tabled("notes-for-minutes")
    assert len(sweep.edits) == 10 and all(
        isinstance(each, Reword) and each.sweep == 1 for each in sweep.edits
    )
    assert {clause for clause, _field, _start in sweep.sweeps[0].struck} == {"meet-speak", "meet-late"}
    assert len(sweep.sweeps[0].struck) == 2
    left = {each.id for each in whole.adopted().revision.walk() if "minutes" in each.body}
    assert left == {"meet-speak", "meet-late"}
    assert "until the notes have been agreed" in whole.adopted().revision.by_id["rec-times"].body


def test_no_two_amendments_bring_in_the_same_id() -> None:
    brought = [clause.id for key in KEYS for each in whole.tabled(key).edits if isinstance(each, Insert)
               for clause in each.clause.walk()]  # fmt: skip
    assert len(brought) == len(set(brought)) and not set(brought) & set(whole.second().by_id)


def test_amendments_to_amendments_stand_in_what_these_say() -> None:
    secondary = [each for each in moved() if each.amends]
    assert len(secondary) == 6
    for each in secondary:
        assert whole.by_key()[each.amends].day < each.day and not whole.by_key()[each.amends].amends
        assert whole.tabled(each.key).amends == whole.numbers()[each.amends]


def test_the_composite_uses_the_words_of_its_four_sources_and_few_others() -> None:
    each = whole.by_key()["what-keeps-people-away"]
    assert told_of("in composite") == set(each.sources)
    assert {whole.by_key()[key].composite for key in each.sources} == {each.key}
    assert len({whole.by_key()[key].branch for key in each.sources}) == 4
    assert {whole.by_key()[key].mover for key in each.sources} == {each.mover, *each.signed}
    found = composite_of(whole.second(), whole.standing(each.key), map(whole.standing, each.sources))
    assert all(share > 0.08 for share in found.shares.values())
    assert found.fresh < 0.1


def test_friendly_ones_are_accepted_and_one_of_them_is_contested() -> None:
    friendly = [each for each in moved() if each.accepted is not None]
    assert len(friendly) == 8
    assert [each.key for each in friendly if each.contested] == ["new-voices-first"]
    assert all(each.day < each.accepted for each in friendly if each.accepted)


def test_the_second_revision_overtakes_two_and_changes_the_words_of_three() -> None:
    early = [each for each in moved() if each.day < REVISED and not each.amends and each.fate != "lapsed"]
    asked = [each for each in early if not each.withdrawn or each.withdrawn["day"] >= REVISED]
    outcomes = {each.key: whole.carry(each.key).outcome for each in asked}
    assert {key for key, outcome in outcomes.items() if outcome == "already made"} == told_of("already made")
    unsure = {key for key, outcome in outcomes.items() if outcome == "confirm"}
    assert unsure == {"facts-in-the-reasons", "for-a-reader-of-eighty", "tell-the-tenants"}
    assert len(told_of("already made")) == 2
    for key in unsure - told_of("withdrawn"):
        assert whole.by_key()[key].again and (whole.by_key()[key].confirmed or 0) > REVISED


@pytest.mark.parametrize("name", agenda().rivals)
def test_a_ranked_ballot_gives_what_the_story_says(name: str) -> None:
    said = agenda().rivals[name]
    options = [*(each.key for each in moved() if each.rivals == name), KEEP]
    assert {option for _n, order in said.ballots for option in order} == set(options)
    ranked = [
        (tuple(order.index(o) + 1 if o in order else 0 for o in options), n) for n, order in said.ballots
    ]
    result = schwartz_dropping(ranked, len(options), default=len(options))
    assert [options[winner - 1] for winner in result.winners] == [said.wins]
    assert {each.key for each in moved() if each.rivals == name and each.fate == "carried"} == {said.wins} - {
        KEEP
    }
    assert sum(n for n, _order in said.ballots) < len(PEOPLE)


def test_the_winner_of_the_fee_has_the_fewest_first_choices() -> None:
    firsts = Counter[str]()
    for voters, order in agenda().rivals["fee"].ballots:
        firsts[order[0]] += voters
    assert min(firsts, key=firsts.__getitem__) == agenda().rivals["fee"].wins


def test_votes_give_what_the_story_says() -> None:
    for each in moved():
        if each.votes:
            assert (each.votes[0] > each.votes[1]) == (each.fate == "carried"), each.key
            assert sum(each.votes) < len(PEOPLE)
        elif each.bloc:
            assert each.fate == "carried" and agenda().blocs[each.bloc].votes[0] > 20
    for group in agenda().groups:
        assert any(each.group == group for each in moved())
    margins = {each.votes[0] - each.votes[1] for each in moved() if each.votes}
    assert {0, 1} <= margins


def test_what_was_agreed_gives_the_adopted_text() -> None:
    found = whole.adopted()
    text = found.revision
    assert found.dangling == () and read_revision(text.data) == text
    agreed = [whole.standing(each.key) for each in moved() if each.fate in whole.AGREED]
    assert adopt(whole.second(), reversed(agreed)).revision.digest == text.digest
    assert text.by_id["money-fee"].body == "Each member pays two pounds a month."
    assert text.by_id["fair-apart"].body.startswith(
        "Where somebody is in danger, two people may be kept apart for four weeks"
    )
    assert text.by_id["meet-coming"].kind == "clause" and len(text.by_id["meet-coming"].children) == 3
    assert "fair-talk" not in text.by_id and text.parents["care-paper"] == "records"
    assert not any(
        "  " in clause.body or " ." in clause.body or ",," in clause.body for clause in text.walk()
    )


def test_each_carried_amendment_has_words_or_a_place_in_the_adopted_text() -> None:
    found = whole.adopted()
    credited = {number for stretch in found.segments.values() for each in stretch for number in each.numbers}
    for credit in (found.created, found.moved, found.changed, found.deleted):
        credited |= {number for numbers in credit.values() for number in numbers}
    agreed = {whole.numbers()[each.key] for each in moved() if each.fate in whole.AGREED}
    assert agreed - credited == set()
    assert credited - agreed == set()


def test_the_questions_can_be_put_in_their_order_and_come_to_what_the_story_says() -> None:
    there = relations(whole.second(), [whole.standing(key) for item in listed() for key in item])
    number, place = whole.numbers(), {key: n for n, item in enumerate(listed()) for key in item}
    open_keys = {key for key in place if whole.by_key()[key].taken or whole.by_key()[key].fate == "fallen"}
    carried, lost, gone = set[str](), set[str](), set[str]()
    for question in questions()[:-1]:
        assert set(question.about) <= open_keys, question.title
        waiting = {each.amends for each in moved() if each.key in open_keys} & set(question.about)
        assert not waiting, f"{waiting} are amended"
        first = min(place[key] for key in question.about)
        sooner = {key for key in open_keys if place[key] < first}
        assert bool(sooner and question.kind != "en bloc") == bool(question.reasons), question.title
        carried |= set(question.carries)
        lost |= set(question.about) - set(question.carries)
        open_keys -= set(question.about)
        fell = fallen(there, [number[key] for key in carried], [number[key] for key in open_keys])
        for each, cause in fell.items():
            assert whole.by_key()[KEYS[each - 1]].because == KEYS[cause - 1]
            gone.add(KEYS[each - 1])
        open_keys -= gone
    assert not open_keys
    assert carried == told_of("carried") and lost == told_of("lost") and gone == told_of("fallen")
    assert questions()[-1].kind == "adoption" and len(questions()) == 53


def test_an_edit_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody knows"):
        compiled(whole.first(), [{"burn": "fair"}])
    with pytest.raises(ValueError, match="2 times"):
        compiled(whole.first(), [{"clause": "money-split", "for": "alf", "say": "x"}])
    with pytest.raises(ValueError, match="0 clauses have"):
        compiled(whole.first(), [{"in": "x", "for": "no such words", "say": "x"}])
    first = compiled(whole.first(), [{"under": "fair", "add": {"id": "new", "body": "New."}}])
    assert isinstance(first, Amendment) and first.edits[0] == Insert(
        "fair", "", whole.first().by_id["fair"].children[0].__class__("new", body="New.")
    )
