"""What members and officers do with a motion before the vote; the vote itself is in `voting.acts`."""

from folkmoot.site.motions.acts.ruling import mend, rule_out
from folkmoot.site.motions.acts.supporting import ask_secret, object_to_ruling, second, withdraw
from folkmoot.site.motions.acts.tabling import add_option, effect_of, table

__all__ = [
    "add_option",
    "ask_secret",
    "effect_of",
    "mend",
    "object_to_ruling",
    "rule_out",
    "second",
    "table",
    "withdraw",
]
