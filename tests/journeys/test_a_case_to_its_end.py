"""A charge to its end at the width of a phone: reply, lot, panel, hearing, decision, appeal; who sees what.

The case is the one that the demonstration leaves open: Bettan complains that Samir made her suffer for having
seconded a motion. Whom the lot takes is another in each run.
"""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from journeys.browser import PHONE, Enter, Site, Visitor, surroundings
from journeys.looking import faults_of

CASE, WORK, DRAWS = "/cases/case/3/", "/cases/work/", "/cases/draws/"
PARTIES = ("samir", "bettan", "callum")
"""Who sees the dice: both sides and the case officer, none of whom is in a pool."""
THROWS = ("3142 6653 1242 5161 3324 6154", "6512 3344 1256 2213 4561 6434")
CHARGE = "left a member off a list because she had seconded a motion"
PROOF, PROOF_WORDS = "The list as it was sent to the others", "Everybody of the working group stands on it"
REPLY = "I copied the list of last year, and she was not on it. I put it right on the same evening."
PLACE = "The room above the library, with a lift to it."
NOTE = "He said that the old list was at fault; she asked why he had not looked."
FINDING = "The mail that went with the list gives her motion as the reason."
WHY_SO = "It was put right late, and it is the first time."
APPEAL = "The mail was about another list. A warning is too much for a copy of an old one."
MILDER = "It was put right on his own account: advice is enough."
SECRETS = (CHARGE, PROOF, PROOF_WORDS, REPLY, PLACE, NOTE, FINDING, WHY_SO, APPEAL, MILDER, "Samir", "Bettan")
"""What nobody reads who has no part in the case."""
POWERS = re.compile(
    r"/do/(triage|mediation|decision|appeal\.(decide|agree)|panel\.uphold|hearing|interim\.(decide|look))"
)
"""Pages of what only those decide whom the lot has taken."""
WHO = """
import json
import folkmoot.site, django
django.setup()
from folkmoot.site.cases.models import Seat
from folkmoot.site.members.models import Person

people = Person.objects.filter(pk__in=Seat.objects.exclude(person=None).values("person"), erased_at=None)
print(json.dumps([[each.shown_name, each.email] for each in people]))
"""


def reads_well(visitor: Visitor, light: str = "light") -> None:
    """The page as it stands can be read by everybody on a telephone, whatever went wrong on it."""
    assert list(faults_of(visitor, (PHONE, light))) == []


class Court:
    """Those who have a part in the case, each at a telephone of their own; nobody signs in twice."""

    def __init__(self, enter: Enter, site: Site) -> None:
        self.enter, self.site, self.inside = enter, site, dict[str, Visitor]()

    def of(self, key: str) -> Visitor:
        if key not in self.inside:
            self.inside[key] = self.enter(key, viewport=PHONE)
        return self.inside[key]

    def opens(self, key: str, button: str) -> Visitor:
        """Go from the case to the page of a deed, as whoever has found the case would."""
        visitor = self.of(key)
        visitor.go(CASE)
        for more in visitor.part(".next details.more summary").all():
            more.click()
        visitor.follow(button)
        return visitor

    def draw(self) -> str:
        """The page of the draw that is under way in the case: announced by the site, or by Samir."""
        samir = self.of("samir")
        samir.go(DRAWS)
        samir.press_unless_done("Announce it")
        samir.go(DRAWS)
        samir.page.locator(".card", has_text="case 3").first.get_by_role("link").click()
        samir.settle()
        return samir.path

    def drawn(self, draw: str, throw: str, seats: int) -> list[str]:
        """Three enter one throw; one of those whom the lot takes declines, enough accept: who they are."""
        for key in PARTIES:
            thrower = self.of(key)
            thrower.go(draw)
            thrower.write("The throw, as it was called out", throw)
            thrower.press("Enter the throw")
            thrower.sees("Your throw is entered")
        away, *others = self.asked_by_letter(draw)
        self.one_declines(away, draw)
        for key in others[:seats]:
            one = self.of(key)
            one.go(draw)
            one.press("I accept", exact=True)
            one.sees("Thank you")
        self.site.wait_days(3)  # to be silent is to decline, and some who were asked are silent
        self.seated(draw)
        return others[:seats]

    def asked_by_letter(self, draw: str) -> list[str]:
        """Whom the letters about a draw went to, by the key in their address."""
        letters = self.of("samir").context.request.get("/outbox/").text().split("<article")[1:]
        asked = [each for each in letters if "drawn by lot" in each and draw in each]
        assert not [each for each in asked if any(secret in each for secret in SECRETS)]
        return re.findall(r"\((\w+)@commons\.example\)", "".join(asked))

    def one_declines(self, key: str, draw: str) -> None:
        """Somebody finds out about it among their cases, sees the parties and no papers, and declines."""
        away = self.of(key)
        away.go("/cases/")
        away.page.get_by_role("link", name="you were drawn by lot").first.click()
        away.sees("Nothing in it is for you yet")
        away.sees("Samir O.")
        away.go(draw)
        away.part("details.more summary").first.click()
        reads_well(away)
        away.page.get_by_label("I am away or have no time").check()
        away.press("I decline", exact=True)
        away.sees("Nobody holds it against you")
        self.sees_the_skeleton(away)

    def seated(self, draw: str) -> None:
        """By the site on its round, or by a member from the worklist, where any member may."""
        bettan = self.of("bettan")
        bettan.go(WORK)
        bettan.press_unless_done("seat those who accepted", role="link")
        bettan.press_unless_done("Seat them")
        bettan.go(draw)
        bettan.sees("The panel was seated")

    def sees_the_skeleton(self, outsider: Visitor, and_that: str = "making somebody suffer") -> None:
        """What everybody may know: the rule, the clocks and the acts, no name and no word of those in it."""
        assert outsider.go(CASE) == 200
        outsider.sees("what everybody may know")
        outsider.sees(and_that)
        shown = outsider.page.content()
        assert not [secret for secret in SECRETS if secret in shown]
        assert "/evidence/" not in shown


