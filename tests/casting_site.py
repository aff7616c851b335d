"""A site with an open ballot and as many voters as are asked for, made by acts; and what lies in its box.

Run in a process of its own, with FOLKMOOT_DIR: `python casting_site.py open VOTERS`, `... box`, `... result`.
Each prints one JSON object.
"""

import json
import sys
from typing import Any

from folkmoot.procedure.papers import digest_of

CANDIDATES = ("Vic", "Bea", "Cass", "Una", "Teo", "Sable", "Juno", "Wren")


def open_ballot(voters: int) -> dict[str, Any]:
    """Found the branch, let the others join, elect up to the opening; sessions for all who may vote."""
    from django.contrib.sessions.models import Session

    import election_world
    from folkmoot.site.members import acts as members
    from folkmoot.site.members.models import Person
    from folkmoot.site.record.acts import pen
    from motion_world import NAMES, START, day

    world = election_world.found()
    already = len(NAMES) - 2  # two of them live in the other branch
    assert voters >= already
    with pen():  # one transaction: a member a commit would take minutes
        for number in range(voters - already):
            members.join(
                email=f"voter{number}@commons.example",
                shown_name=f"Voter {number}",
                branch="harbour",
                at=START + 3600,
            )
    row = world.opened(CANDIDATES)
    people = list(Person.objects.in_branches(["harbour"]).order_by("id").values_list("pk", flat=True))
    assert len(people) == voters
    officer = world.returning().person_id
    sessions = [_session(person, False) for person in people] + [_session(officer, True)]
    Session.objects.bulk_create(sessions)
    *keys, key = [str(each.session_key) for each in sessions]
    return {
        "election": row.number,
        "candidates": len(CANDIDATES),
        "sessions": keys,
        "officer": key,
        "voting": day(election_world.VOTING),
        "declared": day(election_world.DECLARED),
    }


def _session(person: Any, by_passkey: bool) -> Any:
    """The row of a session as signing in makes it (`members.presence.sign_in`)."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from folkmoot.site.members.presence import BY_PASSKEY, PERSON

    store: Any = SessionStore()
    data = store.encode({PERSON: person, BY_PASSKEY: by_passkey})
    return Session(session_key=store._get_new_session_key(), session_data=data, expire_date=_later(timezone))


def _later(timezone: Any) -> Any:
    from datetime import timedelta

    return timezone.now() + timedelta(days=365)


def box() -> dict[str, Any]:
    """Slips that are cast, as pairs of receipt and line; how many are void; marks, and those of who voted."""
    from folkmoot.site.voting.models import SecretBallot, VoterMark

    slips = SecretBallot.objects.all()
    return {
        "slips": len(slips),
        "cast": [[slip.receipt, slip.choice] for slip in slips if slip.choice and not slip.void],
        "void": slips.filter(void=True).count(),
        "marks": VoterMark.objects.count(),
        "voted": VoterMark.objects.filter(voted=True).count(),
    }


def result() -> dict[str, Any]:
    """What the record says of the declared election, and the lines in the box, held against its digest."""
    from folkmoot.site.elections.models import Box, Election
    from folkmoot.site.members import boxes
    from folkmoot.site.record import reading

    row = Election.objects.get()
    case: Any = reading.assembly().cases[row.on]
    kept = boxes.look_into(Box.objects.get(election=row).content, f"{row.on}/box")
    content = json.loads(kept)
    lines = content["lines"]
    stated = digest_of("".join(f"{line}\n" for line in (content["salt"], *lines)).encode())
    assert stated == case.result.facts["box"]
    lists = {
        key: (reading.paper(str(case.result.facts[key]["digest"])) or b"").decode().splitlines()
        for key in ("receipts", "voters")
    }
    facts = case.result.facts
    return {"lines": lines, "valid": facts["valid"], "invalid": facts["invalid"]} | lists


def main(what: str, *more: str) -> None:
    import django

    import folkmoot.site  # noqa: F401  chooses the SQLite library, which sqlite3 then names

    django.setup()
    if what == "open":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(open_ballot(int(*more))))
    else:
        print(json.dumps({"box": box, "result": result}[what]()))


if __name__ == "__main__":
    main(*sys.argv[1:])
