"""Texts, amendments, and what members are writing; where anything stands is read from the record, never from
here.

Times are POSIX seconds. The words of a revision and the edits of an amendment are papers of the record.
"""

import json
import secrets
import zlib
from typing import Any

from django.db import models
from django.db.models import F, Q

from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.members.models import Branch, Person
from folkmoot.site.record.keys import BadBox, close_box, derive, open_box


def new_id() -> str:
    """96 random bits."""
    return secrets.token_hex(12)


class Plan(models.Model):
    """A text that is open for amendment, or was: its title as it stands now, and whose text it is."""

    class Kind(models.TextChoices):
        TEXT = "text"
        RULEBOOK = "rulebook"

    number = models.BigIntegerField(primary_key=True)
    title = models.CharField(max_length=200)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    entry = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.on

    @property
    def on(self) -> str:
        """As the record calls it: `plan/1`."""
        return f"plan/{self.number}"

    @property
    def url(self) -> str:
        return f"/plans/{self.number}/"


class Amendment(models.Model):
    """An amendment to a text, for members to read.

    `number` is the one under which it was tabled, `branch` where it comes from, `amends` the number of the
    amendment whose words it amends (0: the text itself). `summary` is what it does, a row for each
    instruction (`instructions.py`), so that a list of thousands needs no look at the papers.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="amendments")
    amends = models.PositiveIntegerField(default=0)
    reasons = models.TextField()
    html = models.TextField()
    summary = models.JSONField(default=list)
    entry = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="amendments_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="amendments_count_from_one"),
            models.CheckConstraint(condition=Q(amends__lt=F("number")), name="amends_an_earlier_one"),
        )

    def __str__(self) -> str:
        return self.on

    @property
    def on(self) -> str:
        """As the record calls it: `plan/1/amendment/7`."""
        return f"plan/{self.plan_id}/amendment/{self.number}"

    @property
    def url(self) -> str:
        return f"/plans/{self.plan_id}/amendments/{self.number}/"


class Draft(models.Model):
    """What one member is writing, alone or with others; `plan` is empty while the text is not published.

    Only those who write it can read it. `head` is the number of its latest version. `invitation` is a secret:
    a member who comes by a link with it may write too; empty where there is no such link.
    """

    class Kind(models.TextChoices):
        AMENDMENT = "amendment"
        TEXT = "text"

    id = models.CharField(primary_key=True, max_length=24, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="plan_drafts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="drafts")
    head = models.PositiveIntegerField(default=0)
    kept_at = models.BigIntegerField()
    invitation = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ("-kept_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(kind="text"), name="an_amendment_has_a_text"
            ),
            models.UniqueConstraint(
                fields=("invitation",), condition=~Q(invitation=""), name="an_invitation_is_one_draft"
            ),
        )

    def __str__(self) -> str:
        return f"draft {self.id}"


class Writer(models.Model):
    """Somebody who writes in the draft of another."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="writers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="shared_drafts")
    since = models.BigIntegerField()

    class Meta:
        ordering = ("since", "id")
        constraints = (models.UniqueConstraint(fields=("draft", "person"), name="one_writer_a_draft"),)

    def __str__(self) -> str:
        return f"writer in draft {self.draft_id}"


class Version(models.Model):
    """A draft as it was kept once, in a box that the key of the draft's owner opens.

    `person` is who wrote it; `asked` whether they pressed the button, or it was kept as they typed.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="draft_versions")
    at = models.BigIntegerField()
    asked = models.BooleanField(default=False)
    box = models.BinaryField()

    class Meta:
        ordering = ("draft", "-number")
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="versions_are_numbered"),)

    def __str__(self) -> str:
        return f"version {self.number} of draft {self.draft_id}"

    def fill(self, owner: Person, fields: dict[str, Any]) -> None:
        """Put what was written in the box."""
        content = zlib.compress(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())
        self.box = close_box(derive(owner.key, "drafts"), content, self._place)

    def opened(self, owner: Person) -> dict[str, Any] | None:
        """What was written, or None where it has been destroyed."""
        try:
            content = open_box(derive(owner.key, "drafts"), bytes(self.box), self._place)
        except (Destroyed, BadBox):
            return None
        return dict(json.loads(zlib.decompress(content)))

    @property
    def _place(self) -> str:
        return f"plan-draft/{self.draft_id}/{self.number}"
