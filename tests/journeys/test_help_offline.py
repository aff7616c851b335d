"""Help without account and without the internet: loaded once, then used offline; nothing is ever sent."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pypdf
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Request

from journeys.browser import HOUSE, PHONE, Enter, Site, Visitor, opened, surroundings
from journeys.looking import LOOKS, faults_of

FOUND = """
import time
from django.core.management import call_command
import folkmoot.site, django
django.setup()
call_command("migrate", verbosity=0)
from folkmoot.rulebook.starters import starter
from folkmoot.site.members import acts
acts.found(
    name="Friends of the Weir",
    rulebook=starter("network").encode(),
    branches=[acts.FoundingBranch("weir", "Friends of the Weir")],
    founders=[
        acts.Founder("Alice", "alice@weir.example", "weir", [("secretary", "weir")]),
        acts.Founder("Bob", "bob@weir.example", "weir", [("chair", "weir")]),
    ],
    at=int(time.time()) - 3600,
)
"""
TODAY = datetime.now(UTC).date()
KEPT = "This help is now kept on your device"
EXAMPLES = HOUSE / "tests" / "site" / "help" / "vectors"
VECTORS: dict[str, Any] = json.loads((EXAMPLES / "days.json").read_text())
MAILS: list[dict[str, Any]] = json.loads((EXAMPLES / "mails.json").read_text())
assert len(MAILS) > 5
NASTY = "Łódź; {name}, \\n <b>\u2028 [x] \u00a0 $& $1\r\n\r\n\tsecond — “line”\n \n third 漢字 \U0001f600"


@pytest.fixture(scope="module")
def site(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A founded organisation in which nothing has happened yet."""
    folder = tmp_path_factory.mktemp("site") / "weir"
    folder.mkdir()
    env = surroundings(FOLKMOOT_DIR=str(folder), DJANGO_SETTINGS_MODULE="folkmoot.site.settings")
    made = subprocess.run([sys.executable, "-c", FOUND], env=env, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0, made.stderr
    with opened(folder, command="serve") as site:
        yield site


def loaded(enter: Enter, path: str = "/help/", **manners: Any) -> Visitor:
    """Somebody whose browser has kept help."""
    visitor = enter(**manners)
    visitor.go(path)
    visitor.sees(KEPT)
    return visitor


def pages(visitor: Visitor) -> list[str]:
    """Every page of help, as the worker lists them."""
    script = visitor.context.request.get("/help/worker.js").text().split("\n", 1)[0]
    files = json.loads(script.removeprefix("const KEPT = ").removesuffix(";"))["files"]
    return [path for path in files if path.startswith("/help/")]


def download(visitor: Visitor, selector: str) -> bytes:
    with visitor.page.expect_download() as coming:
        visitor.part(selector).click()
    return Path(coming.value.path()).read_bytes()


def types(visitor: Visitor, label: str, words: str) -> None:
    """Answer the question that is shown, and go on to the next."""
    visitor.page.get_by_label(label).fill(words)
    visitor.press("Next question")


def text_of(read: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


def papers(folder: Path) -> list[Path]:
    """A document, a photograph and an e-mail."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_blank_page(842, 595)
    writer.write(folder / "charge.pdf")
    Image.new("RGB", (80, 40), "red").save(folder / "weir.jpg")
    head = "From: =?utf-8?q?Zo=C3=AB?= <zoe@weir.example>\nSubject: Minutes\n"
    head += "Date: Mon, 04 May 2026 10:00:00 +0100\n"
    (folder / "minutes.eml").write_text(f"{head}\nThe sluice stays shut.\n")
    return [folder / "charge.pdf", folder / "weir.jpg", folder / "minutes.eml"]


def test_everything_is_done_offline_and_nothing_is_sent(enter: Enter, site: Site, tmp_path: Path) -> None:
    wren = loaded(enter, viewport=PHONE)
    asked: list[Request] = []
    wren.context.on("request", lambda request: asked.append(request))
    wren.context.set_offline(True)
    site.close()
    try:
        wren.follow("Letters: choose one")
        wren.follow("Appeal", exact=True)
        types(wren, "Who is the letter to?", "The Secretary")
        types(wren, "Which organisation?", "Friends of the Weir")
        wren.press("Next question")
        types(wren, "When did the decision with its reasons reach you?", "2026-11-20")
        types(wren, "What was decided?", "expulsion")
        wren.press("Show all questions")
        wren.write("Was the procedure wrong?", "I was not heard.\n\nŁódź.")
        wren.page.get_by_label("Set the decision aside", exact=True).check()
        wren.write("Your name", "Wren")
        wren.write("Where shall they answer?", "wren@weir.example")
        words = download(wren, "#txt").decode()
        for said in (
            "Dear The Secretary,",
            "reached me on 20 November 2026: expulsion.",
            "Łódź.",
            "set the decision aside",
        ):
            assert said in words
        assert "[" not in words
        letter = pypdf.PdfReader(BytesIO(download(wren, "#pdf")))
        for said in ("Dear The Secretary,", "I was not heard.", "Łódź.", "wren@weir.example", "1 / 1"):
            assert said in text_of(letter), said

        wren.go("/help/clocks/")
        wren.write("The charge reached you", (TODAY - timedelta(days=1)).isoformat())
        wren.write("What has to be done", "Ring Bob; ask, \\ listen")
        wren.write("Last day", "2027-02-27")
        wren.press("Add this date")
        wren.sees("Reply to the charge")
        events = icalendar.Calendar.from_ical(download(wren, "#ics button")).walk("VEVENT")
        summaries = {str(event["summary"]): event["dtstart"].dt for event in events}
        assert summaries["You: Ring Bob; ask, \\ listen"] == date(2027, 2, 27)
        assert {"You: Reply to the charge", "They: Decide the case"} <= summaries.keys()

        wren.go("/help/bundle/")
        wren.write("Date", "2026-05-03")
        wren.write("What happened", "I was told by telephone.")
        wren.write("What shows it?", "Minutes")
        wren.press("Add this entry")
        files = papers(tmp_path)
        wren.page.get_by_label("Add files").set_input_files([*files, files[0]])
        wren.sees("the same file as number")
        bundle = pypdf.PdfReader(BytesIO(download(wren, "#bind")))
        wren.sees("The bundle is made: 6 pages.")
        for number, page in enumerate(bundle.pages, 1):
            assert page.extract_text().rstrip().endswith(str(number))
        assert "The sluice stays shut." in bundle.pages[1].extract_text()
        assert [page.rotation for page in bundle.pages] == [0, 0, 0, 270, 0, 0]
        assert [bundle.get_destination_page_number(each) for each in bundle.outline] == [0, 0, 1, 2, 4, 5]
        targets = {note.get_object()["/Dest"][0].idnum for note in bundle.pages[0]["/Annots"]}
        assert targets == {bundle.pages[place].indirect_reference.idnum for place in (1, 2, 4)}
        manifest = json.loads(download(wren, "#list-json"))
        assert json.loads(bundle.attachments["manifest.json"][0]) == manifest
        digests = {each["name"]: each["sha256"] for each in manifest["documents"]}
        assert digests == {file.name: sha256(file.read_bytes()).hexdigest() for file in files}
        listed = download(wren, "#list-text").decode()
        assert all(f"{digest}  {name}" in listed for name, digest in digests.items())
    finally:
        site.open()
    for request in asked:
        assert (request.method, request.post_data) == ("GET", None), request.url
        assert urlsplit(request.url).query == "", request.url


def test_online_too_the_server_does_not_learn_what_is_opened_or_typed(enter: Enter, site: Site) -> None:
    wren = loaded(enter)
    seen: list[Any] = []
    wren.context.on("response", lambda answer: seen.append(answer))
    wren.go("/help/letters/interim/")
    wren.write("Who is the letter to?", "A secret name")
    wren.go("/help/clocks/")
    wren.go("/help/bundle/")
    wren.sees(KEPT)
    ours = [answer for answer in seen if urlsplit(answer.url).scheme == "http"]
    assert len(ours) > 10
    beyond = [answer for answer in ours if not answer.from_service_worker]
    assert {urlsplit(answer.url).path for answer in beyond} <= {"/help/worker.js", "/static/front/icons.svg"}
    assert not [answer.url for answer in beyond if answer.request.all_headers().get("referer")]
    assert "secret" not in site.said().lower()


def test_nothing_else_of_the_site_is_kept(enter: Enter) -> None:
    wren = loaded(enter)
    wren.go("/privacy/")
    found = wren.page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const shelf = await caches.open(name);
            for (const request of await shelf.keys()) found.push(new URL(request.url).pathname);
          }
          return found;
        }"""
    )
    assert len(found) > 20
    assert all(path.startswith(("/help/", "/static/help/", "/static/front/")) for path in found)


def test_what_was_typed_is_there_again_until_it_is_erased(enter: Enter, tmp_path: Path) -> None:
    wren = loaded(enter, "/help/letters/reply/")
    wren.write("Who is the letter to?", "The Chair")
    wren.go("/help/bundle/")
    wren.page.get_by_label("Add files").set_input_files(papers(tmp_path)[:1])
    wren.sees("charge.pdf")
    wren.go("/help/bundle/")
    wren.sees("charge.pdf")
    wren.go("/help/letters/appeal/")
    wren.sees("Dear The Chair,")
    wren.press("Erase what I have typed")
    with wren.page.expect_navigation():
        wren.press("Press again to erase everything")
    wren.sees("Dear [name or office],")
    wren.go("/help/bundle/")
    wren.sees("No document yet.")
    assert wren.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    "zone",
    ["Europe/London", "America/St_Johns", "Pacific/Auckland", "America/Santiago", "Pacific/Kiritimati"],
)
def test_the_browser_counts_days_by_the_vectors(enter: Enter, zone: str) -> None:
    wren = loaded(enter, timezone_id=zone)
    found = wren.page.evaluate(
        """async (vectors) => {
          const { lastDay, subjectAccess } = await import("/static/help/reckoning.js");
          const term = ([number, unit, moves, with_first]) => ({ number, unit, moves, with_first });
          const tried = (act) => { try { return act(); } catch (fault) { return "refused"; } };
          const { holidays } = vectors;
          const last = (each) => lastDay(each.start, term(each.term), holidays);
          return {
            terms: vectors.terms.map(last),
            refused: vectors.refused.map((each) => tried(() => last(each))),
            access: vectors.access.map((each) => subjectAccess(each.received, { ...each, holidays }).day),
          };
        }""",
        VECTORS,
    )
    for kind, expected in (("terms", "last"), ("access", "due")):
        for vector, day in zip(VECTORS[kind], found[kind], strict=True):
            assert day == vector[expected], vector["name"]
    assert set(found["refused"]) == {"refused"} and len(found["refused"]) == len(VECTORS["refused"])


