"""Akoma Ntoso 3.0: the structure that its schema asks for, and names that last."""

import re
from datetime import date
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given, settings

from folkmoot.site.plan.files.akoma_ntoso import Version, Work, write
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.labels import labels
from plan_files import revisions

SPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
WORK = Work(
    "https://x.example/plans/1/",
    "The Weir & Co",
    "https://x.example/",
    (
        Version(date(2027, 4, 3), "generation", "https://x.example/record/1204/", "Published"),
        Version(date(2027, 6, 12), "amendment", "https://x.example/plans/1/amendments/7/", "Amendment 7"),
    ),
)
HIERARCHY = {"section", "paragraph", "point", "hcontainer"}
INLINE = {"b", "i", "a", "ref", "eol", "docTitle"}
TEXT = Revision(
    "A plan",
    (
        Clause("pre", "flush", body="Before <all>."),
        Clause(
            "s", "section", heading="Homes",
            children=(
                Clause("c", body="A *branch*\nkeeps, see {clause:d}:", tail="and more.", children=(
                    Clause("i", "item", body="one"), Clause("j", "item", "(ba)", body="two"),
                )),
                Clause("t", "table", body="| A |\n| 1 |"),
                Clause("d", "clause", "2A", body="Kept."),
            ),
        ),
    ),
)  # fmt: skip


def name(element: Element) -> str:
    return element.tag.removeprefix(SPACE)


def require_structure(root: Element) -> None:
    """What the schema says of the elements that are used here (OASIS LegalDocML, akomantoso30.xsd)."""
    (act,) = root
    assert name(root) == "akomaNtoso" and name(act) == "act" and act.get("name") and act.get("contains")
    assert [name(each) for each in act] == ["meta", "preface", "body"]
    assert [name(each) for each in act[0]] == ["identification", "lifecycle", "references"]
    for level in act[0][0]:
        assert [name(each) for each in level][:4] == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"]
    assert [name(each) for each in act[0][0]] == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]
    assert {name(each) for each in act[2]} <= HIERARCHY and len(act[2])
    for element in act[2].iter():
        kind, inside = name(element), [name(each) for each in element]
        if kind in HIERARCHY:
            assert element.get("eId")
            order = re.fullmatch(
                r"(num )?(heading )?((content )|(intro )?((section|paragraph|point|hcontainer) )*(wrapUp )?)",
                "".join(f"{each} " for each in inside),
            )
            assert order, inside
            assert kind != "hcontainer" or element.get("name")
        elif kind in ("content", "intro", "wrapUp"):
            assert element.get("eId") and inside and set(inside) <= {"p", "table"}
        elif kind in ("p", "num", "heading", "b", "i", "a", "ref"):
            assert set(inside) <= INLINE
    ids = [each.get("eId") for each in root.iter() if each.get("eId")]
    assert len(ids) == len(set(ids))
    for each in root.iter():
        target = each.get("href", "") if name(each) in ("ref", "FRBRauthor") else each.get("source", "")
        assert not target.startswith("#") or target[1:] in ids


def test_the_example_says_where_each_clause_stands_and_what_it_is_called_for_ever() -> None:
    root = fromstring(write(TEXT, WORK))
    require_structure(root)
    assert [(each.get("wId"), each.get("eId")) for each in root.iter() if each.get("wId")] == [
        ("pre", "hcontainer_1"),
        ("s", "sec_1"),
        ("c", "sec_1__para_1"),
        ("i", "sec_1__para_1__point_a"),
        ("j", "sec_1__para_1__point_ba"),
        ("t", "sec_1__hcontainer_1"),
        ("d", "sec_1__para_2A"),
    ]
    (clause,) = (each for each in root.iter() if each.get("wId") == "c")
    assert [name(each) for each in clause] == ["num", "intro", "point", "point", "wrapUp"]
    assert "".join(clause[1].itertext()) == "A branchkeeps, see 2A:"
    assert next(clause.iter(f"{SPACE}ref")).get("href") == "#sec_1__para_2A"
    assert [name(each) for each in root.iter() if name(each) in ("th", "td")] == ["th", "td"]


def test_each_version_names_its_day_and_its_source() -> None:
    root = fromstring(write(TEXT, WORK))
    events = [dict(each.attrib) for each in root.iter(f"{SPACE}eventRef")]
    assert [(each["date"], each["type"]) for each in events] == [
        ("2027-04-03", "generation"),
        ("2027-06-12", "amendment"),
    ]
    sources = {each.get("eId"): each.get("href") for each in root.iter() if each.get("showAs")}
    assert sources[events[1]["source"][1:]] == "https://x.example/plans/1/amendments/7/"
    assert f'value="{TEXT.digest}"' in write(TEXT, WORK).decode()


@settings(max_examples=30)
@given(revisions())
def test_any_text_has_that_structure_and_all_its_words(revision: Revision) -> None:
    root = fromstring(write(revision, WORK))
    require_structure(root)
    assert [each.get("wId") for each in root.iter() if each.get("wId")] == [
        each.id for each in revision.walk()
    ]
    numbers = labels(revision)
    for each in root.iter():
        if each.get("wId") and numbers[each.get("wId", "")]:
            assert each[0].text == numbers[each.get("wId", "")]


def test_an_empty_text_is_one_too() -> None:
    require_structure(fromstring(write(Revision("P"), WORK)))
