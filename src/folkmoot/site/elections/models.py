"""Elections and recalls, for pages; where anything stands is read from the record, never from here.

Times are POSIX seconds. Slips and marks of secret ballots lie in the room below (`voting.models`); nothing
here points to a slip, and nothing that points to a person says how anybody voted.
"""

from django.db import models
from django.db.models import Q

from folkmoot.site.members.models import Branch, Person
from folkmoot.site.voting.models import Ballot


class Election(models.Model):
    """An election: of whom, where, from which entry. `ballot` once it has been opened.

    `options` are the titles of the motions that are ranked, in the order of the paper; `follows` is the
    number of the election from whose ballots a vacancy is filled.
    """

    class Kind(models.TextChoices):
        OFFICE = "office"
        PRIORITY = "priority"
        COUNTBACK = "countback"

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="elections")
    office = models.CharField(max_length=60, blank=True)
    seats = models.PositiveIntegerField()
    options = models.JSONField(default=list)
    follows = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(unique=True)
    ballot = models.OneToOneField(Ballot, models.PROTECT, null=True, related_name="election")
    declared = models.BigIntegerField(null=True, unique=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(condition=Q(seats__gte=1), name="an_election_fills_places"),
            models.CheckConstraint(
                condition=~Q(office="") | Q(kind="priority"), name="an_office_is_elected_or_motions_ranked"
            ),
        )

    def __str__(self) -> str:
        return self.on

    @property
    def on(self) -> str:
        """As the record calls it: `election/3`."""
        return f"election/{self.number}"

    @property
    def named_in(self) -> str:
        """The election whose code names are used: a vacancy is filled among those of the earlier one."""
        return f"election/{self.follows}" if self.follows else self.on

    @property
    def url(self) -> str:
        return f"/elections/{self.number}/"


class Candidacy(models.Model):
    """Who stands under a code name of an election's roll; the person goes when erased.

    `in_public`: whether everybody may read the name; members may, once somebody has consented. `html` is the
    election address, which stands in the record as a paper.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidacies")
    code = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="candidacies")
    in_public = models.BooleanField(default=False)
    html = models.TextField(blank=True)

    class Meta:
        ordering = ("election", "code")
        constraints = (models.UniqueConstraint(fields=("election", "code"), name="stands_once"),)

    def __str__(self) -> str:
        return self.code


class Batch(models.Model):
    """Paper ballots in a batch, to be entered by two clerks apart; `entry` once both were found equal."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    entry = models.BigIntegerField(null=True, unique=True)

    class Meta:
        ordering = ("election", "number")
        constraints = (models.UniqueConstraint(fields=("election", "number"), name="batches_are_numbered"),)

    def __str__(self) -> str:
        return f"batch {self.number} of election {self.election_id}"


class Reading(models.Model):
    """What one clerk read on the papers of a batch: a line a paper, in the order of the batch.

    `clerk` is the code name of the clerk's office. `finished` shows it to be compared; before that nobody
    else sees it. It goes with the declaration.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="readings")
    clerk = models.CharField(max_length=16)
    lines = models.TextField()
    finished = models.BooleanField(default=False)

    class Meta:
        ordering = ("batch", "clerk")
        constraints = (models.UniqueConstraint(fields=("batch", "clerk"), name="each_clerk_reads_once"),)

    def __str__(self) -> str:
        return f"reading of {self.batch_id} by {self.clerk}"


class Box(models.Model):
    """All ballots of a declared election with their salt, under the site's key: for a recount, then gone."""

    election = models.OneToOneField(Election, models.CASCADE, primary_key=True, related_name="box")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"box of election {self.election_id}"


class Recall(models.Model):
    """The recall of an officer: which holding, the reasons, the officer's reply."""

    number = models.BigIntegerField(primary_key=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="recalls")
    holding = models.CharField(max_length=160)
    office = models.CharField(max_length=60)
    reasons = models.TextField()
    reply = models.TextField(blank=True)
    entry = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.on

    @property
    def on(self) -> str:
        """As the record calls it: `recall/1`."""
        return f"recall/{self.number}"

    @property
    def url(self) -> str:
        return f"/elections/recalls/{self.number}/"