def test_the_browser_makes_the_same_clocks_as_the_server(enter: Enter) -> None:
    from folkmoot.site.help import clock_table, clocks

    wren = loaded(enter, "/help/clocks/")
    for offset in range(0, 400, 23):
        days = {
            event.name: date(2026, 7, 1) + timedelta(days=offset + 11 * place)
            for place, event in enumerate(clock_table.EVENTS)
        }
        numbers = {"reply": 10 + offset, "evidence": -3, "complaint": 5}
        told = days["access"] + timedelta(days=offset % 50)
        ours = clocks.clocks(days, numbers=numbers, access={"told_of_more": told})
        theirs = wren.page.evaluate(
            """async ([days, numbers, told]) => {
              const { clocks } = await import("/static/help/clocks.js");
              const table = JSON.parse(document.getElementById("clock-data").textContent);
              return clocks(table, days, { numbers, access: { told_of_more: told } })
                .map((c) => [c.name, c.side, c.day, c.label, c.missed, c.adviser]);
            }""",
            [{name: day.isoformat() for name, day in days.items()}, numbers, told.isoformat()],
        )
        assert theirs == [
            [c.name, c.side, c.day and c.day.isoformat(), c.label, c.missed, c.adviser] for c in ours
        ]


def test_the_browser_writes_every_letter_as_the_server_does(enter: Enter) -> None:
    from folkmoot.site.help import letters

    wren = loaded(enter, "/help/letters/appeal/")
    for letter in letters.LETTERS:
        full = {
            question.name: {
                "date": "2028-02-29",
                "choice": question.choices[-1].name if question.choices else "",
            }.get(question.kind, f"{question.name} {NASTY}")
            for question in letter.questions
        }
        odd = {**dict.fromkeys(full, " \n\t "), "when": "2027-02-29", "ground": "unknown", "name": "{to}"}
        for answers in (full, {}, odd, dict.fromkeys(full, "2026-13-01")):
            made = letters.write(letter.slug, answers)
            found = wren.page.evaluate(
                'async (given) => (await import("/static/help/letter.js")).write(...given)',
                [letters.as_data(letter), answers],
            )
            assert found == {"subject": made.subject, "paragraphs": list(made.paragraphs)}, letter.slug


