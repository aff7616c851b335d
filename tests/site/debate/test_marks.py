"""What a debate shows of moderation follows the record at the second of the page, and nothing else."""

from collections.abc import Callable

import pytest

from folkmoot.procedure import moderation
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.facts import Assembly
from folkmoot.site.debate.acts import change_words, destroy_words, note_mute, speak
from folkmoot.site.debate.marks import is_hidden, mark_of
from folkmoot.site.debate.models import Mute, Speech
from folkmoot.site.debate.muting import mute_on, tag_of
from folkmoot.site.debate.reading import debate
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.record.acts import pen
from motion_world import DAY, World, day

WORDS = "This is *my* view."
Let = Callable[..., Dispute]
STATES = [state.name for state in moderation.MACHINE.states]


@pytest.fixture
def speech(world: World) -> Speech:
    """A speech by Ola in the debate on a motion."""
    world.debated()
    return speak(on="motion/1", by=world["Ola"], words=WORDS, at=day(3))


@pytest.fixture
def let(monkeypatch: pytest.MonkeyPatch, speech: Speech) -> Let:
    """Let the record know of a moderation of the speech."""

    def know(phase: str, outcome: str = "", since: float = 4, **events: int) -> Dispute:
        before = reading.assembly()
        facts = Assembly(**{each: getattr(before, each) for each in Assembly.__dataclass_fields__})
        case = Dispute(
            moderation.MACHINE,
            f"comment/{speech.entry}",
            "harbour",
            before.book_at(day(4)),
            phase,
            day(since),
            {"flagging": day(4), **events},
            charges=("person",),
            outcome=outcome,
        )
        facts.cases = {**before.cases, case.on: case}
        monkeypatch.setattr(reading, "assembly", lambda: facts)
        return case

    return know


def shown(world: World, name: str, number: float = 5) -> tuple[str, str, str]:
    """The words, the kind of mark, and where the reader may flag the speech."""
    calendar = reading.assembly().book_at(day(4)).calendar
    said = debate("motion/1", world[name], calendar, at=day(number)).comments[0]
    return said.html, said.mark.kind if said.mark else "", said.flag_url


def test_a_speech_that_nobody_flagged_has_no_mark(world: World, speech: Speech) -> None:
    html, mark, flag = shown(world, "Idris")
    assert "my" in html and mark == "" and flag == f"/cases/comment/{speech.entry}/flag/"
    assert shown(world, "Ola")[2] == "", "one's own words are not flagged"


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_moderation_is_hidden_labelled_noted_or_plain(
    world: World, speech: Speech, let: Let, state: str
) -> None:
    """No state was forgotten: words are out of sight in just these, and a mark says so."""
    outcomes = {
        "hidden": "hidden",
        "labelled": "labelled",
        "kept": "kept",
        "jury": "hidden",
        "upheld": "hidden",
        "shredding": "hidden",
        "edited": "hidden",
        "restored": "hidden",
        "shredded": "hidden",
    }
    case = let(
        state,
        outcomes.get(state, ""),
        **{"moderation": day(4), "hold": day(4), "hold over": day(6), "appeal": day(4), "shredding": day(4)},
    )
    html, mark, _flag = shown(world, "Idris", 4.5)
    hidden = state in ("held", "hidden", "jury", "upheld", "shredding", "shredded")
    assert is_hidden(case, day(4.5)) == hidden == (mark == "hidden") == (html == "")
    assert (mark == "label") == (state == "labelled")
    assert (mark == "note") == (state in ("edited", "restored"))


@pytest.mark.parametrize("outcome", ["labelled", "kept"])
def test_an_appeal_leaves_shown_what_was_shown(world: World, speech: Speech, let: Let, outcome: str) -> None:
    let("jury", outcome, moderation=day(4), appeal=day(4.2))
    html, mark, _flag = shown(world, "Idris", 4.5)
    assert "my" in html and mark == {"labelled": "label", "kept": ""}[outcome]


def test_what_is_held_back_comes_back_at_its_second_and_not_before(
    world: World, speech: Speech, let: Let
) -> None:
    over = day(4) + DAY
    let("held", hold=day(4), **{"hold over": over})
    mark = mark_of(speech.entry, over)
    assert mark is not None and mark.kind == "hidden" and "Visible again on" in mark.text
    assert mark_of(speech.entry, over + 1) is None


