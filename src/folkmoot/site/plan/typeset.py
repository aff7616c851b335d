"""The words of a clause as HTML: emphasis, links, references to clauses, the rows of a table.

The marks stand in the sentence (`files.sentence`; `spec/texts.md`, section 2). What is no mark is shown as it
was typed.
"""

from collections.abc import Mapping
from itertools import groupby

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.sentence import Run, parse


def typeset(text: str, labels: Mapping[str, str], page: str) -> SafeString:
    """A line of words; `labels` are the printed numbers by clause, `page` the address of the text."""
    parts = list[str]()
    for link, runs in groupby(parse(text), key=lambda run: run.link):
        inner = mark_safe("".join(_set(run, labels, page, linked=bool(link)) for run in runs))
        parts.append(
            format_html('<a href="{}" rel="nofollow noopener">{}</a>', link, inner) if link else inner
        )
    return mark_safe("".join(parts).replace("\n", "<br>"))  # each part is escaped where it is set


def _set(run: Run, labels: Mapping[str, str], page: str, *, linked: bool) -> str:
    words = conditional_escape(run.text)
    if run.clause and run.clause not in labels:
        words = format_html("<span>{}</span>", _("[a clause that is not in this text]"))
    elif run.clause:
        number = labels[run.clause] or _("this clause")
        words = format_html('<a href="{}clauses/{}/">{}</a>', page, run.clause, number)
        if linked:
            words = conditional_escape(number)
    if run.emphasis:
        words = format_html("<em>{}</em>", words)
    return format_html("<strong>{}</strong>", words) if run.strong else words


def table(text: str, labels: Mapping[str, str], page: str) -> SafeString:
    """The rows of a table, one a line, cells between bars; the first row is its head."""
    rows = [[typeset(cell, labels, page) for cell in row] for row in tables.rows(text)]
    if not rows:
        return mark_safe("")
    head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in rows[0]))
    body = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((c,) for c in row)),) for row in rows[1:])
    )
    return format_html(
        '<div class="table" role="region" aria-label="{}" tabindex="0"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        _("Table"),
        head,
        body,
    )


def plain(text: str, labels: Mapping[str, str]) -> str:
    """The same words without marks: for letters, titles and lines in a list."""
    return "".join(
        run.text or (labels.get(run.clause, "") or "…" if run.clause else "") for run in parse(text)
    )
