"""Files that are broken, traps, or not what they say: refused with what to do, and never by a crash."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile_files
from documents import WORD, docx, odt, p, related, zipped
from documents import W as WORD_SPACE
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.plan.files import archive, docx_out, odt_out, shaping, sniffing
from folkmoot.site.plan.files.reading import read
from folkmoot.texts.clause import BadText, Clause, Revision, read_revision
from plan_files import new_ids

DOCX, ODT = docx(p("Words.")), odt("<text:p>Words.</text:p>")
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(name: str, data: bytes) -> str:
    with pytest.raises(OutOfOrder) as said:
        read(name, data, new_ids())
    assert said.value.condition and said.value.fact and said.value.cure
    return str(said.value)


def changed(data: bytes, name: str, part: str | bytes) -> bytes:
    """The same archive with another part."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return zipped({**{each: old.read(each) for each in old.namelist()}, name: part})


def locked_zip(data: bytes) -> bytes:
    """The same archive with the flag of encryption on each part."""
    marked = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(sign)
        while place >= 0:
            marked[place + at] |= 1
            place = marked.find(sign, place + 4)
    return bytes(marked)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b" \n ", "empty"),
        ("a.docx", b"PK\x03\x04rubbish", "does not open"),
        ("a.odt", ODT[:-30], "does not open"),
        ("a.docx", hostile_files.archive(), "archive of files"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old format of Word"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked by a password",
        ),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.pdf", hostile_files.pdf(), "PDF"),
        ("a.png", hostile_files.picture(), "picture"),
        ("a.html", hostile_files.HTML, "web page"),
        ("a.svg", hostile_files.SVG, "none of these|called .svg"),
        ("a.docx", b"# Words", "called .docx"),
        ("a.md", DOCX, "called .md"),
        ("a.docx", ODT, "called .docx"),
        ("a.exe", b"MZ\x00\x01", "none of these"),
        ("a.odt", changed(ODT, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "no text"),
        ("a.ott", changed(ODT, "mimetype", "application/vnd.oasis.opendocument.text-template"), "template"),
        ("a.dotx", docx(p("x"), main="template.main+xml"), "template"),
        ("a.xlsx", docx(p("x"), main="sheet.main+xml"), "no text"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    found = refused(name, data)
    assert any(each in found for each in words.split("|")), found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.docm",
            docx(p("x"), types=f'<Override PartName="/x" ContentType="{WORD}.macroEnabled.main+xml"/>'),
        ),
        ("a.docx", docx(p("x"), parts={"word/vbaProject.bin": b"x"})),
        ("a.docx", docx(p("x"), parts={"word/activeX/activeX1.xml": b"x"})),
        ("a.odt", odt("", parts={"Basic/Standard/Module1.xml": "<x/>"})),
        ("a.odt", odt("", parts={"Scripts/python/x.py": "import os"})),
        ("a.odt", odt("", scripts="<office:scripts><office:script>Sub x</office:script></office:scripts>")),
    ],
)
def test_a_document_with_programs_is_refused_whole(name: str, data: bytes) -> None:
    assert "macros" in refused(name, data)


@pytest.mark.parametrize(
    "data",
    [
        changed(DOCX, "word/document.xml", BOMB + "<x>&b;</x>"),
        changed(ODT, "content.xml", BOMB + "<x>&b;</x>"),
        changed(DOCX, "word/styles.xml", '<!DOCTYPE x SYSTEM "http://x.example/x.dtd"><x/>'),
        changed(DOCX, "word/document.xml", "<w:document"),
        changed(DOCX, "word/document.xml", "<a>" * 5_000 + "</a>" * 5_000),
        zipped({"../../evil": "x", "[Content_Types].xml": "<x/>"}),
        zipped({"/etc/x": "x", "[Content_Types].xml": "<x/>"}),
        locked_zip(DOCX),
    ],
)
def test_traps_inside_an_archive_are_refused(data: bytes) -> None:
    ending = "odt" if b"opendocument" in data[:200] else "docx"
    assert refused(f"a.{ending}", data)


def test_an_encrypted_odt_says_so() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<manifest:file-entry>"
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert "password" in refused("a.odt", changed(ODT, "META-INF/manifest.xml", manifest))


def test_a_part_that_lies_about_its_size_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PART", 50_000)
    bomb = bytearray(changed(DOCX, "word/document.xml", b"<x>" + b" " * 200_000 + b"</x>"))
    assert "unpacks into more" in refused("a.docx", bytes(bomb))
    real = (200_007).to_bytes(4, "little")
    assert bytes(bomb).count(real) >= 1
    lying = bytes(bomb).replace(real, (9).to_bytes(4, "little"))
    assert refused("a.docx", lying)


def test_an_archive_that_declares_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000)
    assert "unpacks into more" in refused("a.docx", DOCX)
    monkeypatch.undo()
    monkeypatch.setattr(archive, "MOST_PARTS", 3)
    assert "unpacks into more" in refused("a.odt", odt("", parts={"1": "", "2": "", "3": ""}))


def test_what_is_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "MOST_WORDS", 20)
    assert "at most 20 words" in refused("a.md", b"word " * 30)
    monkeypatch.setattr(shaping, "MOST_CLAUSES", 3)
    assert "at most 3 clauses" in refused("a.md", b"a\n\nb\n\nc\n\nd\n")
    assert "at most 200,000 letters" in refused("a.md", b"a" * 200_001)
    monkeypatch.setattr(sniffing, "MOST_PLAIN", 10)
    assert "more than" in refused("a.md", b"a" * 11)


