"""The count of a ranking of motions: what became of those that it has passed over."""

from dataclasses import replace

from folkmoot.procedure.electing import Election
from folkmoot.site.elections import meanwhile
from folkmoot.site.elections.counted.sheet import Sheet


def with_fates(case: Election, sheet: Sheet, at: int) -> Sheet:
    """The sheet of a ranking: a motion that was passed over has not withdrawn, but was dealt with."""
    rows = [
        replace(row, fate=meanwhile.words(case, case.paper[row.number - 1], at).rstrip(".") or row.fate)
        if row.number and row.kind == "withdrawn"
        else row
        for row in sheet.rows
    ]
    return replace(sheet, rows=rows)
