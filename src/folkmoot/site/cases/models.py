"""Who has which part in which case, and what the worklist needs to be quick. Where a case stands, and what
anybody may do in it, is read from the record, never from here. Times are POSIX seconds.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.site.members.models import Person


class Docket(models.Model):
    """The head of a family as lists show it: a case, a review, a class, or the moderation of a comment.

    `state` and `next_at` (when time alone changes something next) follow the record, and are brought up to
    date by each act and by each round; `over` says that nothing more can happen.
    """

    class Kind(models.TextChoices):
        CASE = "case", _("case")
        REVIEW = "review", _("review")
        CLASS = "class", _("class of reviews")
        COMMENT = "comment", _("comment")

    on = models.CharField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.BigIntegerField()
    entry = models.BigIntegerField(unique=True)
    opened_at = models.BigIntegerField()
    state = models.CharField(max_length=40)
    next_at = models.BigIntegerField(null=True)
    over = models.BooleanField(default=False)

    class Meta:
        ordering = ("-opened_at", "on")
        indexes = (models.Index(fields=("over", "kind", "next_at"), name="docket_by_what_lapses"),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="one_docket_a_number"),
            models.CheckConstraint(
                condition=Q(kind__in=("case", "review", "class", "comment")), name="a_docket_is_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return self.on

    @property
    def url(self) -> str:
        """The page of the case."""
        return f"/cases/{self.on}/"


class Seat(models.Model):
    """Somebody's part in a case: the one place that joins a person to it. Seen by those in the case alone.

    `role` is the role that the record gives to the code name; `until` ends the part.
    """

    docket = models.ForeignKey(Docket, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="seats")
    role = models.CharField(max_length=40)
    on = models.CharField(max_length=80)
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("since", "id")
        indexes = (models.Index(fields=("person", "until"), name="seats_of_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=("docket", "person", "role", "on"),
                condition=Q(until__isnull=True),
                name="one_seat_a_role",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="a_seat_runs_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} in {self.docket_id}"


class Volunteer(models.Model):
    """A member who has said that they will come along as a companion when somebody asks; shown to members."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="volunteers")
    since = models.BigIntegerField()

    class Meta:
        ordering = ("since", "person")

    def __str__(self) -> str:
        return f"volunteer {self.pk}"
