"""What every model of ours keeps, whoever wrote it."""

from __future__ import annotations

import inspect
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction

from audit.models import AuditedModel, SoftDeletableModel, choices_known, deleted_pair
from config.tests.ours import MODELS, factories, make

AUDITED = [model for model in MODELS if issubclass(model, AuditedModel)]
SOFT = [model for model in MODELS if issubclass(model, SoftDeletableModel)]
#: Rows of the tenant itself; everything else that points at an organization is a tenant's row.
ABOUT_TENANTS = {"organizations.Role", "organizations.Membership", "organizations.Invitation"}


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def _is_tenants(model: type[models.Model]) -> bool:
    names = {field.name for field in _fields(model) if field.is_relation}
    return "organization" in names and model._meta.label not in ABOUT_TENANTS


TENANT = [model for model in MODELS if _is_tenants(model)]
CHOICES = [(model, field) for model in MODELS for field in _fields(model) if field.choices]
PAIRS = [
    (model, field.column, f"{field.name[:-3]}_at")
    for model in MODELS
    for field in _fields(model)
    if field.name.endswith("_by") and f"{field.name[:-3]}_at" in {other.name for other in _fields(model)}
    if field.name not in {"created_by", "updated_by"}  # these times are always there
]
LINKS = [
    (model, field) for model in MODELS for field in _fields(model) if isinstance(field, models.ForeignKey)
]
#: What goes with a person who is deleted: their own; everything else stays or forbids the deletion.
GOES_WITH_THE_PERSON = {
    "accounts.UserProfile.user",
    "account.EmailAddress.user",
    "organizations.Membership.user",
    "coaching.CoachingSession.user",  # the conversation is theirs; a brief made from it forbids this
    "coaching.CoachingStep.session",
    "account.EmailConfirmation.email_address",
    "admin.LogEntry.user",  # Django's; our trail keeps what staff did
    "accounts.User_groups.user",
    "accounts.User_user_permissions.user",
}


def _name(value: object) -> str:
    """Name a test's parameter after the model or field that it is."""
    if isinstance(value, type) and issubclass(value, models.Model):
        return value._meta.label
    return value.name if isinstance(value, models.Field) else str(value)


def _update(row: models.Model, column: str | None, value: Any) -> None:
    """Write one column past Django, as a careless SQL script would."""
    table, key = row._meta.db_table, row._meta.pk
    assert key is not None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key.column}" = %s', [value, row.pk])


@pytest.mark.parametrize("model", MODELS, ids=_name)
def test_a_model_says_what_it_is(model: type[models.Model]) -> None:
    assert inspect.getdoc(model)
    assert not str(model.__doc__).startswith(f"{model.__name__}("), "Django made this docstring"
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", MODELS, ids=_name)
def test_a_model_has_translated_names(model: type[models.Model]) -> None:
    assert model._meta.original_attrs.get("verbose_name")
    assert model._meta.original_attrs.get("verbose_name_plural")


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=_name)
def test_a_model_has_a_factory_and_its_rows_a_name(model: type[models.Model]) -> None:
    assert model in factories(), f"write a factory of {model._meta.label} in its app's tests/factories.py"
    assert str(make(model)).strip()


@pytest.mark.django_db
@pytest.mark.parametrize("model", AUDITED, ids=_name)
def test_keys_are_uuid_version_7(model: type[AuditedModel]) -> None:
    key = make(model).pk
    assert isinstance(key, uuid.UUID)
    assert key.version == 7


@pytest.mark.django_db
@pytest.mark.parametrize("model", AUDITED, ids=_name)
def test_the_database_keeps_both_times_whoever_writes(model: type[AuditedModel]) -> None:
    row = make(model)
    before = model._base_manager.get(pk=row.pk)
    _update(row, "created_at", "2001-01-01T00:00Z")
    _update(row, "updated_at", "2001-01-01T00:00Z")
    after = model._base_manager.get(pk=row.pk)
    assert after.created_at == before.created_at
    assert after.updated_at > before.updated_at


@pytest.mark.django_db
@pytest.mark.parametrize("model", AUDITED, ids=_name)
def test_rows_become_plain_dicts_without_secrets(model: type[AuditedModel]) -> None:
    plain = make(model).to_dict()
    assert plain["id"]
    assert not {"password", "token", "api_key"} & plain.keys()


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), CHOICES, ids=_name)
def test_the_database_refuses_an_unknown_choice(
    model: type[models.Model], field: models.Field[Any, Any]
) -> None:
    row = make(model)
    with pytest.raises((IntegrityError, DataError, ProgrammingError)):  # the last is what a trigger raises
        _update(row, field.column, "zz")


