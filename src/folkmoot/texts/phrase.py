"""English words that remember how they were made, so that a site can say them in another language."""

from collections.abc import Mapping


class Phrase(str):
    """Words made from a `template` with `{names}`, and the `values` that fill them, some of them phrases."""

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> "Phrase":
        text = super().__new__(cls, template.format(**values) if values else template)
        text.template = template
        text.values = values
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return (_say_again, (self.template, dict(self.values)))


def _say_again(template: str, values: dict[str, object]) -> Phrase:
    return Phrase(template, **values)


say = Phrase
