"""Proposed changes of the rulebook as pages show them; the texts of rulebooks are papers of the record."""

from django.db import models


class Change(models.Model):
    """A proposed change: what it is called, and why."""

    number = models.BigIntegerField(primary_key=True)
    title = models.CharField(max_length=200)
    reasons = models.TextField()
    html = models.TextField()
    entry = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.on

    @property
    def on(self) -> str:
        """As the record calls it: `change/3`."""
        return f"change/{self.number}"