def test_a_charge_is_answered_heard_decided_and_appealed_and_nobody_else_reads_it(
    enter: Enter, site: Site
) -> None:
    court, outsider = Court(enter, site), enter(viewport=PHONE)
    samir, bettan = court.of("samir"), court.of("bettan")

    # The subject finds the case, the charge, the evidence, and what he can do; he answers.
    samir.go("/cases/")
    samir.page.get_by_role("link", name="Case 3: a complaint about you").click()
    samir.sees(CHARGE)
    samir.sees("Expulsion is not possible")
    samir.sees("You keep every right of a member")
    samir.sees("Bettan M., the complainant")
    samir.follow(PROOF)
    samir.sees(PROOF_WORDS)
    evidence = samir.path
    court.opens("samir", "Write your reply")
    samir.press("Send the reply")
    samir.sees("Nothing you typed is lost")
    reads_well(samir)
    samir.write("Your answer", REPLY)
    samir.press("Keep it and go on later")
    court.opens("samir", "Write your reply")
    assert samir.page.get_by_label("Your answer").input_value() == REPLY
    samir.page.get_by_label("Yes, I want a hearing").check()
    samir.press("Send the reply")
    samir.sees("Your reply is in")
    bettan.go(CASE)
    bettan.sees("Your complaint, and where it stands")
    bettan.follow("Reply to the charge")
    bettan.sees(REPLY)
    court.sees_the_skeleton(outsider)
    outsider.go(evidence)
    assert outsider.path == "/sign-in/"

    # The officer sees what lapses next, serves and files, and has no button that decides.
    callum = court.of("callum").makes_a_passkey()
    the_worklist_has_the_nearest_first(callum)
    callum.go(CASE)
    callum.sees(CHARGE)
    links = callum.page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    assert not [link for link in links if POWERS.search(link)]
    for verb in ("decision.make", "hearing.fix", "panel.uphold"):
        assert callum.go(f"{CASE}do/{verb}/") == 403
        assert callum.page.locator("main form button").count() == 0

    # The lot, after the time for numbers and for the beacon: dice.
    site.wait_days(6)
    draw = court.draw()
    panel = court.drawn(draw, THROWS[0], 3)
    assert len(set(panel)) == 3
    for key in panel:
        court.of(key).go("/cases/")
        court.of(key).sees("Case 3: you sit on the panel")
    first, second, third = map(court.of, panel)
    first.go(CASE)
    first.follow(PROOF)
    first.sees(PROOF_WORDS)

    # One is challenged, the others leave it at that; the hearing is fixed, held, and entered on its day.
    court.opens("samir", "Challenge a member of the panel")
    samir.part("input[name=name]").first.check()
    samir.page.get_by_label("a tie to somebody in the case").check()
    samir.write("Reasons", "We once shared a house.")
    samir.press("Send the challenge")
    samir.sees("The others on the panel decide on your challenge")
    court.opens(panel[0], "Fix the hearing")
    day = the_first_day_with_notice(first)
    fix(first, day - timedelta(days=1))
    first.sees("Nothing was sent yet")
    fix(first, day)
    first.sees("The hearing is fixed")
    assert PLACE not in samir.letter("samir@", "hearing has been fixed")
    samir.go("/cases/hearings/case/3/")
    samir.sees(PLACE)
    calendar = samir.context.request.get("/cases/hearings/case/3/calendar.ics").text()
    assert "BEGIN:VEVENT" in calendar
    assert not [secret for secret in (*SECRETS, "Bettan", "library") if secret in calendar]
    assert outsider.go("/cases/hearings/case/3/") != 200 or outsider.path == "/sign-in/"
    site.wait_until(day.replace(hour=19, minute=30))
    court.opens(panel[0], "Enter that the hearing was held")
    for present in ("the subject", "the complainant", "the panel"):
        first.page.get_by_label(present, exact=True).check()
    first.write("Note of the hearing", NOTE)
    first.press("Enter it")
    first.sees("the panel decides")

    # No decision without finding, evidence and reasons; it stands when most of the panel agree.
    court.opens(panel[1], "Put a decision to the panel")
    second.page.get_by_label("Yes", exact=True).check()
    second.press("Put it to the panel")
    second.sees("What is proved rests on evidence")
    second.sees("This field is required")
    reads_well(second, "dark")
    second.page.get_by_label(PROOF).check()
    second.write("Charge 1: reasons", FINDING)
    second.page.get_by_label("A warning").check()
    second.write("Until, the last day", (day + timedelta(days=120)).date().isoformat())
    second.write("Why this follows", WHY_SO)
    second.press("Put it to the panel")
    second.sees("Your decision is before the panel")
    samir.go(CASE)
    samir.sees("The panel has heard you and decides")
    samir.sees_not("Findings and reasons")
    court.opens(panel[2], "Agree with a decision")
    third.sees(FINDING)
    reads_well(third)
    third.part("input[name=proposal]").first.check()
    third.press("I agree", exact=True)

    # The subject reads it, and appeals; nothing of it has effect meanwhile.
    samir.go(CASE)
    samir.sees("Warning")
    reads_well(samir, "dark")
    samir.follow("Findings and reasons")
    samir.sees(FINDING)
    samir.sees(WHY_SO)
    court.sees_the_skeleton(outsider)
    court.opens("samir", "Appeal")
    samir.sees("never worse")
    samir.page.get_by_label("the sanction: it is too much").check()
    samir.write("Your appeal", APPEAL)
    samir.press("Send the appeal")
    samir.sees("Nothing of the decision has effect until it is over")
    the_worklist_has_the_nearest_first(callum)
    callum.sees("Case 3: appeal 1")

    # Others, drawn by lot, hear both sides, and put something milder in its place.
    appeal_is_decided(court, panel, day)
    samir.go(CASE)
    samir.sees("Advice")
    samir.sees("reduced")
    court.sees_the_skeleton(outsider)

    nobody_is_named_in_the_record(site)
    site.audit()


