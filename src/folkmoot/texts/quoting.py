"""How an edit of words is said: which words, of several alike, and what takes their place."""

from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.sentence import Sentence, say
from folkmoot.texts.edits import Reword
from folkmoot.texts.letters import joins
from folkmoot.texts.naming import nth
from folkmoot.texts.runs import ENDS, spans
from folkmoot.texts.sweeping import standing

FEW = 3
"""Words that need their neighbours to be found, where they stand more than once."""
LONG = 24
"""Words beyond which a quotation is given by how it begins and ends."""
NEAR = 6
"""Words of the neighbourhood that are shown at most, on either side."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """Quotes from one field, which says `words`; `printed` gives a quotation as it is printed.

    `all_words`: where all of them go, that is said instead of quoting them.
    """

    words: str
    printed: Callable[[str], str]
    all_words: bool = True

    def what(self, edit: Reword) -> Sentence:
        """What an edit does here, as a part of a sentence."""
        start, end, new = _whole_words(edit, self.words)
        old, shown = self.words[start:end].strip(), self.printed(new.strip())
        if not old and not self.words.strip():
            return say("insert “{new}”", new=shown)
        if not old:
            return self._insertion(start, end, shown)
        if old == self.words.strip() and self.all_words:
            if not shown:
                return say("leave out all the words")
            return say("leave out all the words and insert “{new}”", new=shown)
        start += self.words[start:end].index(old)
        words = self._target(start, start + len(old))
        if not shown:
            return say("leave out {words}", words=words)
        return say("leave out {words} and insert “{new}”", words=words, new=shown)

    def _insertion(self, start: int, end: int, new: str) -> Sentence:
        before = self.words[:start].rstrip()
        if not self.words[end:].strip():
            return say("at the end insert “{new}”", new=new)
        if not before:
            return say("at the beginning insert “{new}”", new=new)
        starts = [a for a, _ in spans(before[-2000:])][-NEAR:]
        anchors = [before[-2000:][a:] for a in reversed(starts)] or [before[-1]]
        for anchor in anchors:
            if len(self._places(anchor)) == 1:
                return say("after “{words}” insert “{new}”", words=self.printed(anchor), new=new)
        anchor = anchors[0]
        which = self._which(anchor, len(before) - len(anchor))
        return say("after the {nth} “{words}” insert “{new}”", nth=which, words=self.printed(anchor), new=new)

    def _target(self, start: int, end: int) -> Sentence:
        """The words that go: alone, or with which of several alike they are."""
        old = self.words[start:end]
        inside, said = spans(old), self.printed(old)
        if len(inside) > LONG:
            first, last = self.printed(old[: inside[FEW - 1][1]]), self.printed(old[inside[-FEW][0] :])
            count = sum(old[a].isalnum() or b > a + 1 for a, b in inside)
            return say(
                "the {count} words that begin “{first}” and end “{last}”", count=count, first=first, last=last
            )
        places = self._places(old)
        if len(places) == 1 and any(mark.isalnum() for mark in old):
            return say("“{words}”", words=said)
        context = self.printed(self._context(start, end))
        if len(places) == 1 or start not in places:
            return say("“{words}” (in “{context}”)", words=said, context=context)
        which = nth(places.index(start) + 1)
        if len(inside) > FEW:
            return say("the {nth} “{words}”", nth=which, words=said)
        return say("the {nth} “{words}” (in “{context}”)", nth=which, words=said, context=context)

    def _places(self, found: str) -> list[int]:
        return list(standing(self.words, found, part=False))

    def _which(self, found: str, start: int) -> Sentence:
        places = self._places(found)
        return nth(places.index(start) + 1 if start in places else 1)

    def _context(self, start: int, end: int) -> str:
        """The words with as many of their neighbours as tell them apart, or two on either side."""
        around = [(a, b) for a, b in spans(self.words) if any(map(str.isalnum, self.words[a:b]))]
        left = [a for a, _ in around if a < start]
        right = [b for _, b in around if b > end]
        shown = []
        for near in range(2, NEAR + 1):
            a = left[-near] if len(left) >= near else left[0] if left else start
            b = right[near - 1] if len(right) >= near else right[-1] if right else end
            shown.append(self.words[a:b])
        return next((each for each in shown if len(self._places(each)) == 1), shown[0])


def _whole_words(edit: Reword, words: str) -> tuple[int, int, str]:
    """The edit as a person would say it: no word is cut, and a sentence that is put in is put in whole."""
    start, end, new = edit.start, edit.end, edit.new
    if start == end:
        start, end, new = _slid(words, start, new)
    before, after = new or words[end:], new or words[:start]
    glued = bool(start and before) and joins(words[start - 1]) and joins(before[0])
    stuck = bool(end < len(words) and after) and joins(after[-1]) and joins(words[end])
    for a, b in spans(words):
        if a < start <= b and (glued or start < b):
            start, new = a, words[a:start] + new
        if a <= end < b and (stuck or a < end):
            end, new = b, new + words[end:b]
    return start, end, new


def _slid(words: str, at: int, new: str) -> tuple[int, int, str]:
    """The same insertion, further left, where it then begins after the end of a sentence."""
    moved, said = at, new
    for _ in range(min(at, len(new), 200)):
        before = words[:moved].rstrip()
        if not before or (before[-1] in ENDS and len(before) < moved):
            return moved, moved, said
        if said[-1] != words[moved - 1]:
            break
        moved, said = moved - 1, said[-1] + said[:-1]
    return at, at, new
