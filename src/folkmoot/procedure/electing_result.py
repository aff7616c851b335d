"""The result of an election: counted again by whoever replays it, objected to, and recounted.

The lists of a secret ballot come with the declaration: ballots at the level that the rulebook publishes,
receipts, and voters. From whole ballots, and from ballots cut after the last preference that the count has
looked at, anybody counts again. Less than that is held to its own arithmetic, and the record says so.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from folkmoot.procedure.act import only_facts, same_fact, say
from folkmoot.procedure.declaration import lists_of, published_list, require_stated
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import COUNTBACK, Election, Result, election_of
from folkmoot.procedure.electing_ballot import opens_from
from folkmoot.procedure.electing_candidates import require_no_way_back
from folkmoot.procedure.electing_count import (
    account_bytes,
    account_of,
    accounts_of,
    bounds_of,
    contest_of,
    counted,
    facts_of,
    unopposed_facts,
    without_quotas,
)
from folkmoot.procedure.electing_motions import note_passed_over, paper_of
from folkmoot.procedure.electing_pairs import as_published
from folkmoot.procedure.electing_table import as_told, from_the_account
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.rulebook.vocabulary import AS_READ, WHOLE

BLANK = "-"
"""The line of a paper without a preference, or of one that is not valid."""
RANKING = re.compile(r"[1-9][0-9]{0,3}(,[1-9][0-9]{0,3})*\Z")
RECOUNTABLE = (WHOLE, AS_READ)
LISTS = ("receipts", "voters")
Rankings = list[tuple[int, ...]]


def level_of(election: Election) -> str:
    """What of the ballots is published."""
    return election.called_under.publish or WHOLE


def check_declare(matter: Matter) -> None:
    """The declaration must state just what the count gives."""
    election = election_of(matter)
    if matter.state == "nominated":
        _check_unopposed(matter)
    else:
        require_no_way_back(matter)
        require_stated(matter, wanted_facts(matter, election))


def _check_unopposed(matter: Matter) -> None:
    election = election_of(matter)
    number = len(paper_of(matter.assembly, election, matter.at))
    refuse_unless(
        election.kind != COUNTBACK and number <= election.seats,
        matter,
        say("Without a ballot those are elected who are no more than the places."),
        say("{number} stand for {seats}, or may yet be reinstated.", number=number, seats=election.seats),
        say("Open the ballot."),
    )
    require_no_way_back(matter)
    refuse_unless(
        opens_from(election, election.book.powers.get("election.open", ()), matter.events, matter.at),
        matter,
        say("That is declared once a ballot could have been opened: nominees have had time to consent."),
        say("It is too early."),
        say("Wait until then."),
    )
    require_stated(matter, unopposed_facts(matter.assembly, election, matter.at))


def wanted_facts(matter: Matter, election: Election) -> dict[str, Any]:
    """What the declaration must state, counted from what it publishes. Raises `OutOfOrder`."""
    facts, level = matter.act.facts, level_of(election)
    wanted: dict[str, Any] = {"level": level}
    cast = _require_lists(matter, election)
    wanted |= {key: facts[key] for key in LISTS} | {"box": require_digest(matter.act, "box")}
    if level in RECOUNTABLE:
        rankings = listed_rankings(matter, election)
        wanted["ballots"] = facts["ballots"]
        _require_as_many(matter, election, len(rankings), cast)
        counts = counted(matter, election, Counter(rankings))
        wanted |= facts_of(matter.assembly, election, counts[0], rankings) | without_quotas(election, counts)
    else:
        wanted |= from_the_account(matter, election, level, cast) | as_told(matter, election)
    _, changed = bounds_of(matter.assembly, election, matter.at)
    return wanted | ({"relaxed": changed} if changed else {})


def listed_rankings(matter: Matter, election: Election) -> Rankings:
    """The rankings on the list of ballots that the entry names, by the paper of this election."""
    return [ranking_in(matter, election, line) for line in published_list(matter, "ballots")]


def ranking_in(matter: Matter, election: Election, line: str) -> tuple[int, ...]:
    """The ranking that a line of the ballots is: numbers on the paper, each once. Raises `OutOfOrder`."""
    if line == BLANK:
        return ()
    numbers = tuple(map(int, line.split(","))) if RANKING.match(line) else ()
    if numbers and max(numbers) <= len(election.paper) and len(set(numbers)) == len(numbers):
        return numbers
    raise matter.refuse(
        say("A line of the ballots ranks candidates by number, from 1 to {last}.", last=len(election.paper)),
        say("One says: {line}", line=line),
        say("Publish the lists as the specification says."),
    )


def declared_facts(
    assembly: Assembly,
    election: Election,
    rankings: Sequence[tuple[int, ...]],
    receipts: Iterable[str],
    voters: Iterable[str],
    box: str,
    at: int,
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The facts and papers of a declaration, for whoever holds the ballots of a secret poll.

    Raises `TieNeedsLot` where the lot has to be entered first, `BadCount` where the method cannot be counted.
    """
    level, counts = level_of(election), accounts_of(assembly, election, Counter(rankings), at)
    listed = list(rankings)
    if level == AS_READ:
        listed = [each[: max(count.looked_at.get(each, 0) for count in counts)] for each in rankings]
    found = account_of(assembly, election, Counter(listed), at) if level in RECOUNTABLE else counts[0]
    if level not in RECOUNTABLE:
        found = as_published(found, level)
    facts = facts_of(assembly, election, found, listed) | {"level": level, "box": box}
    facts |= without_quotas(election, counts)
    lines = [line_of(each) for each in listed]
    lists, papers = lists_of(lines, receipts, voters)
    if level not in RECOUNTABLE:
        papers.pop(lists.pop("ballots")["digest"], None)
    papers[facts["account"]] = account_bytes(found, contest_of(assembly, election, Counter(listed)))
    _, changed = bounds_of(assembly, election, at)
    return facts | lists | ({"relaxed": changed} if changed else {}), papers


