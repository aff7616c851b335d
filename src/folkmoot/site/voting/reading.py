"""Ballots and results as pages show them. Before the result is declared nothing here tells how a vote
stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from folkmoot.counting.condorcet import CondorcetResult
from folkmoot.counting.majority import MajorityResult
from folkmoot.counting.share import Share
from folkmoot.procedure import ballot as procedure_ballot
from folkmoot.procedure import declaration
from folkmoot.procedure.case import Case
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.recall import Recall
from folkmoot.procedure.replay import act_of
from folkmoot.rulebook.book import Power
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.models import Ballot, VoterMark
from folkmoot.site.voting.papers import titles_on_the_paper
from folkmoot.tlog.leaf import Leaf

CONDORCET = procedure_ballot.CONDORCET


@dataclass(frozen=True)
class Declared:
    """A declared result: the count behind it, the paragraph it rests on, its place in the record."""

    ballot: Ballot
    outcome: str
    rule: str
    index: int
    at: int
    facts: dict[str, Any]
    majority: MajorityResult | None
    ranks: CondorcetResult | None
    options: list[str]

    @property
    def carried(self) -> bool:
        return self.outcome == "carried"


def result_of(ballot: Ballot, case: Case, entry: Entry, *, in_full: bool = False) -> Declared:
    """The result that `entry` declares; a ranked vote is counted again only where the account is wanted in
    full."""
    leaf = Leaf.decode(bytes(entry.leaf))
    facts = dict(leaf.facts)
    kind = case.machine.name
    power = next(each for each in case.book.powers[f"{kind}.declare"] if each.paragraph == leaf.rule)
    found: MajorityResult | None = None
    ranks: CondorcetResult | None = None
    options: list[str] = []
    if ballot.method == CONDORCET:
        options = ballot.options or titles_on_the_paper(case)
        ranks = _ranks(ballot, case, leaf, power) if in_full else None
    else:
        tally = {choice: int(facts[choice]) for choice in procedure_ballot.CHOICES}
        roll = _size_of_roll(ballot)
        found = declaration.count_choices(case.book, power, tally, roll, kind).by_majority
    return Declared(
        ballot, str(facts["outcome"]), leaf.rule, leaf.index, leaf.time, facts, found, ranks, options
    )


def _ranks(ballot: Ballot, case: Case, leaf: Leaf, power: Power) -> CondorcetResult | None:
    """The whole account of a ranked vote, from what the record shows; None where a later ballot took its
    place."""
    row = case.machine.row(leaf.act)
    if row is None or case.ballot is None or case.ballot.id != ballot.name:
        return None
    act = act_of(leaf, reading.paper)
    matter = Matter(reading.assembly(), act, leaf.time, row, case.book, case, power, "closed")
    return declaration.count(matter).by_rank


def declared_on(ballot: Ballot, *, in_full: bool = False) -> Declared | None:
    """The declared result of a ballot, or None before it is declared. Two queries at most, unless in full."""
    if ballot.declared is None:
        return None
    case = reading.assembly().cases[ballot.on]
    return result_of(ballot, case, reading.entry(ballot.declared), in_full=in_full)


def _size_of_roll(ballot: Ballot) -> int:
    case = reading.assembly().cases[ballot.on]
    if case.ballot is not None and case.ballot.id == ballot.name:
        return len(case.ballot.roll.names)
    facts = Leaf.decode(bytes(reading.entry(ballot.entry).leaf)).facts
    return int(facts["roll"]["count"])


def latest(on: str) -> Ballot | None:
    """The last ballot on a proceeding; one query."""
    return Ballot.objects.filter(on=on).order_by("-number").first()


def tallies(proceedings: list[str]) -> dict[str, str]:
    """The declared counts in a few words, "12 for, 5 against, 3 abstained.", by what was voted on; ranked
    votes are left out. Two queries, however many are asked for."""
    if not proceedings:
        return {}
    asked = Ballot.objects.filter(on__in=proceedings, declared__isnull=False).order_by("number")
    declared = {ballot.on: ballot.declared for ballot in asked if ballot.declared is not None}
    entries = Entry.objects.filter(index__in=declared.values()).in_bulk(field_name="index")
    found = {}
    for on, index in declared.items():
        facts = Leaf.decode(bytes(entries[index].leaf)).facts
        if all(choice in facts for choice in procedure_ballot.CHOICES):
            found[on] = _("{yes} for, {no} against, {abstained} abstained.").format(
                yes=facts["for"], no=facts["against"], abstained=facts["abstain"]
            )
    return found


def has_voted(ballot: Ballot, person: Person) -> bool:
    """Whether this person has voted in a ballot that is not declared yet; one query for a secret ballot."""
    if ballot.is_secret:
        return VoterMark.objects.filter(ballot=ballot, code=person.code(ballot.name), voted=True).exists()
    return own_vote(ballot, person) is not None


def own_vote(ballot: Ballot, person: Person) -> Any:
    """What this person has voted openly in the last ballot, or None. Reads memory only."""
    held = reading.assembly().cases[ballot.on].ballot
    if held is None or held.id != ballot.name:
        return None
    return held.votes.get(person.code(ballot.name))


def title_for(ballot: Ballot, case: Case, viewer: Person | None) -> str:
    """What is voted on; of a recall members read whose it is."""
    if isinstance(case, Recall) and viewer is not None and viewer.is_member:
        held = Office.objects.filter(holding=case.holding).select_related("person").first()
        if held is not None and held.person is not None:
            return _("Recall of {name}, {office}").format(name=held.person.shown_name, office=_(held.office))
    return ballot.title


def choice_words(choice: str) -> str:
    """A choice as a word on a page."""
    words = {
        "for": pgettext("a vote", "For"),
        "against": pgettext("a vote", "Against"),
        "abstain": pgettext("a vote", "Abstain"),
    }
    return words.get(choice, choice)


def arithmetic(declared: Declared) -> str:
    """The count in one line of sentences: "12 for, 5 against, 3 abstained; 17 counted; more than half of 17
    is 9: carried."."""
    if declared.majority is not None:
        return majority_words(declared.majority)
    return ranks_words(declared)


