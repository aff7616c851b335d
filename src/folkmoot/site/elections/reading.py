"""Elections as pages show them. Before the result is declared nothing here tells how a vote stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import COUNTBACK, PRIORITY, Candidacy, Election
from folkmoot.procedure.electing_ballot import may_change
from folkmoot.procedure.electing_motions import is_passed_over
from folkmoot.site.elections import course, meanwhile
from folkmoot.site.elections.leavers import has_left
from folkmoot.site.elections.models import Candidacy as Row
from folkmoot.site.elections.models import Election as ElectionRow
from folkmoot.site.elections.naming import name_of, title_of
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.voting.course import moment, short_day
from folkmoot.site.voting.reading import has_voted


@dataclass(frozen=True, slots=True)
class Card:
    """A line in the list of elections, for `elections/parts/card.html`."""

    number: int
    title: str
    url: str
    status: str
    pill: str
    kicker: str
    said: str
    state: str
    branch: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate on a page. `address` is safe HTML."""

    code: str
    name: str
    number: int
    address: str
    groups: list[str]
    note: str
    stands: bool
    gone: bool
    url: str
    mine: bool
    left: bool = False


def found(number: int) -> tuple[ElectionRow, Election]:
    """The row of an election and what the record shows of it. Raises Http404."""
    row = ElectionRow.objects.select_related("branch", "ballot").filter(number=number).first()
    case = reading.assembly().cases.get(row.on) if row else None
    if row is None or not isinstance(case, Election):
        raise Http404
    return row, case


def cards(at: int, *, branch: str = "") -> list[Card]:
    """All elections, the newest first; one query."""
    rows = ElectionRow.objects.select_related("branch")
    cases = reading.assembly().cases
    return [
        _card(row, case, at)
        for row in (rows.filter(branch=branch) if branch else rows)
        if isinstance(case := cases.get(row.on), Election)
    ]


def under_way(at: int, *, branch: str = "") -> list[Card]:
    """Those that are not over; one query."""
    return [each for each in cards(at, branch=branch) if each.state in course.UNDER_WAY]


def for_home(person: Person, at: int) -> list[Card]:
    """The elections that want something of a member: a vote, or a word on whether they stand."""
    cases, found = reading.assembly().cases, []
    voting = {
        row.number: row.ballot
        for row in ElectionRow.objects.filter(ballot__declared__isnull=True).select_related("ballot")
        if row.ballot is not None
    }
    for card in under_way(at):
        case = cases.get(f"election/{card.number}")
        if not isinstance(case, Election):
            continue
        ballot = voting.get(card.number)
        own = case.candidates.get(person.code(case.follows or case.on))
        if card.state == "at the vote" and ballot is not None and case.ballot is not None:
            if person.code(ballot.name) in case.ballot.roll.names and not has_voted(ballot, person):
                found.append(card)
        elif card.state in ("nominations", "nominated") and own and not own.consented and not own.gone:
            found.append(replace(card, said=_("You were nominated: say whether you stand. ") + card.said))
    return found


def _card(row: ElectionRow, case: Election, at: int) -> Card:
    state = standing(case, at).state
    end = course.last_day_of_nominations(case)
    said = ""
    if state == "nominations" and end is not None:
        said = _("Nominations until {moment}.").format(moment=moment(case.book, end))
    elif state == "at the vote":
        said = _("The ballot closes on {moment}.").format(moment=moment(case.book, case.events["closing"]))
    elif case.result is not None:
        n = len(case.result.elected)
        said = ngettext("{n} elected, {day}.", "{n} elected, {day}.", n).format(
            n=n, day=short_day(case.book, case.events["decision"])
        )
        if case.kind == PRIORITY:
            said = _("The agenda was decided, {day}.").format(
                day=short_day(case.book, case.events["decision"])
            )
    return Card(
        row.number,
        title_of(row),
        row.url,
        course.PILLS[state],
        course.state_words(state, case.kind),
        _("Election {number}").format(number=row.number),
        said,
        state,
        row.branch_id,
    )


def candidates(row: ElectionRow, case: Election, viewer: Person | None, at: int) -> list[Shown]:
    """Everybody who was nominated, those who stand first, each in the order of the paper; of motions what has
    become of them by second `at`. One query."""
    known = {each.code: each for each in row.candidacies.select_related("person")}
    paper = case.paper or case.standing_now
    mine = ""
    if viewer is not None:
        mine = viewer.code(row.named_in)
    shown = [
        _shown(row, case, each, known.get(each.name), paper, viewer, each.name == mine)
        for each in sorted(case.candidates.values(), key=lambda c: (not case.stands(c.name), c.name))
    ]
    if case.kind == PRIORITY:
        shown = [
            replace(
                each,
                number=case.paper.index(each.code) + 1 if each.code in case.paper else 0,
                note=meanwhile.words(case, each.code, at),
                gone=is_passed_over(reading.assembly(), case, each.code, at),
            )
            for each in sorted(shown, key=lambda each: list(case.candidates).index(each.code))
        ]
    return shown


