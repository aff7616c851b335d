"""A power in words again: the lines of its block with the settings' words filled in."""

from folkmoot.rulebook.book import Power, Rulebook, Window
from folkmoot.rulebook.values import Count, Quota, Root, Share, Term


def in_lines(power: Power, book: Rulebook) -> dict[str, str]:
    """The lines of a power, key by key, as a member would read them; lines it does not have are left out."""
    lines = {
        "who": ", ".join(power.who),
        "needs": "; ".join(
            need.name if need.key is None else f"{need.name} {book.setting(need.key).words}"
            for need in power.needs
        ),
        "after": _window(power.after),
        "within": _window(power.within),
        "missed": power.missed,
        "appeal": power.appeal,
        "grounds": ", ".join(power.grounds),
        "offences": ", ".join(f"{name} ({low} to {high})" for name, (low, high) in power.offences.items()),
        "majority": _value(power.majority),
        "base": power.base,
        "quorum": _value(power.quorum),
        "method": power.method,
        "manner": power.manner,
        "changing": power.changing,
        "secret if": "" if power.secret_if is None else str(power.secret_if),
        "lasts": _value(power.lasts),
        "threshold": "" if power.threshold is None else str(power.threshold),
        "classes": ", ".join(f"{name} {ratio.over}:{ratio.to}" for name, ratio in power.classes.items()),
        "default": power.default,
        "delay": _value(power.delay),
        "repeat": _value(power.repeat),
        "offices": ", ".join(power.offices),
        "electors": power.electors,
        "seats": "" if power.seats is None else str(power.seats),
        "quotas": ", ".join(map(_quota, power.quotas.values())),
        "publish": power.publish,
    }
    return {key: words for key, words in lines.items() if words}


def _window(window: Window | None) -> str:
    return "" if window is None else f"{window.term} from {window.event}"


def _value(value: Count | Share | Root | Term | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Count):
        return str(value.number)
    if isinstance(value, Root):
        return f"{value.times} times half the square root"
    return str(value)


def _quota(quota: Quota) -> str:
    if quota.at_most is None:
        return f"at least {quota.at_least} {quota.group}"
    return f"at most {quota.at_most} {quota.group}"
