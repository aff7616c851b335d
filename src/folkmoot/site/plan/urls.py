"""Addresses of the Plan: its texts, amendments, drafts, order of taking, and files."""

from django.urls import URLPattern

app_name = "plan"

READING: list[URLPattern] = []
"""The text, its clauses, amendments as they are read, comparison, history, files."""

MEETING: list[URLPattern] = []
"""The order of taking, and what is before the meeting."""

AMENDING: list[URLPattern] = []
"""Drafts of amendments, written alone or with others."""

DOING: list[URLPattern] = []
"""Short acts on an amendment: second, withdraw, accept, ask for a vote, sign."""

DRAFTING: list[URLPattern] = []
"""The drafting group: a new text, its drafts, a new revision."""

urlpatterns = [*DRAFTING, *AMENDING, *DOING, *MEETING, *READING]