def test_lists_and_quotes_many_deep_come_out_less_deep() -> None:
    page = "# P\n\n" + "".join(f"{'  ' * deep}- point {deep}\n" for deep in range(26))
    found = read("a.md", page.encode(), new_ids())
    assert read_revision(found.revision.data) == found.revision
    assert any("more than 20 deep" in str(each) for each in found.findings)


SAMPLE = Revision(
    "Plan",
    (
        Clause(
            "s",
            "section",
            heading="Homes",
            children=(Clause("c", body="One *two*."), Clause("t", "table", body="| a |")),
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", docx_out.write(SAMPLE)), ("a.odt", odt_out.write(SAMPLE)), ("a.docx", DOCX)]
)
@settings(max_examples=150)
@given(
    damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    name: str, data: bytes, damage: list[tuple[float, int]]
) -> None:
    hurt = bytearray(data)
    for place, value in damage:
        hurt[int(place * len(hurt))] = value
    try:
        found = read(name, bytes(hurt), new_ids())
    except OutOfOrder:
        return
    read_revision(found.revision.data)


PIECES = ["<w:t>a</w:t>", "<w:tab/>", "x", "<w:br/>", '<w:fldChar w:fldCharType="end"/>']
PIECES += ["<w:instrText>REF x \\r</w:instrText>", '<w:fldChar w:fldCharType="begin"/>']
WORD_PARTS = ["w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:hyperlink", "w:sdt", "w:sdtContent"]
WORD_PARTS += ["w:pPr", "w:rPr", "w:numPr", "w:drawing", "w:txbxContent", "m:oMath"]
XML = st.recursive(
    st.sampled_from(PIECES),
    lambda inside: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(WORD_PARTS),
        st.lists(inside, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(XML, max_size=4))
def test_any_nesting_of_elements_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = read("a.docx", docx("".join(parts)), new_ids())
    except (OutOfOrder, BadText) as fault:
        assert isinstance(fault, OutOfOrder)
        return
    read_revision(found.revision.data)


PARTS = ["text:p", "text:h", "text:span", "text:a", "text:list", "text:list-item", "text:note"]
PARTS += ["text:note-body", "table:table", "table:table-row", "table:table-cell", "draw:frame"]
PARTS += ["draw:text-box", "text:section", "office:annotation"]
ODF = st.recursive(
    st.sampled_from(["a", "<text:s/>", "<text:tab/>", '<text:change text:change-id="x"/>', "<draw:image/>"]),
    lambda inside: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(PARTS),
        st.lists(inside, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(ODF, max_size=4))
def test_any_nesting_of_elements_of_an_odt_is_read_or_refused(parts: list[str]) -> None:
    found = read("a.odt", odt("".join(parts)), new_ids())
    read_revision(found.revision.data)


MANY = 20_000


def chapter(name: str) -> bytes:
    """A file in which one thing stands so often that anything but one pass over it would never end."""
    if name == "runs":
        return docx(
            p("".join(f"<w:r><w:rPr><w:strike/></w:rPr><w:t>{'a ' * 3}</w:t></w:r>" for _ in range(MANY)))
        )
    if name == "changes":
        part = '<w:ins w:id="1" w:author="{}"><w:r><w:t>a </w:t></w:r></w:ins>'
        return docx(p("".join(part.format(place % 7) for place in range(MANY))))
    if name == "fields":
        return docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * MANY + "<w:r><w:t>a</w:t></w:r>"))
    if name == "boxes":
        box = "<w:r><w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing></w:r>"
        inside = "<w:r><w:t>deep</w:t></w:r>"
        for _ in range(20):
            inside = box.format(inside)
        return docx(p(inside))
    if name == "styles":
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>'
            for n in range(3_000)
        )
        return docx(
            p("a", "S0"), parts={"word/styles.xml": f'<w:styles xmlns:w="{WORD_SPACE}">{styles}</w:styles>'}
        )
    if name == "notes":
        call = "<w:r><w:t>note</w:t><w:footnoteReference w:id='2'/></w:r>"
        note = (
            f'<w:footnotes xmlns:w="{WORD_SPACE}"><w:footnote w:id="2">{p(call)}</w:footnote></w:footnotes>'
        )
        return docx(
            p("<w:r><w:footnoteReference w:id='2'/></w:r>" * MANY),
            relations=related("f", "footnotes", "footnotes.xml"),
            parts={"word/footnotes.xml": note},
        )
    return {
        "brackets": b"[" * MANY + b"](https://x.example)" * MANY,
        "stars": b"*a" * MANY,
        "angles": b"words " + b"<" * MANY,
        "hidden": b"<!--" * MANY,
        "tags": b"<div>\n" + b"<img " * MANY,
        "braces": b"## {#" + b"a" * MANY + b"!\n\nwords",
        "quotes": b">" * MANY + b" words",
        "points": b"- " * MANY + b"words",
        "calls": b"\n".join(b"[^%d]: see [^%d]\n" % (n, n + 1) for n in range(2_000)) + b"\nwords[^0]\n",
    }[name]


@pytest.mark.parametrize("name", ["runs", "changes", "fields", "boxes", "styles", "notes"])
def test_one_thing_many_times_is_read_in_one_pass_from_a_document(name: str) -> None:
    found = read("a.docx", chapter(name), new_ids())
    assert read_revision(found.revision.data) == found.revision
    assert len(found.revision.data) < 2_000_000


@pytest.mark.parametrize(
    "name", ["brackets", "stars", "angles", "hidden", "tags", "braces", "quotes", "points", "calls"]
)
def test_one_thing_many_times_is_read_in_one_pass_from_a_page(name: str) -> None:
    try:
        found = read("a.md", chapter(name), new_ids())
    except OutOfOrder:
        return
    assert read_revision(found.revision.data) == found.revision
