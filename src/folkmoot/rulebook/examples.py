"""Example sentences at the end of a chapter: given, when, then. They are read here and run by `procedure`."""

import re

from folkmoot.rulebook.book import Example, Fault, Outcome, Step
from folkmoot.rulebook.layout import Block, Line
from folkmoot.rulebook.steps import STATES, STEPS

_WHEN = re.compile(
    r"(?P<what>.+?) (?:on|until) day (?P<day>[0-9]{1,4})(?: at (?P<hour>[0-2][0-9]):(?P<minute>[0-5][0-9]))?"
)
_OUTCOME = re.compile(r"it is (?:refused under (?P<number>[0-9]+\.[0-9]+)|(?P<state>[a-z ]+))")
_ORDER = {
    "given": ("and", "when"),
    "and": ("and", "when"),
    "when": ("then",),
    "then": ("given",),
    "": ("given",),
}


def read_examples(
    block: Block, offices: tuple[str, ...], numbers: frozenset[str], faults: list[Fault]
) -> tuple[Example, ...]:
    """The examples of a block; `numbers` are the paragraphs of the book, which a refusal may name."""
    reader = _ExampleReader(offices, numbers, faults)
    for line in block.lines:
        reader.take(line)
    reader.end(block)
    return tuple(reader.examples)


class _ExampleReader:
    def __init__(self, offices: tuple[str, ...], numbers: frozenset[str], faults: list[Fault]) -> None:
        self.numbers = numbers
        self.faults = faults
        self.examples: list[Example] = []
        self.last = ""
        self.line = 0
        self.given: list[Step | None] = []
        self.when: Step | None = None
        names = "|".join(re.escape(office) for office in offices)
        self.forms = {
            kind: re.compile(form.replace("OFFICE", f"(?P<office>{names})")) for kind, form in STEPS.items()
        }

    def fault(self, line: int, says: str, cure: str) -> None:
        self.faults.append(Fault(line, "", says, cure))

    def take(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            return
        word, _, rest = text.partition(" ")
        if word not in _ORDER[self.last]:
            due = " or ".join(f"'{word}'" for word in _ORDER[self.last])
            self.fault(line.number, f"{due} is due here", "An example is: given ..., when ..., then ... .")
            # Go on as if the word had been due, so that one slip is one fault.
            word = word if word in _ORDER else self.last
        self.last = word
        if word == "given":
            self.line, self.given, self.when = line.number, [], None
        if word in ("given", "and"):
            self.given += [self.step(line.number, part) for part in rest.split("; ")]
        elif word == "when":
            self.when = self.step(line.number, rest)
        elif word == "then":
            self.close(line.number, rest)

    def end(self, block: Block) -> None:
        if self.last != "then":
            self.fault(block.line, "the last example has no 'then'", "End it with a line 'then it is ...'.")

    def step(self, line: int, text: str) -> Step | None:
        match = _WHEN.fullmatch(text)
        what = match["what"] if match is not None else text
        for kind, form in self.forms.items():
            found = form.fullmatch(what)
            if found is None:
                continue
            if match is None and kind != "branch":
                self.fault(line, f"'{text}' has no day", "End the step with ' on day 3'.")
                return None
            named = set(form.groupindex.values())
            numbers = tuple(
                int(found[at])
                for at in range(1, form.groups + 1)
                if at not in named and found[at] is not None
            )
            office, about = (found.groupdict().get(name) or "" for name in ("office", "about"))
            day, hour, minute = (0, 12, 0) if match is None else _moment(match)
            if hour > 23:
                self.fault(line, f"there is no hour {hour}", "Write a time from 00:00 to 23:59.")
            return Step(kind, numbers, office, day, hour, minute, text, about.strip())
        self.fault(
            line, f"'{text}' is no step of an example", "The steps are listed in spec/rulebook.md, section 8."
        )
        return None

    def close(self, line: int, text: str) -> None:
        outcome = self.outcome(line, text)
        given = [step for step in self.given if step is not None]
        if outcome is None or self.when is None or not given or len(given) < len(self.given):
            return  # what is missing has been told already
        moments = [(step.day, step.hour, step.minute) for step in (*given, self.when)]
        if moments != sorted(moments):
            self.fault(self.line, "the days of the example run backwards", "Put its steps in order of time.")
        if given[0].kind != "branch" or [step.kind for step in given].count("branch") > 1:
            self.fault(
                self.line,
                "the example does not begin with a branch",
                "Begin: 'given a branch of 30 members'.",
            )
        self.examples.append(Example(tuple(given), self.when, outcome, self.line))

    def outcome(self, line: int, text: str) -> Outcome | None:
        match = _OUTCOME.fullmatch(text)
        if match is not None and match["number"] is not None:
            if match["number"] not in self.numbers:
                self.fault(
                    line, f"there is no paragraph {match['number']}", "Name a paragraph of this rulebook."
                )
            return Outcome("refused", match["number"])
        if match is not None and match["state"] == "allowed":
            return Outcome("allowed", "")
        if match is not None and match["state"] in STATES:
            return Outcome("state", match["state"])
        known = ", ".join(sorted(STATES))
        self.fault(
            line, f"'{text}' is no outcome", f"Write 'it is allowed', 'it is refused under N.M', or: {known}."
        )
        return None


def _moment(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match["day"]), int(match["hour"] or 12), int(match["minute"] or 0)