def test_the_calendar_file_of_the_browser_can_be_read_by_others(enter: Enter) -> None:
    wren = loaded(enter, "/help/clocks/")
    label = 'Ring; "Bob", \\ and\nEND:VEVENT\r\nX-EVIL:1 ' + "ß漢\U0001f600" * 40
    clock = {
        "name": "own-1",
        "side": "theirs",
        "day": "2028-02-29",
        "label": label,
        "missed": "a,b",
        "source": "me",
    }
    text = wren.page.evaluate(
        """async (clock) => {
          const { calendarFile } = await import("/static/help/ics.js");
          const { words } = JSON.parse(document.getElementById("clock-data").textContent);
          return calendarFile([clock, { ...clock, day: null }], words, new Date(1800000000000));
        }""",
        clock,
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")
    assert str(event["summary"]) == "They: " + label.replace("\r\n", "\n")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2028, 2, 29), date(2028, 3, 1))
    assert "x-evil" not in {name.lower() for name in event}


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail["name"])
def test_a_saved_mail_is_read_for_showing(enter: Enter, mail: dict[str, Any]) -> None:
    wren = loaded(enter, "/help/bundle/")
    found = wren.page.evaluate(
        """async (raw) => {
          const { readMail } = await import("/static/help/mail.js");
          return readMail(new TextEncoder().encode(raw));
        }""",
        mail["raw"],
    )
    assert {key: found[key] for key in mail["reads"]} == mail["reads"]
    assert wren.page.evaluate("window.evil") is None


