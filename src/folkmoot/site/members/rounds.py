"""What time sweeps away in this room: codes that ran out, old counts, sessions of people long gone."""

from importlib import import_module

from django.conf import settings

from folkmoot.site.members.models import SignInCode, Tries

KEEP = 2 * 3600
"""Seconds for which a used or spent code and a count are kept."""


def go(at: int) -> None:
    """Sweep. No right depends on it: codes and limits look at the clock themselves."""
    SignInCode.objects.filter(made_at__lt=at - KEEP).delete()
    Tries.objects.filter(window__lt=at - KEEP).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
