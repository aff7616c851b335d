"""The words of a clause as HTML: emphasis, links, references to clauses, the rows of a table.

The marks stand in the sentence (`*so*`, `**so**`, `[words](https://…)`, `{clause:ID}`; `spec/texts.md`).
Whatever is no mark is shown as it was typed.
"""

import re
from collections.abc import Mapping

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

MARK = re.compile(
    r"\*\*(?P<strong>\S|\S.*?\S)\*\*"
    r"|\*(?P<em>[^\s*]|[^\s*][^*]*?[^\s*])\*"
    r"|\[(?P<words>[^][\n]+)\]\((?P<to>https?://[^\s()]+)\)"
    r"|\{clause:(?P<clause>[a-z0-9][a-z0-9-]{0,63})\}"
)


def typeset(text: str, labels: Mapping[str, str], page: str) -> SafeString:
    """A line of words; `labels` are the printed numbers by clause, `page` the address of the text."""
    parts, at = list[str](), 0
    for found in MARK.finditer(text):
        parts.append(conditional_escape(text[at : found.start()]))
        parts.append(_marked(found, labels, page))
        at = found.end()
    parts.append(conditional_escape(text[at:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))  # each part is escaped above


def _marked(found: re.Match[str], labels: Mapping[str, str], page: str) -> SafeString:
    if found["strong"]:
        return format_html("<strong>{}</strong>", typeset(found["strong"], labels, page))
    if found["em"]:
        return format_html("<em>{}</em>", typeset(found["em"], labels, page))
    if found["to"]:
        return format_html('<a href="{}" rel="nofollow noopener">{}</a>', found["to"], found["words"])
    id_ = found["clause"]
    if id_ not in labels:
        return format_html("<span>{}</span>", _("[a clause that is not in this text]"))
    return format_html('<a href="{}clauses/{}/">{}</a>', page, id_, labels[id_] or _("this clause"))


def table(text: str, labels: Mapping[str, str], page: str) -> SafeString:
    """The rows of a table, one a line, cells between bars; the first row is its head."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.split("\n")
        if line.strip()
    ]
    if not rows:
        return mark_safe("")
    head = format_html_join("", '<th scope="col">{}</th>', ((typeset(c, labels, page),) for c in rows[0]))
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        (
            (format_html_join("", "<td>{}</td>", ((typeset(c, labels, page),) for c in row)),)
            for row in rows[1:]
        ),
    )
    return format_html(
        '<div class="table"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>', head, body
    )


def plain(text: str, labels: Mapping[str, str]) -> str:
    """The same words without marks: for letters, titles and lines in a list."""

    def bare(found: re.Match[str]) -> str:
        if found["clause"]:
            return labels.get(found["clause"], "") or "…"
        return plain(found["strong"] or found["em"] or found["words"], labels)

    return MARK.sub(bare, text)
