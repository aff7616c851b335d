"""From an empty folder to the founding act."""

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.rulebook.starters import starter
from folkmoot.site.front import set_up
from folkmoot.site.front.naming import BadBranches, read_branches
from folkmoot.site.members import clock
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry
from folkmoot.site.record.reading import assembly
from people import DAWN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "read", lambda: DAWN)


def form(**changed: Any) -> dict[str, Any]:
    return {
        "set_up_code": set_up.set_up_code(),
        "name": "The Commons Network",
        "starter": "network",
        "own_rulebook": "",
        "branches": "Harbour\n- Quay\nHill",
        "mail_security": "starttls",
        "founder-TOTAL_FORMS": "3",
        "founder-INITIAL_FORMS": "0",
        "founder-0-shown_name": "Alice",
        "founder-0-address": "alice@example.org",
        "founder-0-branch": "",
        "founder-0-offices": ["secretary", "chair"],
        "founder-0-where": "root",
        "founder-1-shown_name": "Bob",
        "founder-1-address": "",
        "founder-1-branch": "quay",
        "founder-1-offices": ["clerk"],
        "founder-1-where": "branch",
        "founder-2-where": "root",
        **changed,
    }


def test_on_an_empty_folder_every_address_leads_to_the_first_page() -> None:
    for path in ("/", "/sign-in/", "/motions/", "/no-such-page/", "/you/"):
        assert Client().get(path)["Location"] == "/start/"
    assert Client().get("/start/").status_code == 200


@pytest.mark.parametrize("name", ["network", "union-branch", "housing-coop"])
def test_the_rulebooks_to_start_from_can_be_read_before_choosing(name: str) -> None:
    answer = Client().get(f"/start/{name}/")
    assert answer.content.decode() == starter(name)
    assert answer["Content-Type"].startswith("text/plain")
    assert Client().get("/start/another/").status_code == 404


def test_the_code_stands_in_the_terminal_and_not_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    set_up.announce()
    page = Client().get("/start/").content.decode()
    assert set_up.set_up_code() in capsys.readouterr().err
    assert set_up.set_up_code() not in page


def test_founding_makes_entry_0_signs_in_and_leads_to_a_passkey() -> None:
    client = Client()
    assert client.post("/start/", form())["Location"] == "/you/passkeys/?first"
    assert Entry.objects.get().act == "assembly.found"
    assert (assembly().name, assembly().root) == ("The Commons Network", "the-commons-network")
    assert Branch.objects.get(pk="quay").parent_id == "harbour"
    assert {(each.office, each.branch_id, each.person.shown_name) for each in Office.objects.all()} == {
        ("secretary", "the-commons-network", "Alice"),
        ("chair", "the-commons-network", "Alice"),
        ("clerk", "quay", "Bob"),
    }
    assert Person.objects.get(shown_name="Bob").on_paper
    assert b"Make a passkey" in client.get("/you/passkeys/?first").content
    page = client.get("/").content.decode()
    assert "Good day, Alice" in page
    assert "3 letters that you have not opened" in page, "a welcome, and one for each office"
    assert Letter.objects.to_print().count() == 2, "the founder on paper gets a card, and the clerk's letter"


def test_the_first_page_is_gone_after_the_founding() -> None:
    Client().post("/start/", form())
    assert Client().get("/start/")["Location"] == "/"
    assert Client().post("/start/", form(name="Another"))["Location"] == "/"
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("code", ["", "bcdf-ghjk-mnpq", "é"])
def test_without_the_code_nobody_founds_anything_and_nothing_typed_is_lost(code: str) -> None:
    answer = Client().post("/start/", form(set_up_code=code))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'value="The Commons Network"' in page
    assert 'value="alice@example.org"' in page
    assert "- Quay" in page
    assert not Entry.objects.exists()


def test_the_code_may_be_typed_without_hyphens_and_in_capitals() -> None:
    assert (
        Client().post("/start/", form(set_up_code=set_up.set_up_code().replace("-", "").upper())).status_code
        == 302
    )


def test_guessing_the_code_is_limited() -> None:
    for _ in range(10):
        Client().post("/start/", form(set_up_code="wrong"))
    assert b"tried too often" in Client().post("/start/", form(set_up_code="wrong")).content


def test_a_rulebook_of_ones_own_is_checked_and_its_faults_shown_with_their_lines() -> None:
    broken = starter("network").replace("[14 days]{motion.seconding}", "[soon]{motion.seconding}")
    answer = Client().post("/start/", form(starter="own", own_rulebook=broken))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The rulebook cannot be adopted as it is" in page
    assert re.search(r"Line \d+:", page)
    assert "[soon]" in page, "the text is still there"
    assert not Entry.objects.exists()


