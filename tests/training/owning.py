"""Somebody who owns a row of everything."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.test import Client

from strongstride.accounts.models import User
from strongstride.giving.models import Donor, Receipt
from strongstride.giving.receipts.actions import issue
from strongstride.runs.folders import original_path, upload_folder
from strongstride.runs.models import Import, Original
from strongstride.training.own_data.owned import owned_models
from tests.giving.making import make_donation

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def own_everything(user: User) -> None:
    """At least one row in every model that belongs to users, and files on disk."""
    client = Client()
    client.force_login(user)
    user.groups.add(Group.objects.get_or_create(name="runners")[0])
    user.user_permissions.add(Permission.objects.order_by("pk")[0])
    EmailAddress.objects.get_or_create(user=user, email=user.email)
    for owned in owned_models():
        if not owned.of(user).exists():
            _make(owned.model, user)
    _put_files(user)


def _make(model: type[models.Model], user: User) -> models.Model:
    """A row of any model, filled by the kinds of its fields."""
    if model is Receipt:  # of which the database takes none but the next
        donor = Donor.objects.filter(athlete__user=user)[0]
        return issue(make_donation(donor=donor), AT)
    row = model()
    for field in model._meta.concrete_fields:
        if field.primary_key and not isinstance(field, models.OneToOneField):
            continue
        setattr(row, field.attname, _value(field, user))
    row.save(force_insert=True)
    return row


def _value(field: Any, user: User) -> Any:
    if isinstance(field, models.ForeignKey) and field.related_model is not field.model:
        return _owned_key(field, user)
    if field.null:
        return None
    if field.has_default() or field.blank:
        return field.get_default()
    made: dict[type, Any] = {
        models.UUIDField: uuid4(),
        models.DateTimeField: AT,
        models.DateField: date(2026, 11, 22),
        models.BooleanField: True,
        models.BinaryField: b"\x00\xff",
        models.JSONField: {},
        models.FloatField: 1.5,
    }
    for kind, value in made.items():
        if isinstance(field, kind):
            return value
    if isinstance(field, models.IntegerField):
        return 7
    if field.choices:
        return field.choices[0][0]
    made_up = f"o-{uuid4().hex[:4]}"
    return made_up[-field.max_length :] if field.max_length else made_up


def _owned_key(field: Any, user: User) -> Any:
    """The key of a row of the same user that the new row can hang on."""
    if field.related_model is User:
        return user.pk
    owned = [each for each in owned_models() if each.model is field.related_model]
    known = owned[0].of(user).first() if owned else field.related_model.objects.first()
    return (known or _make(field.related_model, user)).pk


def _put_files(user: User) -> None:
    for original in Original.objects.filter(athlete__user=user):
        path = original_path(user.athlete.pk, original.sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<gpx>the whole run</gpx>" * 1000)
    for job in Import.objects.filter(athlete__user=user):
        upload_folder(job.upload).mkdir(parents=True, exist_ok=True)
        (upload_folder(job.upload) / "archive.zip").write_bytes(b"PK")
