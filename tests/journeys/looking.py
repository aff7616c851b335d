"""Looking closely at every page that a link leads to: at two widths, in light and in dark."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT

from journeys.browser import DESK, PHONE, Visitor

PROMISED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ((DESK, "light"), (PHONE, "dark"))
"""How the first and the second page of a kind are looked at; one that is alone of it, in both ways."""
ASK_AXE = "how => axe.run(document, how)"
HOW = {"runOnly": PROMISED, "resultTypes": ["violations"], "preload": False, "iframes": False}
FILES = re.compile(
    r"^/(record/log/|record/record\.tar|you/export/|static/)|/original$"
    r"|\.(json|tlog-proof|md|txt|tar|pdf|ics|zip|png|odt|docx|xml|blt|csv)$"
)
"""Addresses of files to take along, not of pages."""
MOST = 3  # pages of each kind that are opened at all; of motions, all
PER_STATE = "motions/#"
HREF = re.compile(r"""<a\b[^>]*?\shref=["']([^"'#]+)""")
PILL = re.compile(r'<span class="pill ([\w-]+)"')


def kind_of(path: str) -> str:
    """What a page is one of: its address, with the words and numbers left out that name one thing."""
    path = re.sub(r"/edition/[0-9a-f]+", "/edition/#", path.strip("/"))
    path = re.sub(r"^(branches|letters|motions/drafts)/(?!new|keep)[\w-]+", r"\1/#", path)
    path = re.sub(r"^help/letters/[\w-]+", "help/letters/#", path)
    path = re.sub(r"^evidence/[0-9a-f]{32}", "evidence/#", path)
    path = re.sub(r"^rulebook/\d+(\.\d+)+", "rulebook/#", path)
    path = re.sub(r"^plans/(drafts|join-a-draft)/[\w-]+", r"plans/\1/#", path)
    path = re.sub(r"(?<=/)(clauses|marked|contested)/[\w-]+", r"\1/#", path)
    path = re.sub(r"(?<=/)amend/(mine|new|to-\d+|of-\d+|[0-9a-f]{24})", "amend/#", path)
    path = re.sub(r"(?<=/)reinstate/[a-z2-7]+", "reinstate/#", path)
    path = re.sub(r"^you/resign/.*", "you/resign/#", path)
    path = re.sub(r"^sign-in/link/.*", "sign-in/link/#", path)
    return re.sub(r"(?<=/)\d+(?=/|$)", "#", path)


def faults_of(visitor: Visitor, *looks: tuple[Any, Any]) -> Iterator[str]:
    """What is wrong with the page as it stands."""
    page = visitor.page
    page.evaluate(AXE_SCRIPT)
    for size, light in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=light)
        where = f"{size['width']} px, {light}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{where}: scrolls sideways by {wide} px"
        found = page.evaluate(ASK_AXE, HOW)
        for each in found["violations"]:
            spots = "; ".join(node["html"][:160] for node in each["nodes"][:3])
            yield f"{where}: {each['id']} ({each['help']}): {spots}"
    if page.locator("h1").count() != 1:
        yield f"has {page.locator('h1').count()} headings of the first rank"
    if not page.title().split(" · ")[0].strip():
        yield "has no title"


def links_in(visitor: Visitor, path: str, page: str) -> list[str]:
    """The pages of this site to which a page leads, each once, without the place on the page."""
    site = visitor.site.address
    found = [urlsplit(urljoin(site + path, unescape(href))) for href in HREF.findall(page)]
    ours = [each for each in found if f"{each.scheme}://{each.netloc}" == site]
    return list(dict.fromkeys(each.path + (f"?{each.query}" if each.query else "") for each in ours))


Seen = dict[str, list[tuple[Any, Any]]]
"""By kind of page, and for motions by state: the ways in which one was looked at, whoever did so."""


def walk(visitor: Visitor, seen: Seen) -> list[str]:
    """From the home page to every page that links lead to; what is wrong, each with its address.

    Of each kind of page, and of motions in each state, one is looked at; two, or one in both ways, where
    nobody before has seen that kind both ways. Of the others only the links are read.
    """
    faults = list[str]()
    waiting, known = ["/"], {"/"}
    opened: dict[str, int] = defaultdict(int)
    looked: dict[str, list[str]] = defaultdict(list)
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(urlsplit(path).path)
        if opened[kind] >= (99 if kind == PER_STATE else MOST) or FILES.search(urlsplit(path).path):
            continue
        opened[kind] += 1
        answer = visitor.context.request.get(path)
        page, at = answer.text(), urlsplit(answer.url).path
        if answer.status == 410 and kind.startswith("sign-in/link/"):
            continue  # a link in an old letter: the page says that it is of no use any more
        if answer.status >= 400:
            faults.append(f"{path}: {answer.status}")
            continue
        of_its_state = kind + (PILL.findall(page) or [""])[0] if kind == PER_STATE else kind
        ways = seen.setdefault(of_its_state, [])
        if not looked[of_its_state] or len(ways) < len(LOOKS):
            looked[of_its_state].append(path)
            ways.append(LOOKS[len(ways) % len(LOOKS)])
            faults += _look(visitor, path, ways[-1])
        for link in links_in(visitor, at, page):
            if link not in known:
                known.add(link)
                waiting.append(link)
    for of_its_state, pages in looked.items():
        if len(seen[of_its_state]) < len(LOOKS):
            seen[of_its_state].append(LOOKS[1])
            faults += _look(visitor, pages[0], LOOKS[1])
    assert len(looked) > 10, f"only {sorted(looked)} were found"
    return faults


def _look(visitor: Visitor, path: str, way: tuple[Any, Any]) -> list[str]:
    visitor.go(path)
    return [f"{path} {fault}" for fault in faults_of(visitor, way)]
