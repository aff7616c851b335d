"""Keys for each person and case, what lies under them, to whom it was served, and what must not be erased.

All times are POSIX seconds. `on` is the family of a proceeding: the first two parts of its name, `case/7`.
"""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.site.members.models import Person

PART = 1_000_000
"""Bytes of content in one box; the last holds what is left."""


def new_item_id() -> str:
    """128 random bits: an address that cannot be guessed, though guessing it would open nothing."""
    return secrets.token_hex(16)


def family(on: str) -> str:
    """The first two parts of the name of a proceeding: `case/7` for `case/7/charge/2`. Raises ValueError."""
    parts = on.split("/")
    if len(parts) < 2 or not parts[0] or not parts[1]:
        raise ValueError(f"{on!r} names no proceeding")
    return "/".join(parts[:2])


class CaseKey(models.Model):
    """The key of one person in one case: 32 random bytes, wrapped under a key that lies outside the database.

    An erased key leaves this row without its box, so that nobody makes a second one in its place.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="case_keys")
    on = models.CharField(max_length=60)
    generation = models.PositiveIntegerField(null=True, db_index=True)
    box = models.BinaryField()
    erased_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("person", "on"), name="one_key_for_person_and_case"),
            models.CheckConstraint(condition=Q(on__contains="/"), name="a_key_is_for_a_case"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, generation__isnull=False, generation__gte=1) & ~Q(box=b"")
                | Q(erased_at__isnull=False, generation__isnull=True, box=b""),
                name="a_key_or_its_erasure",
            ),
        )

    def __str__(self) -> str:
        return f"key {self.pk} for {self.on}"


class HoldQuery(models.QuerySet["Hold"]):
    def standing(self, at: int) -> "HoldQuery":
        """Holds that bind at second `at`: neither run out nor lifted."""
        return self.filter(Q(lifted_at__isnull=True) | Q(lifted_at__gt=at), since__lte=at, until__gte=at)


class Hold(models.Model):
    """Nothing that `person` has written or been served in a case is erased until `until`, its last second."""

    class Reason(models.TextChoices):
        DEFENCE = "defence", _("the person's own defence")
        CLAIM = "claim", _("a legal claim")

    person = models.ForeignKey(Person, models.CASCADE, related_name="holds")
    on = models.CharField(max_length=60)
    reason = models.CharField(max_length=8, choices=Reason.choices)
    since = models.BigIntegerField()
    until = models.BigIntegerField()
    lifted_at = models.BigIntegerField(null=True)

    objects = HoldQuery.as_manager()

    class Meta:
        ordering = ("until", "id")
        indexes = (models.Index(fields=("on", "until"), name="holds_of_case"),)
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="a_hold_runs_forward"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("since")),
                name="lifted_after_it_began",
            ),
            models.CheckConstraint(condition=Q(reason__in=("defence", "claim")), name="a_hold_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"hold {self.pk} on {self.on}"


class Item(models.Model):
    """One thing handed in or written: what it is in the clear, what it says in boxes under its owner's key.

    `seal` commits to the content, bit for bit; `entry` is the act of the record that carries the seal. `box`
    holds title, file name, role, salt and digest. A destroyed item keeps its seal, which binds nothing.
    """

    class Kind(models.TextChoices):
        CHARGE = "charge", _("charge")
        STATEMENT = "statement", _("statement")
        EVIDENCE = "evidence", _("evidence")
        REPLY = "reply", _("reply")
        REASONS = "reasons", _("reasons")
        DECISION = "decision", _("decision")
        NOTE = "note", _("note")
        LETTER = "letter", _("letter")
        REPRESENTATION = "representation", _("representation")

    class Media(models.TextChoices):
        TEXT = "text/plain", _("text")
        PDF = "application/pdf", _("PDF document")
        PNG = "image/png", _("PNG picture")
        JPEG = "image/jpeg", _("JPEG picture")
        GIF = "image/gif", _("GIF picture")
        WEBP = "image/webp", _("WebP picture")
        MAIL = "message/rfc822", _("e-mail")

    id = models.CharField(primary_key=True, max_length=32, default=new_item_id)
    on = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="items")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    media_type = models.CharField(max_length=20, choices=Media.choices)
    size = models.BigIntegerField()
    made_at = models.BigIntegerField()
    seal = models.CharField(max_length=64, unique=True)
    entry = models.BigIntegerField(null=True)
    box = models.BinaryField()
    destroyed_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("on", "made_at"), name="items_of_case"),)
        constraints = (
            models.CheckConstraint(condition=Q(size__gte=1, made_at__gte=0), name="an_item_holds_something"),
            models.CheckConstraint(condition=Q(on__contains="/"), name="an_item_lies_in_a_case"),
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(entry__gte=0), name="sealed_by_an_entry"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("charge", "statement", "evidence", "reply", "reasons"))
                | Q(kind__in=("decision", "note", "letter", "representation")),
                name="an_item_is_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(media_type__in=("text/plain", "application/pdf", "message/rfc822"))
                | Q(media_type__in=("image/png", "image/jpeg", "image/gif", "image/webp")),
                name="an_item_can_be_shown",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True, person__isnull=False) & ~Q(box=b"")
                | Q(destroyed_at__isnull=False, box=b""),
                name="an_item_or_its_destruction",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Part(models.Model):
    """`PART` bytes of an item's content in a box that opens at this number of this item only."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    box = models.BinaryField()

    class Meta:
        ordering = ("item", "number")
        constraints = (
            models.UniqueConstraint(fields=("item", "number"), name="one_part_a_number"),
            models.CheckConstraint(condition=~Q(box=b""), name="a_part_holds_something"),
        )

    def __str__(self) -> str:
        return f"part {self.number} of {self.item_id}"


class Share(models.Model):
    """An item was served to somebody, who may read it `since` then, by act `entry`; `until` ends it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="shares")
    person = models.ForeignKey(Person, models.CASCADE, related_name="shares")
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "person"), condition=Q(until__isnull=True), name="served_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_share_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(entry__gte=0), name="served_by_an_entry"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} for a reader"