def test_a_rulebook_of_ones_own_with_the_lines_of_a_browser_is_adopted() -> None:
    text = starter("housing-coop").replace("\n", "\r\n")
    done = Client().post("/start/", form(starter="own", own_rulebook=text))
    assert done.status_code == 302, re.findall(r"<li>.*?</li>", done.content.decode())


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"starter": "own"}, "Put the text of the rulebook here"),
        ({"branches": "Harbour\nharbour"}, "Each branch needs a name of its own"),
        ({"branches": "- - Quay"}, "more than one hyphen more"),
        ({"founder-0-address": ""}, "The first founder is you"),
        ({"founder-0-address": "nonsense"}, "Write an e-mail address"),
        ({"founder-1-address": "ALICE@example.org"}, "the same e-mail address"),
        ({"founder-1-branch": "Moon"}, "There is no branch “Moon”"),
        ({"founder-0-shown_name": ""}, "Founder 1"),
        ({"founder-1-offices": ["secretary"], "founder-1-where": "root"}, "each once"),
        ({"mail_host": "mail.example.org"}, "Letters need an address"),
        ({"founder-TOTAL_FORMS": "no"}, ""),
    ],
)
def test_each_fault_is_said_in_a_sentence_and_nothing_is_founded(changed: dict[str, str], says: str) -> None:
    answer = Client().post("/start/", form(**changed))
    if says:
        assert answer.status_code == 400
        assert says in answer.content.decode()
        assert not Entry.objects.exists()
    else:
        assert answer.status_code in (302, 400)


def test_a_fault_in_a_founders_row_alone_stands_in_the_summary_and_leads_to_its_field() -> None:
    page = Client().post("/start/", form(**{"founder-1-shown_name": ""})).content.decode()
    assert "Nothing you typed is lost" in page
    assert '<a href="#id_founder-1-shown_name">Founder 2, Name to show: ' in page
    assert 'id="id_founder-1-shown_name"' in page


def test_the_first_page_shows_no_fault_before_anything_was_sent() -> None:
    assert 'class="error' not in Client().get("/start/").content.decode()


def test_before_the_founding_nobody_is_asked_to_sign_in_to_join_or_to_audit() -> None:
    asked = ('href="/sign-in/"', 'href="/join/"', "folkmoot audit")
    page = Client().get("/start/").content.decode()
    assert [each for each in asked if each in page] == []
    Client().post("/start/", form())
    page = Client().get("/").content.decode()
    assert [each for each in asked if each in page] == list(asked)


@pytest.mark.parametrize(
    ("demo", "says"),
    [(True, "A demonstration: no letter leaves"), (False, "No mail is set up: letters stay")],
)
def test_the_strip_says_whether_this_is_a_demonstration(settings: Any, demo: bool, says: str) -> None:
    settings.FOLKMOOT_OUTBOX, settings.FOLKMOOT_DEMO = True, demo
    Client().post("/start/", form())
    page = Client().get("/").content.decode()
    assert says in page
    assert ("demonstration" in page.lower()) == demo
    assert 'href="/outbox/"' in page


def test_more_rows_are_given_without_losing_anything() -> None:
    page = Client().post("/start/", form(more="1")).content.decode()
    assert 'name="founder-5-shown_name"' in page
    assert 'value="Bob"' in page
    assert "Nothing was sent yet" not in page
    assert not Entry.objects.exists()


def test_mail_settings_are_written_for_the_sites_user_alone(settings: Any) -> None:
    mail = {
        "mail_host": "mail.example.org:587",
        "mail_user": "folk moot",
        "mail_password": 'p"ä:@/\\',
        "mail_from": "letters@example.org",
    }
    assert Client().post("/start/", form(**mail)).status_code == 302
    path = Path(settings.FOLKMOOT_DIR) / "folkmoot.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    assert written == {
        "mail": "smtp://folk%20moot:p%22%C3%A4%3A%40%2F%5C@mail.example.org:587",
        "mail_from": "letters@example.org",
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_settings_already_in_the_file_are_kept(settings: Any) -> None:
    path = Path(settings.FOLKMOOT_DIR) / "folkmoot.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('url = "https://moot.example.org"\nmail = "smtp://old.example.org"\n')
    set_up.keep({"mail": set_up.mail_address("new.example.org", "tls", "", "")})
    assert tomllib.loads(path.read_text()) == {
        "url": "https://moot.example.org",
        "mail": "smtps://new.example.org",
    }
    assert set_up.mail_address("localhost:25", "none", "", "") == "smtp://localhost:25?tls=no"


def test_branches_are_read_line_by_line_with_ids_of_their_own() -> None:
    found = read_branches("Ünion & Co", "North\n - Café\n -- Bar\nSouth\n- Café Süd\n日本")
    assert [(each.id, each.parent) for each in found] == [
        ("union-co", ""),
        ("north", "union-co"),
        ("cafe", "north"),
        ("bar", "cafe"),
        ("south", "union-co"),
        ("cafe-sud", "south"),
        ("branch", "union-co"),
    ]
    with pytest.raises(BadBranches):
        read_branches("Union", "North\n-")
