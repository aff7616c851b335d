"""Writes a text as Akoma Ntoso 3.0 (OASIS LegalDocML): sections, paragraphs and points with permanent ids.

`wId` is the id of a clause, which never changes; `eId` says where it stands, by the naming convention of
the standard (sec_1__para_2__point_a). What has no name there is an `hcontainer` with the name of its kind.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.blocks import referring, said
from folkmoot.site.plan.files.packing import xml
from folkmoot.site.plan.files.sentence import Run, parse
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.labels import labels

_SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_NAMES = {"section": ("section", "sec"), "clause": ("paragraph", "para"), "item": ("point", "point")}
Happened = Literal["generation", "amendment"]


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the text: the day of it, how it came to be, the address of that, and what it is called."""

    day: date
    happened: Happened
    source: str
    called: str


@dataclass(frozen=True, slots=True)
class Work:
    """What the text is: its permanent address, whose it is, and its versions from the first to this one.

    `country` is a code of ISO 3166 and `language` one of ISO 639-2, as the standard asks.
    """

    address: str
    organisation: str
    organisation_address: str
    versions: tuple[Version, ...]
    country: str = "gb"
    language: str = "eng"


def write(revision: Revision, work: Work) -> bytes:
    """The text as an act of one version, in XML. `work` has one version or more."""
    writer = _Writer(revision)
    body = "".join(writer.clauses(revision.clauses, "")) or '<hcontainer eId="hcontainer_1" name="empty"/>'
    title = f'<docTitle eId="preface__docTitle_1">{xml(revision.title)}</docTitle>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<akomaNtoso xmlns="{_SPACE}"><act name="plan" contains="singleVersion">{_meta(revision, work)}'
        f'<preface eId="preface"><p eId="preface__p_1">{title}</p></preface>'
        f'<body eId="body">{body}</body></act></akomaNtoso>\n'
    ).encode()


def _meta(revision: Revision, work: Work) -> str:
    first, last = work.versions[0], work.versions[-1]
    base = work.address.rstrip("/")
    expression = f"{base}/{work.language}@{last.day.isoformat()}"

    def level(name: str, address: str, day: date, called: str, more: str) -> str:
        return (
            f'<{name}><FRBRthis value="{xml(address)}"/><FRBRuri value="{xml(address)}"/>'
            f'<FRBRdate date="{day.isoformat()}" name="{called}"/>'
            f'<FRBRauthor href="#organisation" as="#author"/>{more}</{name}>'
        )

    country = f'<FRBRcountry value="{xml(work.country)}"/><FRBRname value="{xml(revision.title)}"/>'
    version = f'<FRBRversionNumber value="{revision.digest}"/><FRBRlanguage language="{xml(work.language)}"/>'
    identification = (
        level("FRBRWork", base, first.day, "generation", country)
        + level("FRBRExpression", expression, last.day, last.happened, version)
        + level("FRBRManifestation", f"{expression}.xml", last.day, "writing", '<FRBRformat value="xml"/>')
    )
    events = "".join(
        f'<eventRef eId="e_{place}" date="{each.day}" source="#r_{place}" type="{each.happened}"/>'
        for place, each in enumerate(work.versions, 1)
    )
    sources = "".join(
        f'<{"original" if place == 1 else "passiveRef"} eId="r_{place}" href="{xml(each.source)}" '
        f'showAs="{xml(each.called)}"/>'
        for place, each in enumerate(work.versions, 1)
    )
    people = (
        f'<TLCOrganization eId="organisation" href="{xml(work.organisation_address)}" '
        f'showAs="{xml(work.organisation)}"/>'
        '<TLCRole eId="author" href="/akn/ontology/role/author" showAs="Author"/>'
    )
    return (
        f'<meta><identification source="#organisation">{identification}</identification>'
        f'<lifecycle source="#organisation">{events}</lifecycle>'
        f'<references source="#organisation">{sources}{people}</references></meta>'
    )


class _Writer:
    def __init__(self, revision: Revision) -> None:
        self.labels, self.cited = labels(revision), referring(revision)
        self.names: dict[str, str] = {}
        self.name(revision.clauses, "")

    def name(self, clauses: tuple[Clause, ...], above: str) -> None:
        """Give each clause its `eId`: what it is, and its number or its place among others."""
        taken: set[str] = set()
        for clause in clauses:
            short = _NAMES.get(clause.kind, ("", "hcontainer"))[1]
            number = re.sub(r"[^A-Za-z0-9-]", "", self.labels[clause.id].rsplit(".", 1)[-1])
            place = 1
            name = f"{short}_{number or place}"
            while name in taken:
                place += 1
                name = f"{short}_{number}-{place}" if number else f"{short}_{place}"
            taken.add(name)
            self.names[clause.id] = f"{above}__{name}" if above else name
            self.name(clause.children, self.names[clause.id])

    def clauses(self, clauses: Iterable[Clause], above: str) -> Iterable[str]:
        """The elements of clauses, in order."""
        for clause in clauses:
            element = _NAMES.get(clause.kind, ("hcontainer", ""))[0]
            id = self.names[clause.id]
            name = f' name="{xml(clause.kind)}"' if element == "hcontainer" else ""
            yield f'<{element} eId="{id}" wId="{xml(clause.id)}"{name}>{self.inside(clause, id)}</{element}>'

    def inside(self, clause: Clause, id: str) -> str:
        """Number, heading, and either words alone or words, clauses and closing words."""
        number = self.labels[clause.id]
        found = f'<num eId="{id}__num">{xml(number)}</num>' if number else ""
        if clause.heading:
            found += f'<heading eId="{id}__heading">{self.words(parse(clause.heading))}</heading>'
        if not clause.children:
            tail = self.paragraph(parse(clause.tail), f"{id}__content__p_2") if clause.tail else ""
            return (
                f'{found}<content eId="{id}__content">{self.body(clause, f"{id}__content")}{tail}</content>'
            )
        if clause.body:
            found += f'<intro eId="{id}__intro">{self.body(clause, f"{id}__intro")}</intro>'
        found += "".join(self.clauses(clause.children, id))
        if clause.tail:
            inner = self.paragraph(parse(clause.tail), f"{id}__wrapup__p_1")
            found += f'<wrapUp eId="{id}__wrapup">{inner}</wrapUp>'
        return found

    def body(self, clause: Clause, id: str) -> str:
        rows = tables.rows(clause.body) if clause.kind == "table" else ()
        if not rows:
            return self.paragraph(said(clause), f"{id}__p_1")
        lines = "".join(
            "<tr>"
            + "".join(
                f"<{cell}><p>{self.words(parse(words))}</p></{cell}>"
                for words in row
                for cell in ["th" if place == 0 else "td"]
            )
            + "</tr>"
            for place, row in enumerate(rows)
        )
        return f'<table eId="{id}__table_1">{lines}</table>'

    def paragraph(self, runs: tuple[Run, ...], id: str) -> str:
        return f'<p eId="{id}">{self.words(runs)}</p>'

    def words(self, runs: tuple[Run, ...]) -> str:
        return "".join(map(self.run, runs))

    def run(self, run: Run) -> str:
        if run.clause:
            shown = xml(self.cited.get(run.clause, "?"))
            target = self.names.get(run.clause)
            found = f'<ref href="#{target}">{shown}</ref>' if target else shown
        else:
            found = xml(run.text).replace("\n", "<eol/>")
        found = f"<i>{found}</i>" if run.emphasis else found
        found = f"<b>{found}</b>" if run.strong else found
        return f'<a href="{xml(run.link)}">{found}</a>' if run.link else found
