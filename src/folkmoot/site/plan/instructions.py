"""What an amendment does, in words: rows kept with it, so that a long list of amendments needs no engine.

A row: `kind`, `clause`, `label`, `old`, `new`, `count`, `struck` (as in `texts.words`), `sentence`, as a
template with its values, and `content`, the clauses to be inserted.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.sentence import Sentence
from folkmoot.texts.clause import Revision
from folkmoot.texts.edits import Amendment
from folkmoot.texts.words import Instruction, instructions

Row = dict[str, Any]


def summary(
    base: Revision, amendment: Amendment, amended: Amendment | None = None, text: Revision | None = None
) -> list[Row]:
    """The rows of an amendment; `base` is what it is anchored in (see `texts.words.instructions`)."""
    return [row(each) for each in instructions(base, amendment, amended, text)]


def row(instruction: Instruction) -> Row:
    """One instruction as maps and lists; what is empty is left out."""
    said: Row = {"kind": instruction.kind, "sentence": _kept(instruction.sentence)}
    said |= {
        name: value
        for name in ("clause", "label", "old", "new", "count", "struck")
        if (value := getattr(instruction, name))
    }
    if instruction.content:
        said["content"] = [clause.as_json() for clause in instruction.content]
    return said


def _kept(value: object) -> Any:
    if isinstance(value, Sentence) and value.values:
        return {"say": value.template, "with": {key: _kept(each) for key, each in value.values.items()}}
    if isinstance(value, Sentence):
        return {"say": value.template}
    return value if isinstance(value, int) else str(value)


def sentence(row: Mapping[str, Any]) -> str:
    """What a row asks for, in the reader's language."""
    return str(_said(row["sentence"]))


def sentences(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The same for all rows of an amendment."""
    return [sentence(each) for each in rows]


def in_short(rows: list[Row]) -> str:
    """An amendment in one line: its first instruction, and how many more."""
    if not rows:
        return ""
    more = len(rows) - 1
    first = sentence(rows[0])
    if not more:
        return first
    return ngettext("{first} And {n} more change.", "{first} And {n} more changes.", more).format(
        first=first, n=more
    )


def _said(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    template = _(value["say"])
    values = {key: _said(each) for key, each in value.get("with", {}).items()}
    return template.format(**values) if values else template
