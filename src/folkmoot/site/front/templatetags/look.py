"""Tags of the look: an icon from the site's own sheet of drawings."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """Draw one icon beside the word it belongs to; it is never announced, so the word must be there.

    `name` is the id of a drawing in `front/icons.svg`; `css` is its class (`icon`, or `mark` for the logo).
    """
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("front/icons.svg"),
        name,
    )
