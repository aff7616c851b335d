"""What follows a decision that has become final: it is published without a name, and an office is vacant."""

from folkmoot.procedure.act import THE_SITE
from folkmoot.procedure.complaint import outcome_facts
from folkmoot.procedure.sanction import runs
from folkmoot.site.cases.acts.entering import Done, Hand, act
from folkmoot.site.cases.people import case_of, holder
from folkmoot.site.members.models import Office
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def publish(*, on: str, by: Hand, at: int) -> Done:
    """Enter the rule, the days and the kind of outcome of a final decision. Raises `OutOfOrder`."""
    with pen() as assembly:
        case = case_of(on)
        assert case is not None
        return act("case.publish", on=on, by=by, at=at, facts=outcome_facts(assembly, case, at))


def offices_to_vacate(on: str, at: int) -> list[Office]:
    """The offices that the subject of a case still holds. One or two queries."""
    subject = holder(on, "subject")
    if subject is None:
        return []
    return list(Office.objects.in_office(at).filter(person=subject).order_by("holding"))


def vacate(*, office: Office, on: str, at: int) -> Entry:
    """Enter by the site that an office is vacant, on the decision of this case. Raises `OutOfOrder`."""
    with pen() as assembly:
        index = max((index for index, case in assembly.sanctions.items() if case == on), default=-1)
        entry = enter("office.vacate", on=office.holding, by=THE_SITE, at=at, relies_on=(index,))
        office.resigned_at = at
        office.save(update_fields=["resigned_at"])
    return entry


def touched(right: str, at: int) -> list[str]:
    """The cases by whose sanction somebody is without this right at second `at`. Reads memory only."""
    assembly = reading.assembly()
    return [
        on
        for on, limit in assembly.limits.items()
        if on.count("/") == 1 and right in runs(assembly, limit, at)
    ]