def test_pages_that_are_turned_or_would_run_something_are_bound_safely(enter: Enter, tmp_path: Path) -> None:
    wren = loaded(enter, "/help/bundle/")
    writer = pypdf.PdfWriter()
    for size in ((300, 400), (400, 300)):
        for degrees in (0, 90, 180, 270):
            page = writer.add_blank_page(*size)
            page.rotate(degrees)
            page.cropbox = pypdf.generic.RectangleObject((20, 10, size[0] - 5, size[1]))
    name, text = pypdf.generic.NameObject, pypdf.generic.TextStringObject
    action = pypdf.generic.DictionaryObject({name("/S"): name("/JavaScript"), name("/JS"): text("boo")})
    writer.pages[0][name("/AA")] = pypdf.generic.DictionaryObject({name("/O"): action})
    spot = pypdf.generic.ArrayObject([pypdf.generic.NumberObject(0)] * 4)
    note = pypdf.generic.DictionaryObject(
        {name("/Subtype"): name("/Link"), name("/Rect"): spot, name("/A"): action}
    )
    writer.pages[0][name("/Annots")] = pypdf.generic.ArrayObject([writer._add_object(note)])
    writer.write(tmp_path / "turned.pdf")
    sideways = Image.Exif()
    sideways[0x0112] = 6
    Image.new("RGB", (80, 40), "red").save(tmp_path / "sideways.jpg", exif=sideways)
    Image.new("RGBA", (80, 40), (0, 0, 255, 128)).save(tmp_path / "clear.png")
    Image.new("RGB", (80, 40), "green").save(tmp_path / "web.webp")
    files = [tmp_path / name for name in ("turned.pdf", "sideways.jpg", "clear.png", "web.webp")]
    wren.page.get_by_label("Add files").set_input_files(files)
    wren.sees("web.webp")
    made = download(wren, "#bind")
    read, drawn = pypdf.PdfReader(BytesIO(made)), pypdfium2.PdfDocument(made)
    assert len(read.pages) == 13
    for number in range(len(read.pages)):
        page = drawn[number]
        assert page.get_width() < page.get_height()
        shown = page.render(scale=1, grayscale=True).to_pil()
        corner = shown.crop((shown.width - 45, shown.height - 35, shown.width - 15, shown.height - 10))
        assert corner.getextrema()[0] < 100, number + 1
    first = read.pages[1]
    assert "/AA" not in first and "/A" not in first["/Annots"][0].get_object()
    sizes = [page.images[0].image.size for page in list(read.pages)[9:12]]
    assert sizes == [(40, 80), (80, 40), (80, 40)]


