"""Pages of help: the same for everybody, nothing to send, and a worker that keeps them and nothing else."""

import json
import re

import pytest
from django.test import Client

from folkmoot.site.help import kept, letters
from people import World

PAGES = kept.pages()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_for_a_member_and_for_a_stranger(world: World, path: str) -> None:
    stranger = world.client().get(path)
    assert stranger.status_code == 200
    assert world.client(world.alice).get(path).content == stranger.content
    assert b"Alice" not in stranger.content


@pytest.mark.parametrize("path", PAGES)
def test_no_form_of_help_can_be_sent(world: World, path: str) -> None:
    page = world.client().get(path).content.decode()
    forms = re.findall(r"<form[^>]*>", page)
    assert not [form for form in forms if "action=" in form or "method=" in form]
    assert all("hidden" in form or 'id="questions"' in form or 'id="fact"' in form for form in forms)
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize("path", PAGES)
def test_what_is_posted_is_not_taken(world: World, path: str) -> None:
    client = Client(enforce_csrf_checks=False)
    assert client.post(path, {"name": "Alice"}).status_code == 405


def test_without_script_a_letter_stands_there_with_gaps(world: World) -> None:
    for letter in letters.LETTERS:
        page = world.client().get(f"/help/letters/{letter.slug}/").content.decode()
        if not letter.pointer:
            assert "[your name]" in page
            assert 'id="workshop" class="screen" aria-labelledby="asked" hidden' in page


def test_an_unknown_letter_is_not_found(world: World) -> None:
    assert world.client().get("/help/letters/love/").status_code == 404


def test_without_script_clocks_can_be_counted_by_hand(world: World) -> None:
    page = " ".join(world.client().get("/help/clocks/").content.decode().split())
    assert "21 days from: The charge reached you" in page
    assert "7 days before: The hearing is, or was, on" in page
    assert "3 months from: The expulsion, suspension or other measure began Check with an adviser." in page


def kept_by(client: Client) -> tuple[dict[str, object], str]:
    answer = client.get("/help/worker.js")
    assert answer.status_code == 200
    first, rest = answer.content.decode().split("\n", 1)
    return json.loads(first.removeprefix("const KEPT = ").removesuffix(";")), rest


def test_the_worker_keeps_pages_of_help_and_files_and_nothing_else(world: World) -> None:
    about, _source = kept_by(world.client())
    files = about["files"]
    assert isinstance(files, list) and set(PAGES) <= set(files)
    assert all(path.startswith(("/help/", "/static/help/", "/static/front/")) for path in files)
    assert not [path for path in files if path.endswith((".toml", ".LICENSE", "worker.js"))]
    for path in files:
        answer = world.client().get(path)
        assert answer.status_code == 200, path
        answer.close()


def test_every_script_that_a_page_or_script_loads_is_kept(world: World) -> None:
    files = set(kept.files())
    for path in PAGES:
        page = world.client().get(path).content.decode()
        loaded = re.findall(r'<(?:script|link|img|use)[^>]*(?:src|href)="(/[^"#]+)', page)
        assert {each for each in loaded if not each.endswith("touch-icon.png")} <= files
    for path in [each for each in files if each.startswith("/static/help/") and each.endswith(".js")]:
        answer = world.client().get(path)
        source = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        folder = path.rsplit("/", 1)[0]
        for name in re.findall(r'(?:from|import\(|URL\()\s*"\./([^"]+)"', source):
            assert f"{folder}/{name}" in files, f"{path} loads {name}"


def test_the_worker_may_serve_help_only_and_is_asked_for_anew(world: World) -> None:
    answer = world.client().get("/help/worker.js")
    assert answer["Service-Worker-Allowed"] == "/help/"
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_another_language_or_edition_is_another_version(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept.version("en-gb")
    assert kept.version("cy") != first
    monkeypatch.setattr(kept, "_edition", lambda: "changed")
    assert kept.version("en-gb") != first
