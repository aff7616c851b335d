"""People as they may be erased, the tree of branches, offices, and the ways to sign in.

All times are POSIX seconds. Rows about membership, branches and offices follow the record and never lead it.
"""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.procedure.dispute import family
from folkmoot.site.members import boxes
from folkmoot.tlog.leaf import code_name


def new_person_id() -> str:
    """128 random bits: it tells nothing about when or where somebody joined."""
    return secrets.token_hex(16)


class Branch(models.Model):
    """A branch in the tree; the root has no parent."""

    id = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


class PersonQuery(models.QuerySet["Person"]):
    def members(self) -> "PersonQuery":
        """Those who belong to the organisation now."""
        return self.filter(joined_at__isnull=False, left_at__isnull=True)

    def in_branches(self, branches: "list[str] | tuple[str, ...]") -> "PersonQuery":
        """Those who belong directly to one of these branches now."""
        return self.members().filter(branch_id__in=branches)

    def keys(self) -> tuple[bytes, ...]:
        """Their keys, and nothing else of them: a round of the site looks at those of all members."""
        return tuple(open_key(*found) for found in self.order_by("id").values_list("pk", "key_box"))


def open_key(person: str, box: bytes | memoryview) -> bytes:
    """The key of the person with this id. Raises `boxes.Destroyed` once the person has been erased."""
    return boxes.look_into(box, f"person/{person}/key")


class Person(models.Model):
    """Somebody who is or was a member, or never was and has asked for a review (`joined_at` is nothing then).

    `key_box`: 32 random bytes from which all code names follow, under the site's key; empty once erased.
    `email_box` and `email_index`: the address, encrypted, and its blind index; empty for members on paper.
    `membership`: the code name of the current or last membership; empty once erased.
    """

    class Shows(models.TextChoices):
        MEMBERS = "members", _("All members")
        BRANCH = "branch", _("Members of my own branch")
        NOBODY = "nobody", _("Nobody")

    id = models.CharField(primary_key=True, max_length=32, default=new_person_id)
    shown_name = models.CharField(max_length=60, blank=True)
    shows = models.CharField(max_length=8, choices=Shows.choices, default=Shows.BRANCH)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="people")
    membership = models.CharField(max_length=16, blank=True)
    key_box = models.BinaryField()
    email_box = models.BinaryField(default=bytes)
    email_index = models.CharField(max_length=64, null=True, unique=True)
    on_paper = models.BooleanField(default=False)
    joined_at = models.BigIntegerField(null=True)
    left_at = models.BigIntegerField(null=True)
    erased_at = models.BigIntegerField(null=True)

    objects = PersonQuery.as_manager()

    class Meta:
        ordering = ("shown_name", "id")
        indexes = (models.Index(fields=("branch", "left_at"), name="person_of_branch"),)
        constraints = (
            models.UniqueConstraint(
                fields=("membership",), condition=~Q(membership=""), name="one_membership"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(joined_at__isnull=False), name="who_left_had_joined"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="leaving_follows_joining",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(shown_name="", membership="", email_index__isnull=True)
                & (Q(left_at__isnull=False) | Q(joined_at__isnull=True)),
                name="erased_means_nothing_is_kept",
            ),
        )

    def __str__(self) -> str:
        return self.id

    @property
    def key(self) -> bytes:
        """The person's key, 32 bytes. Raises `boxes.Destroyed` once the person has been erased."""
        return open_key(self.pk, self.key_box)

    @property
    def email(self) -> str:
        """The address, or an empty string for a member on paper."""
        return boxes.look_into(self.email_box, f"person/{self.pk}/email").decode() if self.email_box else ""

    def code(self, proceeding: str) -> str:
        """This person's code name in one proceeding (`motion/14`), or in a case and all its parts."""
        return code_name(self.key, family(proceeding))

    @property
    def is_member(self) -> bool:
        return self.joined_at is not None and self.left_at is None

    def is_shown_to(self, viewer: "Person | None") -> bool:
        """Whether `viewer` may see this person's chosen name in a list of members."""
        if viewer is None or not viewer.is_member:
            return False
        if self.pk == viewer.pk or self.shows == self.Shows.MEMBERS:
            return True
        return self.shows == self.Shows.BRANCH and self.branch_id == viewer.branch_id


class Restriction(models.Model):
    """A case in which rights of this person are or were touched; whether they are now, the record says.

    It joins a person to a case, as nothing else outside the case does: rolls need it, and no page shows it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="restrictions")
    on = models.CharField(max_length=80)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("person", "on"), name="one_restriction_a_case"),)

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class OfficeQuery(models.QuerySet["Office"]):
    def in_office(self, at: int) -> "OfficeQuery":
        """Holdings that run at second `at`: begun, not resigned, vacated or recalled, the term not over."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=at),
            Q(resigned_at__isnull=True) | Q(resigned_at__gt=at),
            since__lte=at,
        )


class Office(models.Model):
    """An office held by a member for a term: `until` is its last second, or nothing where it has no term."""

    holding = models.CharField(primary_key=True, max_length=160)
    office = models.CharField(max_length=60)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="offices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    code = models.CharField(max_length=16, unique=True)
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)
    resigned_at = models.BigIntegerField(null=True)
    entry = models.BigIntegerField()

    objects = OfficeQuery.as_manager()

    class Meta:
        ordering = ("branch", "office", "-since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_term_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(resigned_at__isnull=True) | Q(resigned_at__gte=F("since")),
                name="resigned_after_appointed",
            ),
        )

    def __str__(self) -> str:
        return self.holding

    def as_clerk(self, *, by_passkey: bool = True) -> dict[str, object]:
        """What an entry says of the clerk who entered it from paper, and that the clerk was there by passkey.

        A clerk's desk opens by passkey only (`presence`, `gate`); elsewhere say so truly.
        """
        return {"clerk": self.code, "passkey": True} if by_passkey else {"clerk": self.code}

    def runs_at(self, at: int) -> bool:
        """Whether the office is held at second `at`."""
        return (
            self.since <= at
            and (self.until is None or at <= self.until)
            and (self.resigned_at is None or at < self.resigned_at)
        )


class Passkey(models.Model):
    """A passkey of a person: what the authenticator said when it was made, and its counter."""

    credential = models.BinaryField()
    credential_index = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    counter = models.BigIntegerField(default=0)
    made_at = models.BigIntegerField()
    used_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return self.name


class SignInCode(models.Model):
    """A code of six digits, and a link, that prove control of one address. Nothing here is readable.

    `address_index` is the blind index of the address, `address_box` the address under the site's key;
    `digest`, `nonce_digest` and `link_digest` are HMACs. The row is deleted once it has run out.
    """

    address_index = models.CharField(max_length=64, db_index=True)
    address_box = models.BinaryField()
    digest = models.CharField(max_length=64)
    nonce_digest = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64, unique=True)
    made_at = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"code {self.pk}"


class Tries(models.Model):
    """How often something was tried in a window of time: by address index or at all, never by IP."""

    what = models.CharField(max_length=20)
    whose = models.CharField(max_length=64, blank=True)
    window = models.BigIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-window", "what")
        constraints = (
            models.UniqueConstraint(fields=("what", "whose", "window"), name="one_count_a_window"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.window}"
