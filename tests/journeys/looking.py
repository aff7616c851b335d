"""Looking closely at every page that a link leads to: at two widths, in light and in dark."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

from journeys.browser import DESK, PHONE, Visitor

PROMISED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ((DESK, "light"), (PHONE, "dark"))
"""How the first and the second page of a kind are looked at; one that is alone of it, in both ways."""
ASK_AXE = "how => axe.run(document, how)"
FILES = re.compile(
    r"^/(record/log/|record/record\.tar|you/export/|static/)|/original$"
    r"|\.(json|tlog-proof|md|txt|tar|pdf|ics|zip|png|odt|docx|xml|blt|csv)$"
)
"""Addresses of files to take along, not of pages."""
MOST = 3  # pages of each kind that are opened at all; of motions, all
PER_STATE = "motions/#"


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
        found = page.evaluate(ASK_AXE, {"runOnly": PROMISED, "resultTypes": ["violations"]})
        for each in found["violations"]:
            spots = "; ".join(node["html"][:160] for node in each["nodes"][:3])
            yield f"{where}: {each['id']} ({each['help']}): {spots}"
    if page.locator("h1").count() != 1:
        yield f"has {page.locator('h1').count()} headings of the first rank"
    if not page.title().split(" · ")[0].strip():
        yield "has no title"


def links_of(visitor: Visitor) -> list[str]:
    """The pages of this site to which the page leads, each once, without the place on the page."""
    found = visitor.page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    ours = [urlsplit(each) for each in found if each.startswith(visitor.site.address + "/")]
    return [each.path + (f"?{each.query}" if each.query else "") for each in ours]


def walk(visitor: Visitor) -> list[str]:
    """From the home page to every page that links lead to; what is wrong, each with its address.

    Of each kind of page, and of motions in each state, two pages are looked at, or one in both ways.
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
        status = visitor.go(path)
        if status == 410 and kind.startswith("sign-in/link/"):
            continue  # a link in an old letter: the page says that it is of no use any more
        if status >= 400:
            faults.append(f"{path}: {status}")
            continue
        seen = looked[kind + (visitor.part(".pill").first.inner_text() if kind == PER_STATE else "")]
        if len(seen) < len(LOOKS):
            faults += [f"{path} {fault}" for fault in faults_of(visitor, LOOKS[len(seen)])]
            seen.append(path)
        for link in links_of(visitor):
            if link not in known:
                known.add(link)
                waiting.append(link)
    for path in [seen[0] for seen in looked.values() if len(seen) < len(LOOKS)]:
        visitor.go(path)
        faults += [f"{path} {fault}" for fault in faults_of(visitor, LOOKS[1])]
    assert len(looked) > 10, f"only {sorted(looked)} were found"
    return faults
