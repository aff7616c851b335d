"""The numbers of a file beside those that the text counts: which are the same, and which stay as labels."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.site.plan.files.findings import Findings, Level, at
from folkmoot.site.plan.files.nodes import CLAUSES, Node
from folkmoot.site.plan.files.numbers import bare, follows, point
from folkmoot.site.plan.files.sentence import words
from folkmoot.texts.labels import COUNTED

NAMED = 4  # numbers that are named in a finding; of the rest it says how many


def unnumber(top: list[Node]) -> None:
    """Where some paragraphs of a section have numbers, or stand before the first section, those without one
    are words without a number."""
    _unnumber(top, before=any(node.kind == "section" for node in top))


def _unnumber(nodes: list[Node], before: bool = False) -> None:
    """`before`: nodes stand before the first section."""
    some = any(node.numbered for node in nodes if node.kind == "clause" and not node.own)
    for node in nodes:
        before = before and node.kind != "section"
        if node.kind == "clause" and not node.own and not node.numbered and node.rank == CLAUSES:
            node.kind = "flush" if some or before else "clause"
        _unnumber(node.children)


def fit(top: list[Node], findings: Findings) -> None:
    """Settle each label: None where the text counts the number by itself, else as it was typed."""
    other: list[tuple[str, str, str]] = []
    taken = _fit(top, "", 0, findings, other)
    bullets = [each for each in other if each[0] == "•"]
    differ = [each for each in other if each[0] != "•"]
    if taken:
        said = ngettext(
            "A number that was typed before a paragraph is now counted by the site.",
            "{n} numbers that were typed before paragraphs are now counted by the site.",
            taken,
        )
        findings.add(Level.KEPT, "", said.format(n=taken))
    if bullets:
        said = ngettext(
            "A point with a bullet has a letter now, so that it can be cited.",
            "{n} points with bullets have letters now, so that they can be cited.",
            len(bullets),
        )
        findings.add(Level.CHANGED, bullets[0][2], said.format(n=len(bullets)))
    if differ:
        said = ngettext(
            "A number is another one now: {pairs}.",
            "{n} numbers are others now: {pairs}.",
            len(differ),
        )
        pairs = "; ".join(
            _("{old} is {new}").format(old=old, new=new or "–") for old, new, _place in differ[:NAMED]
        )
        more = "; …" if len(differ) > NAMED else ""
        findings.add(Level.CHANGED, differ[0][2], said.format(n=len(differ), pairs=pairs + more))


def _fit(
    nodes: list[Node], above: str, items: int, findings: Findings, other: list[tuple[str, str, str]]
) -> int:
    """How many typed numbers were taken off. `above` and `items` as `folkmoot.texts.labels` has them."""
    counted = lettered = taken = 0
    for node in nodes:
        listed = node.kind == "item"
        place = (lettered if listed else counted) + 1
        if node.typed and not follows(node.typed, place, above, items if listed else -1):
            taken -= 1
            _keep(node, findings)
        taken += bool(node.typed)
        cited = above + (node.label or "") if (node.label or "").startswith("(") else node.label or above
        if node.label is None and node.kind in COUNTED:
            counted += 1
            cited = printed = f"{above.rstrip('.')}.{counted}" if above else str(counted)
            _compare(node, printed, other)
        elif node.label is None and listed:
            lettered += 1
            printed = f"({point(lettered, items)})"
            cited = above + printed
            _compare(node, printed, other)
        taken += _fit(node.children, cited, items + listed, findings, other)
    return taken


def _keep(node: Node, findings: Findings) -> None:
    """A typed number that does not fit stays, as a label or, where it may be words, as words."""
    number = node.typed
    assert number
    here = at(words(node.whole))
    if not number.sure:
        part = "heading" if node.kind == "section" else "body"
        setattr(node, part, node.whole)
        node.label = ""
        if node.kind == "section" or node.kind == "clause":
            node.label = None
        findings.add(Level.KEPT, here, _("The figures {number} stay as words.").format(number=number.printed))
        return
    node.label = number.label
    findings.add(
        Level.KEPT,
        here,
        _("The number {number} does not fit the count, and stays as it was typed.").format(
            number=number.printed
        ),
    )


def _compare(node: Node, printed: str, other: list[tuple[str, str, str]]) -> None:
    number = node.number or (node.typed.printed if node.typed and node.typed.sure else "")
    if number and bare(number) != bare(printed):
        other.append((number, printed, at(words(node.heading or node.body))))


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Nodes and all under them, in the order of the text."""
    for node in nodes:
        yield node
        yield from walk(node.children)
