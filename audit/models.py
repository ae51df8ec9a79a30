"""The columns that all models share, soft deletion, and the append-only trail of activities."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any, Final, Self, TypeVar

import pgtrigger
import uuid_utils.compat
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.chain import BROKEN_LINKS_SQL, CHAIN_SQL


def uuid7() -> uuid.UUID:
    """Return a new UUIDv7 (RFC 9562): sorted by time of creation, so that indexes stay compact."""
    return uuid_utils.compat.uuid7()


class AuditedModel(models.Model):
    """A row with a UUID as its key and two times, which the database sets in UTC."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last change"), db_default=Now(), editable=False)

    #: The columns that `to_dict()` leaves out (passwords, tokens, encrypted texts, search indexes).
    secret_columns: frozenset[str] = frozenset()

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="touch",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="NEW.updated_at = statement_timestamp(); NEW.created_at = OLD.created_at; RETURN NEW;",
            )
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the row's columns, except `secret_columns`, as values that JSON can hold."""
        fields = [field for field in self._meta.concrete_fields if field.name not in self.secret_columns]
        return {field.attname: _json_value(getattr(self, field.attname)) for field in fields}


def _json_value(value: Any) -> Any:
    """Return the value as JSON can hold it: a time in ISO 8601, anything unknown as text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)


_Row = TypeVar("_Row", bound=models.Model)


class LiveManager(models.Manager[_Row]):
    """A manager that hides deleted rows; `from_queryset()` adds the methods of the model's own queryset."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        """Return the rows that are not deleted."""
        return super().get_queryset().filter(deleted_at__isnull=True)


def choices_known(field: str, values: Iterable[str], *, name: str) -> models.CheckConstraint:
    """Return the constraint that the field has one of these values, those of its choices."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": [*values]}), name=name)


def deleted_pair(*, name: str) -> models.CheckConstraint:
    """Return the constraint that a row with `deleted_by` has `deleted_at` too."""
    return models.CheckConstraint(
        condition=models.Q(deleted_at__isnull=False) | models.Q(deleted_by__isnull=True), name=name
    )


class SoftDeletableModel(models.Model):
    """A row that is deleted by a mark, and can be restored."""

    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("deleted by"),
    )

    class Meta:
        abstract = True

    def delete_softly(self, *, by: models.Model) -> bool:
        """Mark the row as deleted by that person, and return whether it was not deleted before."""
        rows = type(self)._base_manager.filter(pk=self.pk, deleted_at__isnull=True)
        return bool(rows.update(deleted_at=timezone.now(), deleted_by=by))

    def restore(self) -> bool:
        """Remove the mark, and return whether the row was deleted before."""
        rows = type(self)._base_manager.filter(pk=self.pk, deleted_at__isnull=False)
        return bool(rows.update(deleted_at=None, deleted_by=None))


#: The connection's setting `genesis.actor` (organizations.tenancy) is the author's id; empty or `nobody` for
#: a command or a visitor.
_AUTHOR_SQL: Final = """
actor = NULLIF(NULLIF(current_setting('genesis.actor', true), ''), 'nobody');
IF actor IS NULL THEN RETURN NEW; END IF;
IF TG_OP = 'INSERT' THEN
    NEW.created_by_id = COALESCE(NEW.created_by_id, actor::uuid);
    NEW.updated_by_id = actor::uuid;
ELSIF NEW.updated_by_id IS NOT NULL OR OLD.updated_by_id IS NULL THEN  -- else a person is being erased
    NEW.updated_by_id = actor::uuid;
END IF;
RETURN NEW;
"""


class AuthoredModel(AuditedModel):
    """A row with the user who created it and the user who changed it last.

    The database sets both columns, also when a row is written by SQL. It leaves them as they are when a
    command or a job writes, whose code may set them.
    """

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last changed by"),
    )

    class Meta(AuditedModel.Meta):
        abstract = True
        triggers = [
            *AuditedModel.Meta.triggers,
            pgtrigger.Trigger(
                name="author",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("actor", "text")],
                func=_AUTHOR_SQL,
            ),
        ]


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities."""

    def about(self, target: models.Model) -> Self:
        """Keep the activities with that row as their target."""
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def broken_links(self) -> list[int]:
        """Return the ids of the activities whose own or previous hash is wrong, as somebody changed a row."""
        with connection.cursor() as cursor:
            cursor.execute(BROKEN_LINKS_SQL)
            return [row[0] for row in cursor.fetchall()]


class Activity(models.Model):
    """An action of a user or of the system.

    The table is append-only, and each organization's rows are chained by their hashes (see `audit.chain`). A
    row stays when the user, the organization or the target is gone.
    """

    occurred_at = models.DateTimeField(_("when"), db_default=Now())
    action = models.CharField(_("action"), max_length=64)
    actor_id = models.UUIDField(_("actor id"), null=True)
    actor_label = models.CharField(_("actor"), max_length=200, blank=True)
    organization_id = models.UUIDField(_("organization id"), null=True)
    organization_label = models.CharField(_("organization"), max_length=200, blank=True)
    target_type = models.CharField(_("target type"), max_length=64, blank=True)
    target_id = models.CharField(_("target id"), max_length=64, blank=True)
    target_label = models.CharField(_("target"), max_length=200, blank=True)
    changes = models.JSONField(_("changes"), default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    masked_ip = models.CharField(_("network"), max_length=50, blank=True)
    previous_hash = models.CharField(max_length=64, db_default="", editable=False)
    hash = models.CharField(max_length=64, db_default="", editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["organization_id", "-id"], name="activity_by_organization"),
            models.Index(fields=["target_type", "target_id", "-id"], name="activity_by_target"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="kept",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The trail is append-only: % is not emptied', TG_TABLE_NAME;",
            ),
            pgtrigger.Trigger(
                name="chain", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CHAIN_SQL
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_label}".strip()
