"""What clauses are called in a sentence: clause 3.2, clause 3.2(a), the second paragraph after clause 4."""

from folkmoot.sentence import Sentence, say
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.content import STANDS_FOR
from folkmoot.texts.labels import citations, labels

KINDS = {
    "section": say("section"),
    "clause": say("clause"),
    "item": say("item"),
    "flush": say("paragraph"),
    "table": say("table"),
}
MANY = {
    "section": say("sections"),
    "clause": say("clauses"),
    "item": say("items"),
    "flush": say("paragraphs"),
    "table": say("tables"),
}
NTH = (
    say("first"),
    say("second"),
    say("third"),
    say("fourth"),
    say("fifth"),
    say("sixth"),
    say("seventh"),
    say("eighth"),
    say("ninth"),
    say("tenth"),
)


def nth(number: int) -> Sentence:
    """1 as "first"."""
    return NTH[number - 1] if number <= len(NTH) else say("number {number}", number=number)


def kind_of(clause: Clause) -> Sentence:
    """What a clause of this kind is called; kinds of a text's own by their own name."""
    return KINDS.get(clause.kind) or say("{kind}", kind=clause.kind)


class Names:
    """The names of the clauses of one text.

    In the content of an amendment (`inside`) numbers would mislead, for what is to be inserted has none yet:
    there clauses are counted, and the clause that stands for an edit is `inside` itself.
    """

    def __init__(self, revision: Revision, inside: Sentence | None = None) -> None:
        self.revision, self.inside = revision, inside
        self.labels, self.citations = labels(revision), citations(revision)

    def of(self, id: str) -> Sentence:
        """What to call a clause."""
        clause = self.revision.by_id[id]
        if self.inside is not None:
            return self._in_content(clause)
        if not self.labels[id]:
            return self._by_place(clause)
        cited = self.citations[id]
        if " " in cited:
            return say("{kind}", kind=cited)  # a label that says itself what it numbers: Article 3
        return say("{kind} {number}", kind=KINDS.get(self.numbered(id)) or self.numbered(id), number=cited)

    def numbered(self, id: str) -> str:
        """The kind whose number begins how this clause is cited: that of clause 3.2 for 3.2(a)."""
        for each in (id, *self.revision.above(id)):
            label = self.labels[each]
            if label and not label.startswith(("(", "[(")):
                return self.revision.by_id[each].kind
        return self.revision.by_id[id].kind

    def _by_place(self, clause: Clause) -> Sentence:
        """A clause without a number: by its heading, or counted after the nearest that has one."""
        if clause.heading:
            return say("the {kind} “{heading}”", kind=kind_of(clause), heading=clause.heading)
        count, last = self._count(clause)
        parent = self.revision.parents[clause.id]
        if last is not None:
            return say("{this} after {place}", this=_this(clause, count), place=self.of(last.id))
        if parent:
            return say(
                "the {nth} {kind} of {place}", nth=nth(count), kind=kind_of(clause), place=self.of(parent)
            )
        return say("the {nth} {kind}", nth=nth(count), kind=kind_of(clause))

    def _count(self, clause: Clause) -> tuple[int, Clause | None]:
        """How many like it stand, up to it, after the nearest neighbour with a number; and that neighbour."""
        siblings = self.revision.under(self.revision.parents[clause.id])
        before = siblings[: siblings.index(clause)]
        last = next((each for each in reversed(before) if self.labels[each.id]), None)
        since = before[before.index(last) + 1 :] if last else before
        return 1 + sum(each.kind == clause.kind for each in since), last

    def _in_content(self, clause: Clause) -> Sentence:
        assert self.inside is not None
        parent = self.revision.parents[clause.id]
        if STANDS_FOR.match(clause.id):
            return self.inside
        if STANDS_FOR.match(parent):
            return say("the new {kind}", kind=kind_of(clause))
        label, above = self.labels[clause.id], self.of(parent)
        if label.startswith("("):
            return say("{kind} {number} of {place}", kind=kind_of(clause), number=label, place=above)
        like = [each.id for each in self.revision.under(parent) if each.kind == clause.kind]
        count = like.index(clause.id) + 1
        return say("the {nth} {kind} of {place}", nth=nth(count), kind=kind_of(clause), place=above)


def _this(clause: Clause, count: int) -> Sentence:
    if count == 1:
        return say("the {kind}", kind=kind_of(clause))
    return say("the {nth} {kind}", nth=nth(count), kind=kind_of(clause))
