"""Members write Markdown. It is rendered once, without raw HTML, and what comes out is sanitised as well."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "h3", "h4"}
_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("strikethrough")
_PARSER.disable("image")


def rendered(text: str) -> str:
    """Safe HTML. Headings begin at the third rank; links lead to http, https, mailto or this site, and say
    `nofollow`."""
    html = _PARSER.render(text)
    for rank in (6, 5, 4, 3):  # a heading in a text stands below those of the page
        html = html.replace(f"<h{rank}>", "<h4>").replace(f"</h{rank}>", "</h4>")
    for rank in (2, 1):
        html = html.replace(f"<h{rank}>", "<h3>").replace(f"</h{rank}>", "</h3>")
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def paragraphs(text: str) -> str:
    """What members send has CRLF line ends and stray blanks at its edges; this is the text without them."""
    return "\n".join(
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()