def _shown(
    row: ElectionRow,
    case: Election,
    candidacy: Candidacy,
    known: Row | None,
    paper: tuple[str, ...],
    viewer: Person | None,
    mine: bool,
) -> Shown:
    name, number = candidacy.name, paper.index(candidacy.name) + 1 if candidacy.name in paper else 0
    words = name_of(known, viewer, name) if case.kind != PRIORITY else ""
    url, left = "", has_left(case, name, known)
    if case.kind == PRIORITY:
        place = list(case.candidates).index(name)
        words, url = row.options[place], f"/motions/{name.partition('/')[2]}/"
    return Shown(
        name,
        words,
        number,
        known.html if known is not None else "",
        [groups_words(case)[group] for group in candidacy.groups if group in groups_words(case)],
        _("No longer on the roll of this election.") if left else _note(case, candidacy),
        case.stands(name),
        bool(candidacy.gone),
        url,
        mine,
        left,
    )


def _note(case: Election, candidacy: Candidacy) -> str:
    """Why somebody who was nominated does not stand, or not yet."""
    if candidacy.gone:
        return {
            "withdrawn": _("Has withdrawn."),
            "died": _("Has died."),
            "not-eligible": _("Struck: cannot stand under the rules."),
        }.get(candidacy.gone, candidacy.gone)
    if case.kind != "office":
        return "" if candidacy.consented else _("Has not said yet whether they are willing.")
    said = []
    missing = case.wanted - len(candidacy.nominators)
    if missing > 0:
        said.append(
            ngettext("Needs {n} more nominator.", "Needs {n} more nominators.", missing).format(n=missing)
        )
    if not candidacy.consented:
        said.append(_("Has not said yet whether they stand."))
    return " ".join(said)


def groups_words(case: Election) -> dict[str, str]:
    """The groups for which the rule has a quota, by key, in its words."""
    return {key: quota.group for key, quota in case.called_under.quotas.items()}


def rule_facts(case: Election) -> list[tuple[str, str]]:
    """What the rulebook says of this election: pairs of a word and what it is."""
    terms = case.called_under
    facts = [
        (_("Places"), str(case.seats)),
        (_("Counted by"), f"{capfirst(_(terms.method))}: {method_words(terms.method)}"),
    ]
    if terms.electors:
        facts.insert(1, (_("Elected by"), _(terms.electors)))
    quotas = [quota_words(each) for each in terms.quotas.values()]
    if quotas:
        facts.append((_("Quotas on the result"), ", ".join(quotas)))
    if case.kind != COUNTBACK:
        changing = _("until the close") if may_change(case) else _("no: it is cast once")
        facts.append((_("Changing one's vote"), changing))
    for each in case.result.facts.get("relaxed", ()) if case.result is not None else ():
        facts.append((_("Quota that could not be met"), relaxed_words(case, each)))
    facts.append((_("What is published of the ballots"), _(terms.publish or "whole ballots")))
    return facts


def method_words(method: str) -> str:
    """What a way of counting comes to, for whoever does not know its name."""
    by_share = _("one ranks the names, and each group of like mind gets places by its size")
    words = {
        "alternative vote": _("one ranks the names, and whoever comes to have more than half is elected"),
        "approval": _("one puts crosses, and the most crosses win"),
        "Condorcet with Schwartz dropping": _("one ranks the names; whoever beats each other one is elected"),
        "strongest chains": _(
            "one ranks the names; whoever beats each other one, alone or by a chain of others, is elected"
        ),
    }
    return words.get(method, by_share)


def quota_words(quota: Any) -> str:
    """ "at least 4 women"."""
    if quota.at_most is None:
        return _("at least {n} {group}").format(n=quota.at_least, group=_(quota.group))
    return _("at most {n} {group}").format(n=quota.at_most, group=_(quota.group))


def relaxed_words(case: Election, given_way: Mapping[str, Any]) -> str:
    """What a declaration says is left of a quota: "women: at least 3"."""
    group = _(case.called_under.quotas[given_way["group"]].group)
    if "at_most" in given_way:
        return _("{group}: at most {n}").format(group=group, n=given_way["at_most"])
    return _("{group}: at least {n}").format(group=group, n=given_way["at_least"])


def elected(row: ElectionRow, case: Election, viewer: Person | None, at: int) -> list[dict[str, Any]]:
    """Who was elected, in order; in a ranking of motions the agenda, with what became of each by then."""
    if case.result is None:
        return []
    by_code = {each.code: each for each in candidates(row, case, viewer, at)}
    return [
        {
            "place": place,
            "name": by_code[name].name,
            "url": by_code[name].url,
            "code": name,
            "note": by_code[name].note,
        }
        for place, name in enumerate(case.result.elected, start=1)
        if name in by_code
    ]
