"""Ballots. An open vote stands in the record; a secret one on slips that nothing joins to who voted.

Times are POSIX seconds.
"""

import secrets

from django.db import models
from django.db.models import F, Q

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def new_receipt() -> str:
    """Sixteen random letters in fours, 79 bits: `k7qf-3m2p-x8wd-ab5n`."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def new_mark_id() -> str:
    """96 random bits."""
    return secrets.token_hex(12)


class Ballot(models.Model):
    """A ballot on a proceeding, from the entry that put the question; `declared` is the entry with the
    result.

    `options` are the titles on the paper, the default option left out, where the papers beside the record do
    not begin with a title: for members to read.
    """

    number = models.BigIntegerField(primary_key=True)
    on = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=200)
    options = models.JSONField(default=list)
    branch = models.CharField(max_length=60)
    manner = models.CharField(max_length=20)
    method = models.CharField(max_length=60)
    opened_at = models.BigIntegerField()
    closes_at = models.BigIntegerField()
    entry = models.BigIntegerField(unique=True)
    declared = models.BigIntegerField(null=True, unique=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(manner__in=("open vote", "secret ballot")), name="open_or_secret"
            ),
            models.CheckConstraint(condition=Q(closes_at__gte=F("opened_at")), name="a_ballot_runs_forward"),
            models.CheckConstraint(
                condition=Q(declared__isnull=True) | Q(declared__gt=F("entry")),
                name="declared_after_it_was_put",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As the record calls it: `ballot/3`."""
        return f"ballot/{self.number}"

    @property
    def is_secret(self) -> bool:
        return self.manner == "secret ballot"


class SecretBallot(models.Model):
    """One slip of a secret ballot: a receipt, and the choice once somebody has cast it (`for`, or `1,2,0`).

    As many slips as voters are made when the ballot opens, and each voter is handed one at random, so that
    neither the order of rows nor a count of them tells anything. There is no time on it, and nobody's name.
    In an election a voter may have a cast slip made `void` and cast another: the choice on a slip is never
    edited.
    """

    receipt = models.CharField(primary_key=True, max_length=19, default=new_receipt)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="slips")
    choice = models.CharField(max_length=400, blank=True)
    void = models.BooleanField(default=False)

    class Meta:
        ordering = ("receipt",)

    def __str__(self) -> str:
        return self.receipt


class VoterMark(models.Model):
    """A code name on the roll of a secret ballot, ticked off once its holder has voted."""

    id = models.CharField(primary_key=True, max_length=24, default=new_mark_id)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="marks")
    code = models.CharField(max_length=16)
    voted = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("ballot", "code"), name="marked_once"),)

    def __str__(self) -> str:
        return self.code
