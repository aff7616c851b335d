"""From the web server to Django: one process, a few threads that live as long as it does.

Django's own ASGI handler runs each page in a thread made for it, with a database connection made for it. Here
Django answers as it does under WSGI, in a fixed pool, so connections last: it costs about half.
"""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import Any

THREADS = 4
CHUNK = 65_536  # bytes sent at once
AT_ONCE = 4 * CHUNK  # bytes of an answer for which no thread waits while they go over
UPLOADS = 6  # large bodies in memory at once
SLOWEST = 600  # seconds in which a large body has come in
NEVER_TWICE = ("host", "content-length", "content-type", "authorization")
FROM_PROXY = ("x-forwarded-", "forwarded", "x-real-ip")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


class Unanswerable(Exception):
    """A request that is refused before Django sees it: its status and one line."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


class Bridge:
    """An ASGI application that answers with a WSGI one.

    `limit` caps a request's body, in bytes; `upload_limit` that of a form with files from a browser with a
    session, of which few are taken in at once, and none onto disk, where it would lie in the clear. Headers
    by which a proxy speaks for its client are believed only where the connection comes from one of `proxies`,
    and dropped otherwise.
    """

    def __init__(
        self,
        wsgi: Callable[..., Iterable[bytes]],
        limit: int,
        proxies: Iterable[str] = (),
        upload_limit: int = 0,
    ) -> None:
        self._wsgi, self._limit, self._proxies = wsgi, limit, frozenset(proxies)
        self._upload_limit, self._uploads = max(limit, upload_limit), 0
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._live(receive, send)
        if scope["type"] != "http":
            raise ValueError(f"no {scope['type']} is spoken here")
        with ExitStack() as upload:
            try:
                environ = self._environ(scope)
                environ["wsgi.input"] = BytesIO(await self._body(receive, environ, upload))
            except Unanswerable as fault:
                return await _refuse(send, fault)
            gone = threading.Event()
            watch = asyncio.create_task(_watch(receive, gone))
            loop = asyncio.get_running_loop()
            try:
                rest = await loop.run_in_executor(self._pool, self._answer, environ, loop, send, gone)
                for message in rest:
                    await send(message)
            finally:
                watch.cancel()

    def _answer(
        self, environ: dict[str, Any], loop: asyncio.AbstractEventLoop, send: Send, gone: threading.Event
    ) -> list[dict[str, Any]]:
        """In a thread of the pool: let Django answer. A long answer is handed over piece by piece, and the
        thread waits while the client is slow; what is left of it, or all of a short one, is returned."""
        waiting: list[dict[str, Any]] = []
        held = 0

        async def hand_over(messages: list[dict[str, Any]]) -> None:
            for message in messages:
                await send(message)

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
            waiting.append({"type": "http.response.start", "status": int(status[:3]), "headers": raw})

        parts = self._wsgi(environ, start_response)
        try:
            if environ["REQUEST_METHOD"] != "HEAD":
                for part in parts:
                    for at in range(0, len(part), CHUNK):
                        if gone.is_set():
                            return []
                        body = part[at : at + CHUNK]
                        waiting.append({"type": "http.response.body", "body": body, "more_body": True})
                        held += len(body)
                        if held > AT_ONCE:
                            asyncio.run_coroutine_threadsafe(hand_over(waiting), loop).result()
                            waiting, held = [], 0
            return [*waiting, {"type": "http.response.body", "body": b""}]
        finally:
            if hasattr(parts, "close"):
                parts.close()

    async def _body(self, receive: Receive, environ: dict[str, Any], upload: ExitStack) -> bytes:
        """All of it. A large one holds a place among the uploads until `upload` is closed."""
        limit = self._upload_limit if _brings_files(environ) else self._limit
        too_long = Unanswerable(413, f"a request has at most {limit} bytes")
        length = environ.get("CONTENT_LENGTH", "")
        if length.isascii() and length.isdigit() and int(length) > limit:
            raise too_long
        body = bytearray()
        try:
            async with asyncio.timeout(None) as patience:
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Unanswerable(400, "the request was broken off")
                    body += message.get("body", b"")
                    if len(body) > limit:
                        raise too_long
                    if len(body) > self._limit and patience.when() is None:
                        upload.enter_context(self._place())
                        patience.reschedule(asyncio.get_running_loop().time() + SLOWEST)
                    if not message.get("more_body"):
                        return bytes(body)
        except TimeoutError:
            raise Unanswerable(408, "the file came in too slowly; try it from a better connection") from None

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place for one large body. Raises `Unanswerable` where all are taken."""
        if self._uploads >= UPLOADS:
            raise Unanswerable(503, "too many files are coming in just now; go back, and send it in a minute")
        self._uploads += 1
        try:
            yield
        finally:
            self._uploads -= 1

    def _environ(self, scope: Scope) -> dict[str, Any]:
        client = (scope.get("client") or ("", 0))[0]
        headers = _headers(scope["headers"], trusted=client in self._proxies)
        host, port = scope.get("server") or ("localhost", 80)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": scope["method"],
            "SCRIPT_NAME": "",
            "PATH_INFO": scope["path"].encode().decode("latin-1"),
            "QUERY_STRING": scope["query_string"].decode("latin-1"),
            "SERVER_NAME": host,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
            "REMOTE_ADDR": headers.get("x-forwarded-for", client).rpartition(",")[2].strip(),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": headers.get("x-forwarded-proto", scope["scheme"]),
            "wsgi.errors": _Errors(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            key = name.upper().replace("-", "_")
            environ[key if name in ("content-type", "content-length") else f"HTTP_{key}"] = value
        return environ

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                self._pool.shutdown(wait=True)
                return


def _headers(raw: Iterable[tuple[bytes, bytes]], *, trusted: bool) -> dict[str, str]:
    """Headers by name in small letters, those that come twice joined. Raises `Unanswerable`."""
    found: dict[str, str] = {}
    for name_, value_ in raw:
        name, value = name_.decode("latin-1").lower(), value_.decode("latin-1")
        if "_" in name or (not trusted and name.startswith(FROM_PROXY)):
            continue  # `X_Forwarded_For` would look like `X-Forwarded-For` to Django
        if name not in found:
            found[name] = value
        elif name in NEVER_TWICE:
            raise Unanswerable(400, f"the header {name} stands twice")
        else:
            found[name] += ("; " if name == "cookie" else ",") + value
    return found


def _brings_files(environ: dict[str, Any]) -> bool:
    """Whether this is a form with files, from a browser that has a session here; Django looks which."""
    is_form = environ.get("CONTENT_TYPE", "").lower().startswith("multipart/form-data")
    return is_form and "sessionid=" in environ.get("HTTP_COOKIE", "")


async def _watch(receive: Receive, gone: threading.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()


async def _refuse(send: Send, fault: Unanswerable) -> None:
    body = f"{fault}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send(
        {
            "type": "http.response.start",
            "status": fault.status,
            "headers": [*headers, (b"connection", b"close")],
        }
    )
    await send({"type": "http.response.body", "body": body})


class _Errors:
    """Where WSGI writes its errors: standard error, as it is at that moment."""

    def write(self, text: str) -> None:
        os.write(2, text.encode("utf-8", "replace"))

    def flush(self) -> None:
        """Nothing is held back."""


def application() -> Bridge:
    """The site as an ASGI application (`uvicorn --factory folkmoot.site.asgi:application`)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    return Bridge(
        get_wsgi_application(),
        settings.FOLKMOOT_BODY_LIMIT,
        settings.FOLKMOOT_TRUST_PROXY,
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE,
    )
