"""Speeches, deeds, mutes and drafts. Words lie in boxes that only their writer's key opens: an erasure
destroys them.

Times are POSIX seconds. `on` names the proceeding as the record does: `motion/14`, `change/3`.
"""

import json
import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q

from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.members.models import Person
from folkmoot.site.record.keys import BadBox, close_box, derive, open_box


def new_draft_id() -> str:
    """96 random bits."""
    return secrets.token_hex(12)


class Deed(models.Model):
    """Who stands behind an entry of the record: for members to read, and gone when the person is erased.

    The entry itself shows a code name, which nobody can join to any other.
    """

    entry = models.BigIntegerField(primary_key=True)
    on = models.CharField(max_length=200, db_index=True)
    act = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="deeds")

    class Meta:
        ordering = ("entry",)

    def __str__(self) -> str:
        return f"{self.entry}: {self.act}"


class Speech(models.Model):
    """One speech: the entry that seals it, what it answers, and its words as HTML in the speaker's box.

    `clause` is the clause of a text that it is about; empty where it is about the whole.
    """

    entry = models.BigIntegerField(primary_key=True)
    on = models.CharField(max_length=200)
    clause = models.CharField(max_length=64, blank=True)
    reply_to = models.BigIntegerField(null=True)
    at = models.BigIntegerField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="speeches")
    box = models.BinaryField()

    class Meta:
        ordering = ("entry",)
        indexes = (models.Index(fields=("on", "clause", "entry"), name="speeches_in_order"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True) | Q(reply_to__lt=F("entry")), name="an_answer_comes_later"
            ),
        )

    def __str__(self) -> str:
        return f"speech {self.entry} on {self.on}"

    @property
    def html(self) -> str:
        """The words as safe HTML, or nothing where they have been destroyed."""
        if self.person is None:
            return ""
        try:
            return open_box(
                derive(self.person.key, "speeches"), bytes(self.box), f"speech/{self.entry}"
            ).decode()
        except (Destroyed, BadBox):
            return ""

    @staticmethod
    def close(person: Person, entry: int, html: str) -> bytes:
        """The box for the words of the speech at `entry`."""
        return close_box(derive(person.key, "speeches"), html.encode(), f"speech/{entry}")


class Mute(models.Model):
    """Whom a mute concerns (`mute/3`); whether it runs, and until when, the record says. No page shows it but
    to the person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mutes")
    on = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.on


class Draft(models.Model):
    """What somebody is writing. Nobody else can read it, and it stays until it is sent or thrown away.

    `kind` is `motion`, `change` or `speech`; `place` is where a speech would stand (`motion/14`, or
    `motion/14/212` where it answers entry 212, `plan/1/clauses/x` for a clause), else empty.
    """

    id = models.CharField(primary_key=True, max_length=24, default=new_draft_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10)
    place = models.CharField(max_length=220, blank=True)
    box = models.BinaryField()
    kept_at = models.BigIntegerField()

    class Meta:
        ordering = ("-kept_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "place"), condition=~Q(place=""), name="one_draft_for_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"draft {self.id}"

    @property
    def fields(self) -> dict[str, Any]:
        """What was typed, by the name of each field; empty where it has been destroyed."""
        try:
            found = json.loads(
                open_box(derive(self.person.key, "drafts"), bytes(self.box), f"draft/{self.id}")
            )
        except (Destroyed, BadBox):
            return {}
        return dict(found)

    def fill(self, fields: dict[str, Any]) -> None:
        """Put what was typed in the box."""
        content = json.dumps(fields).encode()
        self.box = close_box(derive(self.person.key, "drafts"), content, f"draft/{self.id}")
