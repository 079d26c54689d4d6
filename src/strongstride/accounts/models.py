"""Accounts and athletes. A user logs in; an athlete trains; every athlete belongs to one user."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from strongstride.accounts.profile import Profile, read_profile, write_profile
from strongstride.accounts.scopes import Scope, read_scopes
from strongstride.web import clock
from strongstride.web.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with a usable password, or none when `password` is None."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator of this server."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address, whatever its case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who logs in with an e-mail address and a password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254, unique=True)  # lower case
    name = models.CharField(max_length=80, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the address in lower case: one mailbox, one account."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class Athlete(models.Model):
    """The one who trains: a profile, and a count of everything that can change the plan.

    `inputs_version` grows with every write that can change the plan; the stored programme is valid
    while it was made for the same number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="athlete")
    document = models.TextField()  # a Profile as JSON
    inputs_version = models.PositiveBigIntegerField(default=0)
    set_up_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True, blank=True
    )

    def __str__(self) -> str:
        return f"athlete {self.pk}"

    @property
    def profile(self) -> Profile:
        """The profile, decoded once for each text of it."""
        known: tuple[str, Profile] | None = self.__dict__.get("_profile")
        if known is None or known[0] != self.document:
            known = (self.document, read_profile(self.document))
            self.__dict__["_profile"] = known
        return known[1]

    @profile.setter
    def profile(self, profile: Profile) -> None:
        self.document = write_profile(profile)

    def local_today(self) -> date:
        """Today's date on the athlete's wrist."""
        return clock.local_today(self.profile.athlete.time_zone)


class Invite(models.Model):
    """A link that lets one person register where registration is by invite."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invites")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret in the link
    note = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invited_through"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.note or str(self.pk)


class ApiToken(models.Model):
    """A key to the API for one athlete; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token
    scopes = models.CharField(max_length=200)  # words apart by blanks, see `accounts.scopes`
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def meanings(self) -> list[str]:
        """What it may do, in plain words."""
        return [scope.meaning for scope in Scope if scope in read_scopes(self.scopes)]
