"""Files come in through the bridge, few at once, and only from a browser with a session; never onto disk."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from folkmoot.site import asgi
from folkmoot.site.asgi import Bridge
from folkmoot.site.evidence.taking_in import take_in

LIMIT, UPLOAD = 100, 1_000
FORM = (b"content-type", b"multipart/form-data; boundary=x")
SESSION = (b"cookie", b"a=1; sessionid=abc")
App = Callable[..., Iterable[bytes]]


def echo(environ: dict[str, Any], start_response: Callable[..., None]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"%d" % len(environ["wsgi.input"].read())]


async def ask(bridge: Bridge, headers: Iterable[tuple[bytes, bytes]], pieces: Iterable[bytes | None]) -> Any:
    """The status of a request with this body; None in it stands for a client that waits."""
    sent: list[dict[str, Any]] = []
    inbox = list(pieces)

    async def receive() -> dict[str, Any]:
        if not inbox or inbox[0] is None:
            await asyncio.sleep(3600)
        piece = inbox.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(inbox)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": list(headers),
        "scheme": "http", "http_version": "1.1", "client": ("203.0.113.9", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    await bridge(scope, receive, send)
    return sent[0]["status"]


def status(headers: list[tuple[bytes, bytes]], *pieces: bytes) -> Any:
    return asyncio.run(ask(Bridge(echo, LIMIT, (), UPLOAD), headers, pieces))


def test_a_form_with_files_from_somebody_with_a_session_may_be_large() -> None:
    assert status([FORM, SESSION], b"a" * 500, b"b" * 500) == 200
    assert status([FORM, SESSION], b"a" * 500, b"b" * 501) == 413
    assert status([FORM, SESSION, (b"content-length", b"1001")], b"") == 413


@pytest.mark.parametrize(
    "headers", [[FORM], [SESSION], [(b"content-type", b"application/x-www-form-urlencoded"), SESSION], []]
)
def test_any_other_request_keeps_to_the_smaller_limit(headers: list[tuple[bytes, bytes]]) -> None:
    assert status(headers, b"a" * LIMIT) == 200
    assert status(headers, b"a" * (LIMIT + 1)) == 413


def test_few_large_bodies_are_taken_in_at_once_and_small_ones_always() -> None:
    bridge = Bridge(echo, LIMIT, (), UPLOAD)

    async def crowd() -> tuple[Any, Any, Any]:
        waiting = [
            asyncio.create_task(ask(bridge, [FORM, SESSION], [b"a" * 200, None])) for _ in range(asgi.UPLOADS)
        ]
        await asyncio.sleep(0.01)
        one_more = await ask(bridge, [FORM, SESSION], [b"a" * 200])
        small = await ask(bridge, [FORM, SESSION], [b"a" * 20])
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return one_more, small, await ask(bridge, [FORM, SESSION], [b"a" * 200])

    assert asyncio.run(crowd()) == (503, 200, 200)


def test_a_place_is_free_again_after_each_answer() -> None:
    bridge = Bridge(echo, LIMIT, (), UPLOAD)

    async def one_after_another() -> list[Any]:
        return [await ask(bridge, [FORM, SESSION], [b"a" * 200]) for _ in range(asgi.UPLOADS + 2)]

    assert asyncio.run(one_after_another()) == [200] * (asgi.UPLOADS + 2)


def test_a_large_body_that_trickles_in_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "SLOWEST", 0.01)
    bridge = Bridge(echo, LIMIT, (), UPLOAD)
    assert asyncio.run(ask(bridge, [FORM, SESSION], [b"a" * 200, None])) == 408


def test_files_stay_in_memory_up_to_what_the_bridge_lets_by() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE >= settings.FOLKMOOT_UPLOAD_LIMIT


def test_django_takes_a_file_of_several_megabytes_into_memory() -> None:
    sent = RequestFactory().post(
        "/", {"words": "Words", "file": SimpleUploadedFile("a.txt", b"a" * 9_000_000)}
    )
    file = sent.FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert take_in(file).data == b"a" * 9_000_000
