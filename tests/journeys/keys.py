"""Walking with Tab, Enter and the arrows alone: whatever has the focus on the way shows it."""

from journeys.browser import PATIENCE, Visitor

MOST = 160  # stops on one page
FOCUS = r"""() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const words = at.innerText || at.labels?.[0]?.innerText || at.getAttribute("aria-label") || "";
  return {
    words: words.trim().replace(/\s+/g, " "),
    choice: at.type === "radio" ? at.closest("label")?.innerText.trim() : "",
    tag: at.tagName,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def tab_to(visitor: Visitor, words: str, tag: str) -> None:
    """Press Tab until something of this kind with these words has the focus; all on the way shows it."""
    for _ in range(MOST):
        visitor.page.keyboard.press("Tab")
        at = visitor.page.evaluate(FOCUS)
        if at["tag"] == "BODY":
            continue
        assert at["outline"], f"{visitor.path}: nobody sees that «{at['words']}» has the focus"
        if at["tag"] == tag and (at["words"].startswith(words) or at["choice"] == words):
            return
    raise AssertionError(f"{visitor.path}: Tab does not lead to «{words}»")


def enters(visitor: Visitor, words: str, tag: str = "BUTTON") -> None:
    """Reach it by Tab, press Enter, and wait for the next page."""
    tab_to(visitor, words, tag)
    with visitor.page.expect_navigation(timeout=PATIENCE):
        visitor.page.keyboard.press("Enter")
