"""Motions and their options as pages show them; where a motion stands is read from the record, never from
here."""

from django.db import models
from django.db.models import Q

from folkmoot.site.members.models import Branch, Person


class Motion(models.Model):
    """A motion: its words as they stand now, and whom it would appoint, for members to read."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution"
        APPOINT = "appoint"
        BRANCH = "branch"

    number = models.BigIntegerField(primary_key=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="motions")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.RESOLUTION)
    title = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    nominee = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="nominations")
    entry = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(nominee__isnull=True) | Q(kind="appoint"), name="a_nominee_is_for_an_office"
            ),
        )

    def __str__(self) -> str:
        return self.on

    @property
    def on(self) -> str:
        """As the record calls it: `motion/14`."""
        return f"motion/{self.number}"


class Option(models.Model):
    """A rival text on the same ballot paper; option 1 is the motion itself and has no row."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="options")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    entry = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("motion", "number")
        constraints = (
            models.UniqueConstraint(fields=("motion", "number"), name="options_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=2), name="the_motion_is_option_one"),
        )

    def __str__(self) -> str:
        return f"option {self.number} of motion {self.motion_id}"
