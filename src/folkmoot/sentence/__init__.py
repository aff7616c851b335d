"""Sentences that the ground floor writes in English, and an interface says in other languages."""

from collections.abc import Mapping


def filled(template: str, values: Mapping[str, object]) -> str:
    """The template with its values; after one that ends with a full stop, such as "Nia P.", comes no second.

    Without values it stays as it is, braces and all.
    """
    if not values:
        return template
    for key, value in values.items():
        if str(value).endswith("."):
            template = template.replace(f"{{{key}}}.", f"{{{key}}}")
    return template.format(**values)


class Sentence(str):
    """An English sentence that remembers how it was made, so that it can be said in another language.

    `template` is the English text with `{names}`; `values` fills them.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> "Sentence":
        text = super().__new__(cls, filled(template, values))
        text.template = template
        text.values = values
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return (_say_again, (self.template, dict(self.values)))


def _say_again(template: str, values: dict[str, object]) -> Sentence:
    return Sentence(template, **values)


say = Sentence
