"""Addresses of the site: each room brings its own, with their full paths."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

urlpatterns = [
    path("", include(f"{room}.urls"))
    for room in settings.INSTALLED_APPS
    if room.startswith("folkmoot.site.") and module_has_submodule(import_module(room), "urls")
]
