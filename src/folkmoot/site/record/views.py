"""Pages of the record. All are for everybody, but “your acts”."""

import json
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.site.record import mine, publication, reading, witnesses, words
from folkmoot.site.record.models import Checkpoint, Entry
from folkmoot.tlog.checkpoint import Checkpoint as Signed
from folkmoot.tlog.leaf import Leaf
from folkmoot.tlog.proof import EXTENSION

PAGE = 50  # acts on a page
PUBLISHED = re.compile(
    r"checkpoint|policy|log\.vkey|paper/[0-9a-f]{64}|tile/(entries|\d{1,2})/[x0-9/]+(\.p/\d{1,3})?\Z"
)
FILTERS = {"act": "act", "branch": "branch", "on": "on", "rule": "rule"}


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The record act by act, the latest first; by kind, branch, rule or what it is about."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    entries = Entry.objects.order_by("-index").filter(
        **{FILTERS[name]: value for name, value in asked.items() if value}
    )
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    facts = reading.assembly()
    kept = {name: value for name, value in asked.items() if value}
    return render(
        request,
        "record/browse.html",
        {
            "page": page,
            "acts": [_line(entry) for entry in page],
            "query": urlencode(kept) + "&" if kept else "",
            "asked": asked,
            "about": words.thing(asked["on"]) if asked["on"] else "",
            "kinds": [(verb, words.kind(verb)) for verb in words.KINDS],
            "branches": [(branch.id, branch.title) for branch in facts.branches.values()],
            "whole": facts.size,
        },
    )


@require_safe
def act(request: HttpRequest, index: int) -> HttpResponse:
    """One act: what it says in public, and how it can be checked."""
    entry = _entry(index)
    leaf = Leaf.decode(bytes(entry.leaf))
    covered = publication.published()
    if covered is not None and index >= covered[0].size:
        covered = None
    return render(
        request,
        "record/act.html",
        {
            "entry": entry,
            "leaf": leaf,
            "act": _line(entry),
            "who": words.who(leaf.by.role),
            "about": words.thing(leaf.on),
            "facts": [(name, _plain(value)) for name, value in leaf.facts.items()],
            "text": json.dumps(json.loads(bytes(entry.leaf)), indent=2, ensure_ascii=False),
            **_proved(index, covered),
            "papers": [digest for digest in _digests(leaf.facts) if reading.paper(digest) is not None],
            "earlier": index - 1 if index else None,
            "later": index + 1 if index + 1 < reading.assembly().size else None,
        },
    )


def _proved(index: int, covered: tuple[Signed, bytes] | None) -> dict[str, Any]:
    if covered is None:
        return {"covered": None, "proof_url": ""}
    checkpoint, note = covered
    path = reading.proof_of(index, checkpoint, note).hashes
    return {
        "covered": checkpoint,
        "steps": words.steps(index, checkpoint.size, list(path)),
        "root": checkpoint.root.hex(),
        "witnesses": len(publication.witnessed(note)),
        "proof_url": reverse("record:proof", args=[index]),
    }


@require_safe
def leaf(request: HttpRequest, index: int) -> HttpResponse:
    """The very bytes of an entry: canonical JSON."""
    return _download(bytes(_entry(index).leaf), "application/json", f"act-{index}.json")


@require_safe
def proof(request: HttpRequest, index: int) -> HttpResponse:
    """The proof file of an act."""
    data = reading.proof_file(index)
    if data is None:
        raise Http404("no checkpoint covers that act yet")
    return _download(data, "text/plain; charset=utf-8", f"act-{index}{EXTENSION}")


