"""Collects every string of the interface into `locale/folkmoot.pot`, from which translators work.

    ./folkmoot messages

Places are given by file and not by line, and nothing is dated, so that the file changes only with the words.
"""

import ast
import io
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
TEMPLATE = HOUSE / "site" / "locale" / "folkmoot.pot"
READERS = (
    ("procedure/*.py", "python"),  # refusals, which the site says again in the reader's language
    ("counting/*.py", "folkmoot.site.messages:read_counts"),  # what was done in a count, likewise
    ("texts/*.py", "python"),  # what amendments do in words, which the site says again likewise
    ("site/*/**.py", "python"),
    ("site/**/templates/**.html", "folkmoot.site.messages:read_template"),
    ("site/**/templates/**.txt", "folkmoot.site.messages:read_template"),
)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "say": (1,),
}
HEADER = """\
# The words of Folkmoot's interface. The source is British English.
msgid ""
msgstr ""
"Project-Id-Version: Folkmoot\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def read_template(file: Any, keywords: Any, comment_tags: Collection[str], options: Any) -> Iterator[Any]:
    """Babel's reader for Django templates: Django itself turns one into calls of gettext."""
    lines = templatize(file.read().decode(), origin=file.name).split("\n")
    calls = "\n".join(line.lstrip() for line in lines)  # the indentation of HTML is none of Python
    yield from extract_python(io.BytesIO(calls.encode()), keywords, comment_tags, options)


def read_counts(file: Any, keywords: Any, comment_tags: Collection[str], options: Any) -> Iterator[Any]:
    """Reader for the counting room, where long sentences stand under the name `template` first."""
    for node in ast.walk(ast.parse(file.read())):
        words: ast.expr | None = None
        if isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["template"]:
            words = node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and node.args:
            words = node.args[0]
        if isinstance(words, ast.Constant):
            yield words.lineno, "say", words.value, []


def collected() -> Catalog:
    """All strings, with the files in which they stand."""
    catalog = Catalog(project="Folkmoot")
    found = extract_from_dir(str(HOUSE), method_map=READERS, keywords=KEYWORDS, strip_comment_tags=True)
    for path, _line, words, comments, context in found:
        catalog.add(words, None, [(Path(path).as_posix(), 0)], auto_comments=comments, context=context)
    return catalog


def as_text() -> str:
    """The template for translators."""
    written = io.BytesIO()
    write_po(written, collected(), width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER + written.getvalue().decode()


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(as_text(), encoding="utf-8")
    sys.stdout.write(f"wrote {TEMPLATE}\n")
