"""A rulebook as a text of clauses: nothing is lost on the way, and numbers follow their paragraphs."""

from dataclasses import replace

import pytest

from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter
from folkmoot.site.rules.as_text import as_revision, as_rulebook
from folkmoot.texts.clause import Clause, read_revision

BOOK = """# Rules of the Choir
Edition 3.

## 1 Singing

1.1 Anyone may sing.

1.2 Whoever sings follows 1.1, and pays 2.50 a month.
```rule
entrenched: yes
```

```examples
given a choir
then it is refused under 1.2
```

## 2 Money

2.1 See 1.2.
"""


@pytest.mark.parametrize("name", STARTERS)
def test_every_starter_comes_back_byte_for_byte(name: str) -> None:
    text = starter(name)
    revision = as_revision(text)
    assert as_rulebook(revision) == text
    assert read_revision(revision.data) == revision, "it is a text like any other"


def test_a_block_hangs_under_its_sentence_and_examples_stand_in_the_chapter() -> None:
    first = as_revision(BOOK).clauses[1]
    assert [(each.id, each.kind) for each in first.walk()] == [
        ("c1", "section"),
        ("p1-1", "clause"),
        ("p1-2", "clause"),
        ("p1-2-rule-1", "rule"),
        ("c1-examples-3", "examples"),
    ]


def test_numbers_of_paragraphs_follow_when_one_is_put_before_them() -> None:
    revision = as_revision(BOOK)
    preface, first, second = revision.clauses
    new = Clause("new", body="We sing on Mondays.")
    longer = replace(revision, clauses=(preface, replace(first, children=(new, *first.children)), second))
    text = as_rulebook(longer)
    assert "1.1 We sing on Mondays." in text
    assert "1.3 Whoever sings follows 1.2, and pays 2.50 a month." in text
    assert "then it is refused under 1.3" in text and "2.1 See 1.3." in text


def test_what_comes_back_reads_as_the_same_rules() -> None:
    text = starter(STARTERS[0])
    again = parse(as_rulebook(as_revision(text)))
    assert again.powers == parse(text).powers
