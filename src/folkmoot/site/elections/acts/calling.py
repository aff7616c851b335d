"""Calling an election: for the places of an office, to rank motions, or to fill a vacancy from ballots."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.roll import make_roll, roll_file
from folkmoot.rulebook.book import Rulebook
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.elections.models import Candidacy, Election
from folkmoot.site.elections.naming import title_of
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.voting.papers import titles_in


def call(
    *,
    by: Person | Office | None,
    branch: str,
    kind: str,
    seats: int,
    at: int,
    office: str = "",
    motions: tuple[int, ...] = (),
    follows: int | None = None,
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Election:
    """Call an election; nominations are open from now on, where there are any. Raises `OutOfOrder`.

    `motions` are those that are ranked, `follows` the election from whose ballots a vacancy is filled.
    """
    with pen() as assembly:
        number = assembly.next_number("election")
        on = f"election/{number}"
        name_in = f"election/{follows}" if kind == Election.Kind.COUNTBACK else on
        signed = signature(by, name_in, clerk=clerk, by_passkey=by_passkey)
        facts: dict[str, Any] = {"kind": kind, "branch": branch, "seats": seats}
        if kind == Election.Kind.COUNTBACK:
            facts |= _of_followed(assembly.cases.get(f"election/{follows}"), assembly.book_at(at)) | {
                "office": office
            }
            papers = {facts["roll"]["digest"]: roll_file(assembly.cases[facts["follows"]].roll.names)}
            people: dict[str, Person] = {}
        else:
            people = roll_for(branch, on, "vote", at)
            roll, papers = make_roll(people)
            facts["roll"] = roll.as_facts()
            facts |= {"office": office} if kind == Election.Kind.OFFICE else {"options": _names(motions)}
        entry = enter(
            "election.call", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        row = Election.objects.create(
            number=number,
            kind=kind,
            branch_id=branch,
            office=office,
            seats=seats,
            options=_titles(assembly.cases, _names(motions)),
            follows=follows if kind == Election.Kind.COUNTBACK else None,
            entry=entry.index,
        )
        note(entry, signed.person, told=_("Calling an election.") if clerk else "")
        if kind == Election.Kind.COUNTBACK:
            _take_over_candidates(row)
            _ask_who_is_willing(assembly.cases[on], row, at, entry.index)
        else:
            _tell(row, people, at, entry.index)
    return row


def _names(motions: tuple[int, ...]) -> list[str]:
    return [f"motion/{number}" for number in sorted(motions)]


def _titles(cases: Any, names: list[str]) -> list[str]:
    """The titles of the motions by which an election is a ranking, in the order of the paper."""
    digests = [cases[name].options[0].text for name in names if name in cases]
    return titles_in(digests)


def _of_followed(earlier: Any, book: Rulebook) -> dict[str, Any]:
    if not isinstance(earlier, ElectionCase):
        countback = book.powers.get("election.countback", ())
        raise OutOfOrder(
            rule=next((power.paragraph for power in countback), ""),
            condition=say("A vacancy is filled from the ballots of an election."),
            fact=say("The record knows none of that number."),
            cure=say("Look up the number again."),
        )
    return {"follows": earlier.on, "roll": earlier.roll.as_facts()}


def _take_over_candidates(row: Election) -> None:
    """Those who were not elected are known here under the names that they had."""
    earlier = Candidacy.objects.filter(election__number=row.follows or 0)
    Candidacy.objects.bulk_create(
        [
            Candidacy(election=row, code=each.code, person_id=each.person_id, in_public=each.in_public)
            for each in earlier
        ]
    )


def _ask_who_is_willing(case: Any, row: Election, at: int, entry: int) -> None:
    """A letter to those who were not elected then: the place can go to them."""
    asked = Candidacy.objects.filter(election=row, code__in=case.candidates).select_related("person")
    people = [each.person for each in asked if each.person is not None]
    context = {"election": row, "title": title_of(row)}
    send_to_all(people, "vacancy-called", context, at, entry=entry, once=f"{row.on}/called")


def _tell(row: Election, people: dict[str, Person], at: int, entry: int) -> None:
    context = {"election": row, "title": title_of(row), "is_priority": row.kind == Election.Kind.PRIORITY}
    send_to_all(people.values(), "election-called", context, at, entry=entry, once=f"{row.on}/called")
