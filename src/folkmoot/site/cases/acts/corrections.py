"""A correction in public: what the network was wrong about, where anybody can read it, if the person wants.

It lies under the person's own key, names them only as they wrote it themselves, and goes with an erasure.
"""

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.site.cases.people import case_of
from folkmoot.site.evidence import reading
from folkmoot.site.evidence.acts import keep
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person
from folkmoot.site.record.acts import pen
from folkmoot.site.record.reading import standing

CHANGES = ("annulled", "restored", "recognised")
"""Ends in the person's favour."""
TITLE = "a correction, in public"
ROLE = "for everybody"


def publish(*, on: str, by: Person, own_words: str, at: int) -> Item:
    """Say in public that the exclusion was wrong; `own_words` (a name, a sentence, a space) stand beside it.

    Raises `OutOfOrder` unless the review has ended in the person's favour.
    """
    if case_of(on) is None or standing(on, at).state not in CHANGES:
        raise OutOfOrder(
            rule="",
            condition=say("A correction is published once a review has ended in the person's favour."),
            fact=say("This one has not."),
            cure=say("Wait for the decision; you are told of it by letter."),
        )
    with pen():
        take_back(on=on, by=by)
        return keep(
            person=by, on=on, kind="note", title=TITLE, data=own_words.strip() or " ", role=ROLE, at=at
        )


def take_back(*, on: str, by: Person) -> int:
    """Let the public page say nothing more; how many corrections there were."""
    mine = _of(on, by)
    for item in mine:
        item.delete()
    return len(mine)


def published(on: str, by: Person | None) -> str | None:
    """The person's own words beside the correction of this review, maybe none; None where none is public."""
    for item in _of(on, by) if by is not None else ():
        return reading.words(item).strip()
    return None


def latest(most: int) -> list[tuple[str, str]]:
    """The latest corrections: the name of the review, and the person's own words. A few queries each."""
    notes = Item.objects.filter(on__startswith="review/", kind="note", entry=None, destroyed_at=None)
    items = list(notes.order_by("-made_at", "id")[:most])
    said = reading.about(items)
    return [
        (item.on, reading.words(item).strip())
        for item in items
        if item.pk in said and said[item.pk].title == TITLE
    ]


def _of(on: str, by: Person) -> list[Item]:
    found = list(Item.objects.filter(on=on, person=by, kind="note", entry=None, destroyed_at=None))
    said = reading.about(found)
    return [item for item in found if item.pk in said and said[item.pk].title == TITLE]
