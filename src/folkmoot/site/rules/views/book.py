"""The rulebook, set as a document; its editions; a page for each paragraph with the acts done under it."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.rulebook.book import Paragraph, Rulebook
from folkmoot.rulebook.compare import compare, sentences
from folkmoot.site.members.presence import Request
from folkmoot.site.record import reading, words
from folkmoot.site.record.models import Entry
from folkmoot.site.rules import reading as rules
from folkmoot.site.rules.text import paragraph_with_holidays
from folkmoot.tlog.leaf import Leaf

PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rulebook in force."""
    here = cast(Request, request)
    book = reading.assembly().book_at(here.at)
    editions = rules.editions(here.at)
    return render(
        request,
        "rules/book.html",
        {
            **_document(book, rules.uses(), "/rulebook/"),
            "editions": editions,
            "edition": next(each for each in editions if each.digest == book.digest),
            "to_come": next((each for each in editions if each.state == "to come"), None),
            "changes": rules.cards(here.at, live=True),
            "viewer": here.person,
        },
    )


@require_safe
def edition(request: HttpRequest, digest: str) -> HttpResponse:
    """An edition by its digest: one that was, is or will be in force, or one that has been proposed."""
    here = cast(Request, request)
    assembly = reading.assembly()
    book = assembly.known_books.get(digest)
    if book is None:
        raise Http404
    editions = rules.editions(here.at)
    now = next((each for each in editions if each.digest == digest), None)
    return render(
        request,
        "rules/book.html",
        {
            **_document(book, {}, f"/rulebook/edition/{digest}/"),
            "editions": editions,
            "edition": now,
            "to_come": None,
            "changes": [],
            "viewer": here.person,
            "is_other": now is None or now.state != "in force",
            "changed": _changed(book, assembly.books, digest),
        },
    )


@require_safe
def text(request: HttpRequest, digest: str) -> HttpResponse:
    """The text of an edition as it was adopted, to be read by a program."""
    book = reading.assembly().known_books.get(digest)
    if book is None:
        raise Http404
    return HttpResponse(book.text, content_type="text/markdown; charset=utf-8")


@require_safe
def paragraph(request: HttpRequest, number: str) -> HttpResponse:
    """One paragraph: what it says, what it grants, and the acts that rest on it."""
    here = cast(Request, request)
    assembly = reading.assembly()
    book = assembly.book_at(here.at)
    found = next((each for each in book.paragraphs if each.number == number), None)
    if found is None:
        book = next(
            (
                old
                for _since, old in reversed(assembly.books)
                if any(p.number == number for p in old.paragraphs)
            ),
            book,
        )
        found = next((each for each in book.paragraphs if each.number == number), None)
    entries = Paginator(Entry.objects.filter(rule=number).order_by("-index"), PAGE)
    if found is None and not entries.count:
        raise Http404
    page = entries.get_page(request.GET.get("page"))
    titles = {branch.id: branch.title for branch in assembly.branches.values()}
    chapter = next((each for each in book.chapters if found in each.paragraphs), None)
    return render(
        request,
        "rules/paragraph.html",
        {
            "number": number,
            "paragraph": _row(found, book, {}, "/rulebook/") if found else None,
            "chapter": chapter,
            "is_former": found is not None and book.digest != assembly.book_at(here.at).digest,
            "page": page,
            "used": entries.count,
            "acts": [_act(entry, book, titles) for entry in page],
            "viewer": here.person,
        },
    )


def _act(entry: Entry, book: Rulebook, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "index": entry.index,
        "url": f"/record/{entry.index}/",
        "sentence": words.sentence(Leaf.decode(bytes(entry.leaf)), titles),
        "at": book.calendar.local(entry.time),
        "rule": entry.rule,
        "rule_url": f"/rulebook/{entry.rule}/",
        "proof_url": "",
    }


def _document(book: Rulebook, uses: dict[str, int], base: str) -> dict[str, Any]:
    chapters = [
        {
            "number": chapter.number,
            "title": chapter.title,
            "introduction": chapter.introduction,
            "examples": len(chapter.examples),
            "paragraphs": [_row(each, book, uses, base) for each in chapter.paragraphs],
        }
        for chapter in book.chapters
    ]
    return {
        "book": book,
        "chapters": chapters,
        "base": base,
        "settings": len(book.settings),
        "is_other": False,
        "changed": (),
    }


def _row(each: Paragraph, book: Rulebook, uses: dict[str, int], base: str) -> dict[str, Any]:
    return {
        "number": each.number,
        "html": rules.paragraph_html(each, book, base=base),
        "powers": rules.powers_in_words(each, book),
        "entrenched": each.entrenched,
        "holidays": sorted(book.calendar.holidays) if each.number == paragraph_with_holidays(book) else [],
        "uses": uses.get(each.number, 0),
        "url": f"/rulebook/{each.number}/",
    }


def _changed(book: Rulebook, books: list[tuple[int, Rulebook]], digest: str) -> tuple[str, ...]:
    """What this edition changed in the one before it, in sentences."""
    places = [at for at, (_since, each) in enumerate(books) if each.digest == digest]
    if not places or places[0] == 0:
        return ()
    return sentences(compare(books[places[0] - 1][1], book))
