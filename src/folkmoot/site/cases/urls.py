"""Addresses of cases. Each file of views brings its own list."""

from django.urls import URLPattern

app_name = "cases"
urlpatterns: list[URLPattern] = []