def the_worklist_has_the_nearest_first(officer: Visitor) -> None:
    for kind in ("review", "case"):
        officer.go(f"{WORK}?kind={kind}")
        officer.sees("your worklist as case officer")
        assert officer.part("main button").count() == 0
        days = [re.match(r"\d+", each) for each in officer.part(".worklist .days").all_inner_texts()]
        left = [int(each[0]) for each in days if each]
        assert left and left == sorted(left), left


def the_first_day_with_notice(member: Visitor) -> datetime:
    """Midnight of the day that the page names, in UTC."""
    said = re.search(r"enough notice is \w+ (\d+ \w+ \d{4})", member.part("main").inner_text())
    assert said, "the page does not say from which day on there is enough notice"
    return datetime.strptime(said[1], "%d %B %Y").replace(tzinfo=UTC)


def fix(member: Visitor, day: datetime) -> None:
    member.page.get_by_label("Day", exact=True).fill(day.date().isoformat())
    member.write("Beginning at", "18:00")
    member.page.get_by_label("At a place").check()
    member.page.get_by_label("Where").fill(PLACE)
    member.press("Fix it")


def appeal_is_decided(court: Court, panel: list[str], day: datetime) -> None:
    draw = court.draw()
    court.site.wait_days(6)
    judges = court.drawn(draw, THROWS[1], 5)
    assert not {*judges} & {*panel}
    court.site.wait_days(13)  # both sides have their time for a statement
    first = court.opens(judges[0], "Put a decision on the appeal")
    first.page.get_by_label("Something milder takes its place").check()
    first.page.get_by_label("Advice").check()
    first.write("Reasons", MILDER)
    first.press("Put it to the panel")
    first.sees("Your decision is before the panel")
    for key in judges[1:3]:
        other = court.opens(key, "Agree with a decision on the appeal")
        other.sees(MILDER)
        other.part("input[name=proposal]").first.check()
        other.press("I agree", exact=True)


def nobody_is_named_in_the_record(site: Site) -> None:
    """No name and no address of anybody with a part in a case stands in the files that everybody can copy.

    A motion that appoints somebody to an office names them, as they have agreed; it has to do with no case.
    """
    env = surroundings(FOLKMOOT_DIR=str(site.folder), DJANGO_SETTINGS_MODULE="folkmoot.site.settings")
    told = subprocess.run([sys.executable, "-c", WHO], env=env, capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stderr
    people = json.loads(told.stdout)
    assert ["Samir O.", "samir@commons.example"] in people and len(people) > 20
    files = [each.read_bytes() for each in (site.folder / "record").rglob("*") if each.is_file()]
    record = b"\n".join(each for each in files if not each.startswith(b"Appoint "))
    assert b"decision.make" in record and b"appeal.decide" in record
    named = {word for each in people for word in each if word and word.encode() in record}
    assert named == set()
    assert not [secret for secret in SECRETS if secret.encode() in record]
