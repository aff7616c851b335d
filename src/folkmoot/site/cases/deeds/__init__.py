"""The deeds of a case, one file for each part of it."""

from importlib import import_module
from pkgutil import iter_modules

from folkmoot.site.cases.doing import Deed

BY_VERB: dict[str, Deed] = {
    deed.verb: deed
    for module in iter_modules(__path__)
    for deed in import_module(f"{__name__}.{module.name}").DEEDS
}
"""All of them by verb; each file holds a tuple `DEEDS`."""