def test_a_new_edition_takes_the_place_of_the_old_one(enter: Enter) -> None:
    wren = loaded(enter)
    shelves = "caches.keys()"
    (old,) = wren.page.evaluate(shelves)
    script = wren.context.request.get("/help/worker.js").text()
    newer = script.replace(old.removeprefix("folkmoot-help-"), "newer")
    assert newer != script
    wren.context.route(
        "**/help/worker.js", lambda route: route.fulfill(body=newer, content_type="text/javascript")
    )
    wren.page.evaluate("navigator.serviceWorker.getRegistration('/help/').then((worker) => worker.update())")
    wren.page.wait_for_function("caches.keys().then((names) => names.join() === 'folkmoot-help-newer')")
    wren.go("/help/clocks/")
    wren.sees(KEPT)


def test_what_cannot_be_bound_is_named(enter: Enter, tmp_path: Path) -> None:
    wren = loaded(enter, "/help/bundle/")
    (tmp_path / "game.exe").write_bytes(b"MZ\x90\x00")
    wren.page.get_by_label("Add files").set_input_files(tmp_path / "game.exe")
    wren.sees("game.exe is of a kind that cannot be bound.")
    wren.press("Download the bundle")
    wren.sees("Add an entry or a document first.")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    writer.encrypt("a password", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    wren.page.get_by_label("Add files").set_input_files(tmp_path / "locked.pdf")
    wren.press("Download the bundle")
    wren.sees("locked.pdf is locked by a password.")


def test_every_page_of_help_is_looked_at_closely(enter: Enter) -> None:
    wren = loaded(enter)
    paths = pages(wren)
    assert len(paths) > 15
    faults = []
    for path in paths:
        wren.go(path)
        if path == "/help/clocks/":
            for label in ("The charge reached you", "The expulsion, suspension or other measure began"):
                wren.write(label, TODAY.isoformat())
            wren.write("Your request for your own data reached them", "2025-01-01")
        if path.startswith("/help/letters/") and wren.part("#all").count():
            wren.press("Show all questions")
        faults += [f"{path} {fault}" for fault in faults_of(wren, *LOOKS)]
    assert faults == []


def test_a_letter_is_written_by_keyboard_alone(enter: Enter) -> None:
    wren = loaded(enter, "/help/letters/challenge/")
    press, type_ = wren.page.keyboard.press, wren.page.keyboard.type
    focus = "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
    for _ in range(40):
        press("Tab")
        if wren.page.evaluate(focus) == "Who is the letter to?":
            break
    for words in ("The Chair", "Friends of the Weir", "", "Bob"):
        type_(words)
        press("Enter")
    press("Space")
    press("ArrowDown")
    press("Enter")
    assert wren.page.evaluate(focus) == "What shows it?"
    type_("He said so.")
    for words in ("Next question", "Wren", "wren@weir.example"):
        if words == "Next question":
            while wren.page.evaluate(focus) != words:
                press("Tab")
            press("Enter")
        else:
            type_(words)
            press("Enter")
    wren.sees("That was the last question.")
    wren.sees(
        "I challenge Bob as a member of the panel in my case, because they took part at an earlier stage"
    )
    for _ in range(10):
        if wren.page.evaluate(focus) == "Download as text":
            break
        press("Tab")
    with wren.page.expect_download() as coming:
        press("Enter")
    assert "He said so." in Path(coming.value.path()).read_text()


def test_without_script_help_can_be_read_and_printed(enter: Enter) -> None:
    wren = enter(java_script_enabled=False, viewport=PHONE)
    wren.go("/help/letters/subject-access/")
    assert "Without JavaScript the letter stands here with gaps." in wren.part("main").inner_text()
    wren.sees("[names, addresses, membership number]")
    assert not wren.part("input:visible, textarea:visible").count()
    wren.go("/help/clocks/")
    wren.sees("Counting by hand")
    wren.go("/help/bundle/")
    wren.sees("number every page, from the first to the last")
    assert not wren.part("input:visible, textarea:visible").count()
