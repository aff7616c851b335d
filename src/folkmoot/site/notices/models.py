"""Letters and their way out. What a letter says lies in a box; times are POSIX seconds."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.site.members.models import Person


def new_letter_id() -> str:
    """96 random bits."""
    return secrets.token_hex(12)


class LetterQuery(models.QuerySet["Letter"]):
    def due(self, at: int) -> "LetterQuery":
        """What the postman may take now: waiting, and not before its time."""
        return self.filter(state=Letter.State.WAITING, next_at__lte=at)

    def to_print(self) -> "LetterQuery":
        """What waits for a clerk to print and post it."""
        return self.filter(way=Letter.Way.PRINT, state=Letter.State.WAITING)


class Letter(models.Model):
    """One letter. `box` holds subject and text, under the person's key, or the site's for a mere address.

    `once` makes a second letter for the same occasion impossible. `entry` is the act that it speaks of.
    `address_box` is filled only where there is no person yet (a code for somebody who has not joined).
    """

    class Way(models.TextChoices):
        MAIL = "mail", _("by e-mail")
        PRINT = "print", _("on paper")
        OUTBOX = "outbox", _("on the outbox page")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given up", _("given up")

    id = models.CharField(primary_key=True, max_length=24, default=new_letter_id)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="letters")
    address_box = models.BinaryField(default=bytes)
    occasion = models.CharField(max_length=60)
    once = models.CharField(max_length=200, null=True, unique=True)
    box = models.BinaryField()
    entry = models.BigIntegerField(null=True)
    made_at = models.BigIntegerField()
    way = models.CharField(max_length=8, choices=Way.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.BigIntegerField()
    done_at = models.BigIntegerField(null=True)
    read_at = models.BigIntegerField(null=True)

    objects = LetterQuery.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (
            models.Index(fields=("person", "-made_at"), name="letters_of_person"),
            models.Index(fields=("state", "next_at"), name="letters_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, address_box=b"")
                | Q(person__isnull=True) & ~Q(address_box=b""),
                name="a_person_or_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", done_at__isnull=True)
                | ~Q(state="waiting") & Q(done_at__isnull=False),
                name="done_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.occasion} {self.id}"