def test_its_writer_reads_hidden_words_and_is_told_that_nobody_else_does(
    world: World, speech: Speech, let: Let
) -> None:
    let("hidden", "hidden", moderation=day(4))
    calendar = reading.assembly().book_at(day(4)).calendar
    own = debate("motion/1", world["Ola"], calendar, at=day(5)).comments[0]
    others = debate("motion/1", world["Idris"], calendar, at=day(5)).comments[0]
    assert own.own and "my" in own.html and not own.removed
    assert not others.own and others.html == "" and not others.removed


def test_words_that_were_erased_are_not_said_to_be_hidden(world: World, speech: Speech) -> None:
    Speech.objects.filter(pk=speech.pk).update(person=None, box=b"")
    calendar = reading.assembly().book_at(day(4)).calendar
    said = debate("motion/1", world["Idris"], calendar, at=day(5)).comments[0]
    assert "erased at the member's request" in said.removed and not said.flag_url and said.mark is None


def test_forty_speeches_with_marks_take_two_queries(
    world: World, speech: Speech, let: Let, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(39):
        speak(on="motion/1", by=world["Idris"], words=f"Speech {number}.", at=day(3) + number)
    let("hidden", "hidden", moderation=day(4))
    viewer, calendar = world["Juno"], reading.assembly().book_at(day(4)).calendar
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        debate("motion/1", viewer, calendar, at=day(5))


def test_other_words_are_rendered_as_safely_as_the_first(world: World, speech: Speech) -> None:
    with pen():
        seal = change_words(Speech.objects.select_related("person").get(), "**New** <script>x</script>")
    assert Speech.objects.get().html == "<p><strong>New</strong> &lt;script&gt;x&lt;/script&gt;</p>\n"
    assert reading.unseal(world["Ola"], seal) == b"**New** <script>x</script>"


def test_destroyed_words_cannot_be_read_from_the_box_or_the_seal(world: World, speech: Speech) -> None:
    destroy_words(Speech.objects.get())
    assert Speech.objects.get().html == ""
    assert reading.unseal(world["Ola"], _seal_of(speech)) is None


def _seal_of(speech: Speech) -> str:
    from folkmoot.tlog.leaf import Leaf

    return Leaf.decode(bytes(reading.entry(speech.entry).leaf)).seals[0]


# Keeping somebody from posting


def muted(monkeypatch: pytest.MonkeyPatch, person: Person, hours: int) -> None:
    before = reading.assembly()
    facts = Assembly(**{each: getattr(before, each) for each in Assembly.__dataclass_fields__})
    over = {"mute over": day(4) + hours * 3600}
    case = Case(moderation.MUTE, "mute/1", "network", before.book_at(day(4)), "muted", day(4), over)
    facts.cases, facts.mutes = {**before.cases, "mute/1": case}, {tag_of(person): (day(4),)}
    note_mute(person, "mute/1")
    monkeypatch.setattr(reading, "assembly", lambda: facts)


def test_a_mute_holds_to_its_last_second_and_for_one_person(
    world: World, speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    ola, idris = world["Ola"], world["Idris"]
    muted(monkeypatch, ola, 10)
    assert mute_on(ola, day(4) + 10 * 3600) is not None
    assert mute_on(ola, day(4) + 10 * 3600 + 1) is None
    assert mute_on(idris, day(4)) is None
    with pytest.raises(OutOfOrder) as refused:
        speak(on="motion/1", by=ola, words="Again.", at=day(4) + 60)
    assert refused.value.rule == "13.7" and "until 5 June 2026, 22:00" in refused.value.fact
    assert Speech.objects.count() == 1


def test_a_row_alone_mutes_nobody(world: World, speech: Speech) -> None:
    """Somebody with the database cannot keep a member from speaking: the record says whether a mute runs."""
    Mute.objects.create(person=world["Ola"], on="mute/1")
    assert speak(on="motion/1", by=world["Ola"], words="Again.", at=day(4)).entry


def test_a_tag_is_the_same_for_one_person_and_no_code_name(world: World) -> None:
    ola = world["Ola"]
    assert tag_of(ola) == tag_of(world["Ola"]) != tag_of(world["Idris"])
    assert ola.code("mute/1") not in tag_of(ola)


def test_nobody_is_looked_up_while_nobody_was_ever_muted(
    world: World, speech: Speech, django_assert_num_queries: Callable[[int], object]
) -> None:
    ola = world["Ola"]
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert mute_on(ola, day(4)) is None