def test_every_choice_and_every_deletion_has_its_constraint() -> None:
    """Compare by values: a choice that is added to the field and not to the constraint is found too."""
    missing = [
        f"{model._meta.label}.{field.name}" for model, field in CHOICES if not _is_checked(model, field)
    ]
    missing += [model._meta.label for model in SOFT if deleted_pair(name="") not in _checks(model)]
    assert missing == []


def _is_checked(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    values = [*([""] if field.blank else []), *(value for value, _label in field.flatchoices)]
    return choices_known(field.name, values, name="") in _checks(model)


def _checks(model: type[models.Model]) -> list[models.CheckConstraint]:
    """Return the checks of a model, without their names."""
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    return [models.CheckConstraint(condition=one.condition, name="") for one in checks]


@pytest.mark.parametrize("model", SOFT, ids=_name)
def test_deleted_rows_are_hidden_unless_asked_for(model: type[models.Model]) -> None:
    assert "deleted_at" in str(model._meta.default_manager.all().query).split("WHERE")[-1]  # type: ignore[union-attr]  # every model has one
    assert "WHERE" not in str(model.all_objects.all().query)  # type: ignore[attr-defined]  # the convention under test


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "column", "other"), PAIRS, ids=_name)
def test_nobody_did_it_without_a_time(model: type[models.Model], column: str, other: str) -> None:
    row, person = make(model), make(get_user_model())
    assert getattr(row, other) is None
    with pytest.raises(IntegrityError):
        _update(row, column, person.pk)


@pytest.mark.parametrize("model", TENANT, ids=_name)
def test_a_tenants_rows_are_found_by_organization_first(model: type[models.Model]) -> None:
    indexes = [index.fields for index in model._meta.indexes if index.fields]
    assert any(fields[0] == "organization" for fields in indexes)


@pytest.mark.parametrize("model", TENANT, ids=_name)
def test_a_tenants_querysets_can_be_scoped(model: type[models.Model]) -> None:
    queryset = model._meta.default_manager.all()  # type: ignore[union-attr]  # every model has one
    assert hasattr(queryset, "for_organization")
    assert hasattr(queryset, "visible_to")


@pytest.mark.parametrize(("model", "field"), LINKS, ids=_name)
def test_a_foreign_key_says_what_outlives_what(
    model: type[models.Model], field: models.ForeignKey[Any, Any]
) -> None:
    rule = field.remote_field.on_delete
    if field.remote_field.model._meta.app_label == "reference":
        assert rule is models.PROTECT, "codes are deprecated, never deleted"
    if field.name.endswith("_by"):
        assert rule is models.SET_NULL, "what was done outlives who did it"
    if field.name == "organization" and model in TENANT:
        assert rule is models.PROTECT, "an organization's data never goes by accident"
    assert rule is not models.DO_NOTHING


def _deleted_with(model: type[models.Model]) -> Iterator[str]:
    """Name the links through which rows are deleted with a row of that model, and with those in turn."""
    for link in model._meta.get_fields(include_hidden=True):
        if isinstance(link, models.ForeignObjectRel) and getattr(link, "on_delete", None) is models.CASCADE:
            yield f"{link.related_model._meta.label}.{link.field.name}"
            yield from _deleted_with(link.related_model)


def test_with_a_person_only_their_own_rows_go() -> None:
    assert set(_deleted_with(get_user_model())) == GOES_WITH_THE_PERSON


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["businesses.Business", "briefs.BusinessBrief"])
def test_a_person_is_not_deleted_over_an_organizations_work(label: str) -> None:
    row = make(next(model for model in MODELS if model._meta.label == label))
    person = row.owner if hasattr(row, "owner") else row.coaching_session.user
    with pytest.raises(models.ProtectedError):
        person.delete()
    assert type(row)._base_manager.filter(pk=row.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "label",
    [
        "accounts.User",
        "organizations.Organization",
        "organizations.Membership",
        "organizations.Role",
        "briefs.BusinessBrief",
        "businesses.Business",
    ],
)
def test_every_change_of_the_row_is_kept_even_by_sql(label: str) -> None:
    row = make(next(model for model in MODELS if model._meta.label == label))
    before = row.events.count()
    named = "business_name" if hasattr(row, "business_name") else "name"
    field = "job_title" if label == "accounts.User" else "joined_via" if "Membership" in label else named
    _update(row, field, "staff")
    assert getattr(row.events.latest("pgh_id"), field) == "staff"
    assert row.events.count() == before + 1