def majority_words(found: MajorityResult) -> str:
    """The arithmetic of a majority, with the quorum where the rule has one."""
    base = {
        "votes for and against": _("{base} counted"),
        "ballots cast": _("{base} ballots cast"),
        "members on the roll": _("{base} on the roll"),
    }[found.base_name].format(base=found.base)
    verdict = _("carried") if found.carried else _("enough votes") if found.carried_by_votes else _("lost")
    line = _(
        "{yes} for, {no} against, {abstained} abstained; {base}; {share} of {of} is {needed}: {verdict}."
    ).format(
        yes=found.for_,
        no=found.against,
        abstained=found.abstained,
        base=base,
        share=share_words(found.share),
        of=found.base,
        needed=found.needed,
        verdict=verdict,
    )
    if found.quorum is None:
        return line
    met = _("met") if found.quorum.met else _("not met")
    quorum = _("Quorum {needed}: {took_part} took part, {met}.").format(
        needed=found.quorum.needed, took_part=found.quorum.took_part, met=met
    )
    if found.carried_by_votes and not found.carried:
        quorum += " " + _("So it is lost.")
    return f"{line} {quorum}"


def share_words(share: Share) -> str:
    """ "more than half", "at least two thirds", in the reader's language where it is a usual share."""
    usual = {
        "more than half": _("more than half"),
        "at least half": _("at least half"),
        "at least two thirds": _("at least two thirds"),
        "more than two thirds": _("more than two thirds"),
        "at least three quarters": _("at least three quarters"),
        "more than three quarters": _("more than three quarters"),
        "all": _("all"),
    }
    words = share.words()
    return usual.get(words, words)


def ranks_words(declared: Declared) -> str:
    """The outcome of a ranked vote in sentences."""
    cast = int(declared.facts["cast"])
    said = [ngettext("{n} ballot cast.", "{n} ballots cast.", cast).format(n=cast)]
    names = [*declared.options, _("None of these")]
    dropped = [names[int(number) - 1] for number in declared.facts["dropped"]]
    if dropped:
        said.append(
            _("Dropped for want of quorum or majority: {options}.").format(options=", ".join(dropped))
        )
    winner = declared.facts.get("casting") or declared.facts["winners"][0]
    said.append(_("The winner is: {option}.").format(option=names[int(winner) - 1].rstrip(".")))
    if "casting" in declared.facts:
        said.append(_("Several options remained; the casting vote chose among them."))
    return " ".join(said)


def bars(declared: Declared) -> dict[str, Any]:
    """What `front/parts/bars.html` shows of a majority vote."""
    found = declared.majority
    assert found is not None
    rows = [
        {"label": choice_words("for"), "count": found.for_, "kind": "for"},
        {"label": choice_words("against"), "count": found.against, "kind": "against"},
        {"label": pgettext("votes", "Abstained"), "count": found.abstained, "kind": "abstained"},
    ]
    most = max(found.for_, found.against, found.abstained, found.needed, 1)
    return {
        "rows": rows,
        "of": most,
        "needed": found.needed,
        "sum": majority_words(found),
        "rule": declared.rule,
        "rule_url": f"/rulebook/{declared.rule}/",
    }


def list_in(declared: Declared, key: str) -> list[str]:
    """One of the lists published with a secret ballot: `ballots`, `receipts` or `voters`. One query."""
    stated = declared.facts.get(key)
    data = reading.paper(str(stated["digest"])) if isinstance(stated, dict) else None
    return data.decode().splitlines() if data else []


def tidy_receipt(typed: str) -> str:
    """A receipt as it was typed, in the form in which it is listed."""
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
