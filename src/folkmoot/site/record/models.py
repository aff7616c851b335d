"""Rows of the record: entries and their papers, signed checkpoints, and sealed personal payloads."""

from django.db import models


class Entry(models.Model):
    """One act in the record. `leaf` is the entry itself; the other columns repeat it, for looking up.

    `branch` is where the proceeding lies. Triggers refuse every change and removal. Indexes stand only where
    pages of one proceeding or one person need them: each costs every act a page on disk.
    """

    index = models.BigIntegerField(primary_key=True)
    time = models.BigIntegerField()
    act = models.CharField(max_length=60)
    rule = models.CharField(max_length=20)
    on = models.CharField(max_length=200, db_index=True)
    by_role = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40, db_index=True)
    branch = models.CharField(max_length=60)
    leaf = models.BinaryField()

    class Meta:
        ordering = ["index"]
        constraints = [
            models.CheckConstraint(condition=models.Q(index__gte=0, time__gte=0), name="entry_counts_up")
        ]

    def __str__(self) -> str:
        return f"{self.index}: {self.act} on {self.on}"


class Paper(models.Model):
    """A longer thing that entries name by digest. `entry` is the index of the first that does."""

    digest = models.CharField(max_length=64, primary_key=True)
    entry = models.BigIntegerField(db_index=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class Checkpoint(models.Model):
    """A checkpoint that this site has signed at POSIX second `at`; `note` with the cosignatures it got."""

    at = models.BigIntegerField()
    size = models.BigIntegerField(db_index=True)
    root = models.CharField(max_length=64)
    note = models.BinaryField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.size} acts"


class Sealed(models.Model):
    """What a seal in an entry commits to: salt and payload in a box that only the person's key opens."""

    seal = models.CharField(max_length=64, primary_key=True)
    person_ref = models.CharField(max_length=64, db_index=True)
    box = models.BinaryField()

    def __str__(self) -> str:
        return self.seal
