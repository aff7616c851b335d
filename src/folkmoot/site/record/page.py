"""What the base page of the site asks for: name, places, who is here, messages, the size of the record."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.site.record import reading

KINDS = {messages.SUCCESS: "done", messages.WARNING: "refused", messages.ERROR: "refused"}


def base(request: HttpRequest) -> dict[str, Any]:
    """Context processor; front/templates/front/base.html lists what it needs."""
    facts = reading.assembly()
    return {
        "site_name": facts.name or "Folkmoot",
        "nav": [(label, url, request.path.startswith(url)) for label, url in _places()] if facts.size else [],
        "person": getattr(request, "person", None),
        "clerk_mode": getattr(request, "acting_for", None) is not None,
        "messages": [
            (KINDS.get(each.level, "info"), each.message) for each in messages.get_messages(request)
        ],
        "record_size": facts.size,
        "dev_outbox_url": "/outbox/" if settings.FOLKMOOT_OUTBOX else None,
        "is_demo": settings.FOLKMOOT_DEMO,
    }


def _places() -> list[tuple[str, str]]:
    places = (
        ("folkmoot.site.motions", _("Motions"), "/motions/"),
        ("folkmoot.site.plan", _("The Plan"), "/plans/"),
        ("folkmoot.site.elections", _("Elections"), "/elections/"),
        ("folkmoot.site.cases", _("Cases"), "/cases/"),
        ("folkmoot.site.members", _("Branches"), "/branches/"),
        ("folkmoot.site.rules", _("Rulebook"), "/rulebook/"),
        ("folkmoot.site.record", _("Record"), "/record/"),
    )
    return [(label, url) for room, label, url in places if room in settings.INSTALLED_APPS]
