"""The papers of shared texts: revisions and edits that an act brings along, read and held against the text.

What `folkmoot.texts` refuses is refused here in its own words: they name the place in the paper.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from folkmoot.procedure.act import OutOfOrder, number_fact, say
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import paper
from folkmoot.procedure.shared_text import Plan, Said
from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision, read_revision
from folkmoot.texts.compile import check
from folkmoot.texts.edits import Amendment as Wording
from folkmoot.texts.edits import Insert, Replace, Reword, Wrap, read_amendment


def read_text(matter: Matter) -> Revision:
    """The revision that an act brings along: in canonical form, with a title, clauses, and its true length.

    Raises `OutOfOrder`.
    """
    try:
        revision = read_revision(paper(matter.act, "revision"))
    except BadText as bad:
        raise badly_written(matter, bad) from bad
    if not revision.title or not revision.clauses:
        raise matter.refuse(
            say("A text has a title and clauses."), say("This one lacks them."), say("Write it first.")
        )
    _require_length(matter, length_of(revision))
    return revision


@dataclass(frozen=True, slots=True)
class _Taken:
    """The ids that new clauses of an amendment cannot have: all that the plan has used, save its own."""

    plan: Plan
    base: Revision
    own: frozenset[str]

    def __contains__(self, id: object) -> bool:
        return id in self.plan.ids and id not in self.base.by_id and id not in self.own


def read_edits(matter: Matter, plan: Plan, amends: int, number: int, own: Iterable[str] = ()) -> Wording:
    """The edits that an act brings along: they fit what they amend, and new clauses have ids of their own.

    `own` are the ids that they may use all the same: those of the sources of a composite, or of the edits
    that they take the place of. Raises `OutOfOrder`.
    """
    base = plan.anchored_in(amends)
    try:
        wording = read_amendment(paper(matter.act, "edits"), number, amends)
        if wording.base == base.digest:
            check(base, wording, _Taken(plan, base, frozenset(own)))
    except BadText as bad:
        raise badly_written(matter, bad) from bad
    if wording.base != base.digest:
        raise matter.refuse(
            say("An amendment is written against what it amends, as it stands now."),
            say("This one was written against another text."),
            say("Open the text again: what you wrote is kept, and is brought over to it."),
        )
    _require_length(matter, new_words(wording))
    return wording


def badly_written(matter: Matter, bad: BadText) -> OutOfOrder:
    """The refusal of a paper that is not as `spec/texts.md`, or `spec/acts.md`, says."""
    return matter.refuse(
        say("Texts, edits of them and lists are written as the specification says."),
        say("{where}: {says}.", where=bad.where, says=bad.says)
        if bad.where
        else say("{says}.", says=bad.says),
        say("{cure}", cure=bad.cure),
    )


def _require_length(matter: Matter, length: int) -> None:
    """The fact `length` is the number of words. Raises `OutOfOrder`."""
    stated = number_fact(matter.act.facts, "length")
    if stated != length:
        raise matter.refuse(
            say("An entry states the true number of words."),
            say("It states {stated}; there are {length}.", stated=stated, length=length),
            say("Count again: words are what stands between blanks."),
        )


def length_of(revision: Revision) -> int:
    """The number of words in all clauses; the title does not count."""
    return sum(map(_words, revision.walk()))


def new_words(wording: Wording) -> int:
    """The number of words that an amendment inserts."""
    found = sum(len(edit.new.split()) for edit in wording.edits if isinstance(edit, Reword))
    return found + sum(_words(clause) for fragment in _fragments(wording) for clause in fragment.walk())


def _words(clause: Clause) -> int:
    return sum(len(getattr(clause, field).split()) for field in FIELDS)


def _fragments(wording: Wording) -> Iterator[Clause]:
    for edit in wording.edits:
        if isinstance(edit, Insert):
            yield edit.clause
        elif isinstance(edit, Replace):
            yield edit.by
        elif isinstance(edit, Wrap):
            yield edit.inner


def ids_in(wording: Wording) -> frozenset[str]:
    """The ids of the clauses that an amendment brings in, those that take the place of others among them."""
    return frozenset(clause.id for fragment in _fragments(wording) for clause in fragment.walk())


def learn_ids(plan: Plan, wording: Wording) -> None:
    """The ids of the clauses that an amendment brings in are taken from now on."""
    new = (clause for fragment in _fragments(wording) for clause in fragment.walk())
    plan.ids.update((clause.id, said(clause)) for clause in new if clause.id not in plan.base.by_id)


def said(clause: Clause) -> Said:
    """What a clause says, without its number and its children."""
    return clause.heading, clause.body, clause.tail


def require_honest_ids(matter: Matter, old: Revision, new: Revision, known: Mapping[str, Said]) -> None:
    """A clause keeps its id for ever, and no other clause is given it. Raises `OutOfOrder`.

    A clause of `new` that says what a clause of `old` said, while the id of that is gone, has changed its id.
    A clause whose id is not of `old`, but is known from before, must be that clause: it says what that said.
    """
    gone = {said(each): each.id for each in old.walk() if each.id not in new.by_id and any(said(each))}
    for clause in new.walk():
        before = known.get(clause.id)
        renamed = gone.get(said(clause)) if clause.id not in old.by_id else None
        if renamed is not None:
            raise matter.refuse(
                say("A clause keeps its id, so that its history and its address stay."),
                say("Clause {old} says the same as before, under the id {new}.", old=renamed, new=clause.id),
                say("Give it its old id."),
            )
        if clause.id not in old.by_id and before is not None and before != said(clause):
            raise matter.refuse(
                say("The id of a clause is never given to another."),
                say("The id {id} belonged to a clause that said something else.", id=clause.id),
                say("Give the new clause an id of its own."),
            )
