"""Addresses of cases. Each file of views brings its own list; those that take any word come last."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import URLPattern

from folkmoot.site.cases import views

app_name = "cases"
LAST = ("do", "page")
"""Files whose addresses would swallow those of others."""
_found = sorted((each.name for each in iter_modules(views.__path__)), key=lambda name: (name in LAST, name))
urlpatterns: list[URLPattern] = [
    pattern for name in _found for pattern in import_module(f"{views.__name__}.{name}").urlpatterns
]