@require_safe
def yours(request: HttpRequest) -> HttpResponse:
    """The acts of the member who looks, found by the code names that only their key gives."""
    person = getattr(request, "person", None)
    if person is None:
        return HttpResponseRedirect(f"/sign-in/?{urlencode({'next': request.path})}")
    page = Paginator(mine.acts_of(person, reading.assembly()), PAGE).get_page(request.GET.get("page"))
    entries = {entry.index: entry for entry in Entry.objects.filter(index__in=list(page))}
    response = render(
        request, "record/yours.html", {"page": page, "acts": [_line(entries[index]) for index in page]}
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """What was signed, when, and who vouched for it."""
    known = witnesses.configured()
    page = Paginator(Checkpoint.objects.all(), PAGE).get_page(request.GET.get("page"))
    rows = [(each.size, _time(each.at), each.root, publication.witnessed(bytes(each.note))) for each in page]
    return render(
        request,
        "record/checkpoints.html",
        {
            "page": page,
            "rows": [
                {
                    "size": size,
                    "at": at,
                    "root": root,
                    "by": [(name, _time(when)) for name, when in by.items()],
                }
                for size, at, root, by in rows
            ],
            "witnesses": [(each.key.name, each.key.vkey) for each in known],
            "log_key": publication.log_key().vkey,
        },
    )


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """How anyone can check the whole record on a machine of their own."""
    covered = publication.published()
    return render(
        request,
        "record/check.html",
        {
            "covered": covered[0] if covered else None,
            "waiting": reading.assembly().size - (covered[0].size if covered else 0),
            "log_key": publication.log_key().vkey,
            "address": settings.FOLKMOOT_URL,
            "witnesses": len(publication.witnessed(covered[1])) if covered else 0,
        },
    )


@require_safe
def log(request: HttpRequest, path: str) -> HttpResponse:
    """The published record, file by file (spec/record.md). Tiles and papers never change."""
    if not PUBLISHED.fullmatch(path):
        raise Http404("not a file of the record")
    file = publication.folder() / path
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise Http404("not in the record") from None
    moving = path in ("checkpoint", "policy")
    text = moving or path == "log.vkey"
    response = HttpResponse(
        data, content_type="text/plain; charset=utf-8" if text else "application/octet-stream"
    )
    response["Cache-Control"] = "public, max-age=5" if moving else "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"  # an auditor in a browser may read it from another site
    return response


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The whole published record as one tar, sent while it is read."""
    covered = publication.published()
    if covered is None:
        raise Http404("nothing has been published yet")
    response = StreamingHttpResponse(_tar(publication.folder(), covered), content_type="application/x-tar")
    response["Content-Disposition"] = f'attachment; filename="record-{covered[0].size}.tar"'
    return response


def _tar(folder: Path, covered: tuple[Signed, bytes]) -> Iterator[bytes]:
    """The files of the record as a tar, a file at a time. The checkpoint is the one that was read first."""
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w|", bufsize=tarfile.RECORDSIZE) as tar:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if not PUBLISHED.fullmatch(name) or not path.is_file():
                continue
            data = covered[1] if name == "checkpoint" else path.read_bytes()
            head = tarfile.TarInfo(f"record/{name}")
            head.size, head.mode = len(data), 0o644
            tar.addfile(head, BytesIO(data))
            if buffer.tell():
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()


def _entry(index: int) -> Entry:
    try:
        return reading.entry(index)
    except Entry.DoesNotExist:
        raise Http404("the record has no such act") from None


def _line(entry: Entry) -> dict[str, Any]:
    """What the part front/parts/act.html asks for."""
    titles = {branch.id: branch.title for branch in reading.assembly().branches.values()}
    return {
        "index": entry.index,
        "url": reverse("record:act", args=[entry.index]),
        "sentence": words.sentence(Leaf.decode(bytes(entry.leaf)), titles),
        "at": _time(entry.time),
        "rule": entry.rule,
        "rule_url": f"/rulebook/#{entry.rule}",
        "proof_url": reverse("record:proof", args=[entry.index]),
    }


def _time(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if re.fullmatch(r"[0-9a-f]{64}", value):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _digests(part)
    elif isinstance(value, list):
        for part in value:
            yield from _digests(part)


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
