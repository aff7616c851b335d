"""The bridge from the web server to Django."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from folkmoot.site.asgi import Bridge

LIMIT = 1000


def ask(
    app: Callable[..., Iterable[bytes]],
    *,
    method: str = "GET",
    path: str = "/",
    headers: Iterable[tuple[bytes, bytes]] = (),
    body: Iterable[bytes] = (b"",),
    client: str = "203.0.113.9",
    sent: list[dict[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """What the bridge sends for one request."""
    sent = [] if sent is None else sent
    pieces = list(body)
    inbox = [
        {"type": "http.request", "body": piece, "more_body": place < len(pieces)}
        for place, piece in enumerate(pieces, start=1)
    ]

    async def receive() -> dict[str, Any]:
        if inbox:
            return inbox.pop(0)
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"a=1",
        "headers": list(headers),
        "scheme": "http",
        "http_version": "1.1",
        "client": (client, 1),
        "server": ("127.0.0.1", 8000),
    }
    asyncio.run(Bridge(app, LIMIT, ["192.0.2.1"])(scope, receive, send))
    return sent


def echo(
    seen: dict[str, Any], parts: Iterable[bytes] = (b"one", b"", b"two")
) -> Callable[..., Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Callable[..., None]) -> Iterable[bytes]:
        seen.update(environ, read=environ["wsgi.input"].read())
        start_response("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return parts

    return app


def body_of(sent: list[dict[str, Any]]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent)


def test_a_page_comes_through_with_all_its_headers() -> None:
    seen: dict[str, Any] = {}
    sent = ask(echo(seen), path="/vœu/", body=[b"he", b"llo"], method="POST")
    assert sent[0]["status"] == 200
    assert sent[0]["headers"] == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    assert body_of(sent) == b"onetwo"
    assert not sent[-1].get("more_body")
    assert seen["read"] == b"hello"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/vœu/"
    assert (seen["QUERY_STRING"], seen["REMOTE_ADDR"]) == ("a=1", "203.0.113.9")


def test_head_is_answered_without_a_body() -> None:
    assert body_of(ask(echo({}), method="HEAD")) == b""


def test_a_large_part_is_sent_in_pieces() -> None:
    sent = ask(echo({}, [b"x" * 200_000]))
    assert max(len(message.get("body", b"")) for message in sent) == 65_536
    assert len(body_of(sent)) == 200_000


def test_a_long_answer_goes_over_while_it_is_made() -> None:
    made: list[int] = []
    taken: list[int] = []

    def parts() -> Iterable[bytes]:
        for number in range(20):
            made.append(number)
            yield b"x" * 65_536

    class Taken(list[dict[str, Any]]):
        def append(self, message: dict[str, Any]) -> None:
            taken.append(len(made))
            super().append(message)

    assert len(body_of(ask(echo({}, parts()), sent=Taken()))) == 20 * 65_536
    assert 1 < taken[1] < 10, "the first pieces go before the last are made"


@pytest.mark.parametrize(
    ("headers", "body"),
    [((), [b"x" * 600, b"x" * 600]), ([(b"content-length", b"1001")], [b""])],
    ids=["counted", "announced"],
)
def test_a_body_that_is_too_long_is_refused(headers: Any, body: list[bytes]) -> None:
    seen: dict[str, Any] = {}
    assert ask(echo(seen), method="POST", headers=headers, body=body)[0]["status"] == 413
    assert seen == {}, "Django does not see it"


def test_headers_that_come_twice_are_joined_or_refused() -> None:
    seen: dict[str, Any] = {}
    ask(echo(seen), headers=[(b"cookie", b"a=1"), (b"Cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y")])
    assert (seen["HTTP_COOKIE"], seen["HTTP_ACCEPT"]) == ("a=1; b=2", "x,y")
    assert ask(echo({}), headers=[(b"host", b"a"), (b"host", b"b")])[0]["status"] == 400


PROXY = [
    (b"x-forwarded-proto", b"https"),
    (b"x-forwarded-for", b"198.51.100.7, 203.0.113.5"),
    (b"x_forwarded_for", b"198.51.100.8"),
]


def test_only_a_trusted_proxy_speaks_for_its_client() -> None:
    seen: dict[str, Any] = {}
    ask(echo(seen), headers=PROXY)
    assert (seen["wsgi.url_scheme"], seen["REMOTE_ADDR"]) == ("http", "203.0.113.9")
    assert not [name for name in seen if "FORWARDED" in name]
    ask(echo(seen), headers=PROXY, client="192.0.2.1")
    assert (seen["wsgi.url_scheme"], seen["REMOTE_ADDR"]) == ("https", "203.0.113.5")


def test_what_django_opened_is_closed_even_if_it_fails_on_the_way() -> None:
    closed = []

    class Parts:
        def __iter__(self) -> Any:
            yield b"one"
            raise RuntimeError("broken on the way")

        def close(self) -> None:
            closed.append(True)

    with pytest.raises(RuntimeError, match="broken"):
        ask(echo({}, Parts()))
    assert closed == [True]


def test_a_live_server_starts_and_stops_the_bridge() -> None:
    async def go() -> list[str]:
        sent: list[str] = []
        inbox = ["lifespan.startup", "lifespan.shutdown"]

        async def receive() -> dict[str, Any]:
            return {"type": inbox.pop(0)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message["type"])

        await Bridge(echo({}), LIMIT)({"type": "lifespan"}, receive, send)
        return sent

    assert asyncio.run(go()) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