def line_of(ranking: Sequence[int]) -> str:
    """The line of a ranking on the list of ballots."""
    return ",".join(map(str, ranking)) or BLANK


def ranking_of(line: str) -> tuple[int, ...]:
    """The ranking that a line of a list that has been checked stands for."""
    return () if line == BLANK else tuple(map(int, line.split(",")))


def _require_lists(matter: Matter, election: Election) -> int:
    """Receipts and voters, each once, as many as each other, all on the roll; how many."""
    assert election.ballot is not None
    receipts, voters = (published_list(matter, key) for key in LISTS)
    refuse_unless(
        len(set(receipts)) == len(receipts) == len(voters) == len(set(voters)),
        matter,
        say("Each vote has one voter and one receipt, those from paper too."),
        say(
            "There are {voters} voters and {receipts} receipts, or one stands there twice.",
            voters=len(voters),
            receipts=len(receipts),
        ),
        say("Find out what is missing before the result is declared."),
    )
    strangers = set(voters) - election.ballot.roll.names
    refuse_unless(
        not strangers,
        matter,
        say("Voters stand on the roll of the ballot."),
        say("{number} of those listed do not.", number=len(strangers)),
        say("Correct the roll with reasons, or take the votes out."),
    )
    on_paper = sum(election.batches)
    refuse_unless(
        on_paper <= len(voters),
        matter,
        say("Who voted on paper is ticked on the roll like everybody."),
        say("The batches hold {paper} papers; {voters} are ticked.", paper=on_paper, voters=len(voters)),
        say("Compare the batches with the roll."),
    )
    return len(voters)


def _require_as_many(matter: Matter, election: Election, ballots: int, cast: int) -> None:
    refuse_unless(
        ballots == cast,
        matter,
        say("There are as many ballots as voters and receipts, those from paper among them."),
        say(
            "There are {ballots} ballots, {cast} receipts and {cast} voters; {paper} came on paper.",
            ballots=ballots,
            cast=cast,
            paper=sum(election.batches),
        ),
        say("Find out what is missing before the result is declared."),
    )


def follow_declare(matter: Matter, index: int) -> None:
    """Who is elected is known; objections are in order for a term."""
    note_result(matter, index)
    election_of(matter).moves_to("declared", matter.at)


def note_result(matter: Matter, index: int) -> None:
    """Keep what was declared, and let what rests on it find it."""
    election, facts = election_of(matter), matter.act.facts
    unopposed = "unopposed" in facts
    note_passed_over(matter.assembly, election)
    election.result = Result(index, tuple(facts["elected"]), dict(facts), unopposed)
    election.recountable = not unopposed and facts.get("level") in RECOUNTABLE
    election.events["decision"] = matter.at
    if election.recountable and election.kind != COUNTBACK:
        election.counted = Counter(listed_rankings(matter, election))
    matter.assembly.declared[index] = election.on


def check_object(matter: Matter) -> None:
    """An elector objects to the result, with reasons."""
    only_facts(matter.act.facts, "reasons")
    require_digest(matter.act, "reasons")
    refuse_unless(
        matter.act.by.name not in election_of(matter).objectors,
        matter,
        say("Each member objects once."),
        say("You have objected already."),
        say("Nothing more is needed from you."),
    )


def follow_object(matter: Matter, index: int) -> None:
    """Enough objections, and the result is disputed."""
    election = election_of(matter)
    election.objectors.add(matter.act.by.name)
    if matter.state == "declared" and len(election.objectors) >= (matter.power.threshold or 1):
        election.events["objection"] = matter.at
        election.moves_to("disputed", matter.at)


def check_recount(matter: Matter) -> None:
    """The same voters and receipts, counted again; only papers that came in batches may be read otherwise."""
    election, facts = election_of(matter), matter.act.facts
    earlier = election.result
    assert earlier is not None
    refuse_unless(
        not earlier.unopposed and election.kind != COUNTBACK,
        matter,
        say("A poll is recounted."),
        say("There was none."),
        say("Wait until the term has run out; the result then stands."),
    )
    refuse_unless(
        all(same_fact(facts.get(key), earlier.facts.get(key)) for key in LISTS),
        matter,
        say("A recount has the voters and the receipts of the count."),
        say("The entry states other lists."),
        say("Count the ballots that were cast."),
    )
    require_stated(matter, wanted_facts(matter, election))
    if election.recountable:
        _require_same_ballots(matter, election)


def _require_same_ballots(matter: Matter, election: Election) -> None:
    """No more papers are read otherwise than came in batches; of cut ballots the first preference is held."""
    most = sum(election.batches)
    cut = 1 if most and level_of(election) == AS_READ else None
    before, now = Counter[tuple[int, ...]](), Counter[tuple[int, ...]]()
    for ranking, times in election.counted.items():
        before[ranking[:cut]] += times
    for ranking in listed_rankings(matter, election):
        now[ranking[:cut]] += 1
    changed = (now - before).total()
    refuse_unless(
        changed <= most,
        matter,
        say("Ballots cast on a screen are never other ones on a recount; papers may be read again."),
        say("{changed} ballots are other ones; {paper} came on paper.", changed=changed, paper=most),
        say("Publish the list of the count, with no more than these papers read again."),
    )


def follow_recount(matter: Matter, index: int) -> None:
    """What the recount gives stands."""
    note_result(matter, index)
