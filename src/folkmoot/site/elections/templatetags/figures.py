"""Figures of a count as a page shows them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
READ = 4
"""Decimals that people read; those beyond decide as well, and stand there smaller."""


@register.filter
def fine(figure: str) -> str | SafeString:
    """A figure with its last decimals in small print, where it has more than people read."""
    whole, point, decimals = figure.partition(".")
    if len(decimals) <= READ + 1:
        return figure
    return format_html("{}<small>{}</small>", f"{whole}{point}{decimals[:READ]}", decimals[READ:])
