"""The room as Django knows it."""

from django.apps import AppConfig


class Members(AppConfig):
    name = "folkmoot.site.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"
