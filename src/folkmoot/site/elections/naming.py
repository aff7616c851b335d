"""What an election is called, and its candidates: to members, to everybody."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.site.elections.models import Candidacy, Election, Recall
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record import reading

SHORT = 6
"""Letters of a code name by which a page calls somebody whose name is not shown."""


def title_of(row: Election) -> str:
    """ "Delegate, Harbour: 3 places"; a ranking of motions says so."""
    branch = row.branch.title
    if row.kind == Election.Kind.PRIORITY:
        return ngettext(
            "Which motion comes first, {branch}: {n} place",
            "Which motions come first, {branch}: {n} places",
            row.seats,
        ).format(branch=branch, n=row.seats)
    office = _(row.office)
    office = office[:1].upper() + office[1:]
    if row.kind == Election.Kind.COUNTBACK:
        return _("{office}, {branch}: filling a vacancy").format(office=office, branch=branch)
    return ngettext("{office}, {branch}: {n} place", "{office}, {branch}: {n} places", row.seats).format(
        office=office, branch=branch, n=row.seats
    )


def title_of_recall(row: Recall, viewer: Person | None) -> str:
    """What a recall is called: by the name of the officer for members, by the office for others."""
    of = Office.objects.filter(holding=row.holding).select_related("person").first()
    if viewer is not None and viewer.is_member and of is not None and of.person is not None:
        return _("Recall of {name}, {office}, {branch}").format(
            name=of.person.shown_name, office=_(row.office), branch=row.branch.title
        )
    return _("Recall from office: {office}, {branch}").format(office=_(row.office), branch=row.branch.title)


def name_of(candidacy: Candidacy | None, viewer: Person | None, code: str) -> str:
    """A candidate as a viewer may read it: the name for members, for everybody where the candidate chose so,
    else the beginning of the code name."""
    person = candidacy.person if candidacy is not None else None
    if person is None or person.erased_at is not None:
        return _("Candidate {code}").format(code=code[:SHORT])
    assert candidacy is not None
    if candidacy.in_public or (viewer is not None and viewer.is_member):
        return person.shown_name
    return _("Candidate {code}").format(code=code[:SHORT])


def names_on(row: Election, paper: tuple[str, ...], viewer: Person | None) -> list[str]:
    """What stands on the ballot paper, in its order: names, or the titles of motions. One query."""
    if row.kind == Election.Kind.PRIORITY:
        case = reading.assembly().cases[row.on]
        assert isinstance(case, ElectionCase)
        titles = dict(zip(case.candidates, row.options, strict=True))
        return [titles[name] for name in paper]
    found = {each.code: each for each in row.candidacies.select_related("person")}
    return [name_of(found.get(code), viewer, code) for code in paper]
