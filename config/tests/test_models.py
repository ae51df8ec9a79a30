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

SOFT = [model for model in MODELS if issubclass(model, SoftDeletableModel)]
#: Rows of the tenant itself; everything else that points at an organization is a tenant's row.
ABOUT_TENANTS = {"organizations.Role", "organizations.Membership", "organizations.Invitation"}


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def _is_tenants(model: type[models.Model]) -> bool:
    names = {field.name for field in _fields(model) if field.is_relation}
    return "organization" in names and model._meta.label not in ABOUT_TENANTS


TENANT = [model for model in MODELS if _is_tenants(model)]
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


def _authors(model: type[models.Model]) -> list[tuple[str | None, str]]:
    """Return the columns that name who did something, each with the field of its time."""
    names = {field.name for field in _fields(model)}
    always = {"created_by", "updated_by"}  # these times are always there
    told = [field for field in _fields(model) if field.name.endswith("_by") and field.name not in always]
    return [(field.column, f"{field.name[:-3]}_at") for field in told if f"{field.name[:-3]}_at" in names]


def _update(row: models.Model, column: str | None, value: Any) -> None:
    """Write one column past Django, as a careless SQL script would."""
    table, key = row._meta.db_table, row._meta.pk
    assert key is not None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key.column}" = %s', [value, row.pk])


def test_a_model_says_what_it_is_in_words_that_are_translated() -> None:
    assert [model for model in MODELS if _generated(model) or not _named(model)] == []
    assert [model for model in MODELS if model not in factories()] == [], "write one in tests/factories.py"


def _generated(model: type[models.Model]) -> bool:
    """Say whether Django made the model's docstring or the name of its rows."""
    told = inspect.getdoc(model) or ""
    return not told or told.startswith(f"{model.__name__}(") or model.__str__ is models.Model.__str__


def _named(model: type[models.Model]) -> bool:
    return all(model._meta.original_attrs.get(name) for name in ("verbose_name", "verbose_name_plural"))


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_keeps_what_all_rows_promise(model: type[models.Model], subtests: pytest.Subtests) -> None:
    row = make(model)
    with subtests.test("it has a name"):
        assert str(row).strip()
    if isinstance(row, AuditedModel):
        _is_audited(row, subtests)
    for field in (field for field in _fields(model) if field.choices):
        # the last is what a trigger raises
        refused = pytest.raises((IntegrityError, DataError, ProgrammingError))
        with subtests.test(f"the database refuses an unknown {field.name}"), refused:
            _update(row, field.column, "zz")
    for column, other in _authors(model):
        with subtests.test(f"nobody is in {column} without a time"):
            assert getattr(row, other) is None
            with pytest.raises(IntegrityError):
                _update(row, column, make(get_user_model()).pk)


def _is_audited(row: AuditedModel, subtests: pytest.Subtests) -> None:
    """Hold a row to a key that tells its time, a plain form without secrets, and times that nobody forges."""
    with subtests.test("its key is a UUID of version 7"):
        assert isinstance(row.pk, uuid.UUID)
        assert row.pk.version == 7
    with subtests.test("it becomes a plain dict without secrets"):
        plain = row.to_dict()
        assert plain["id"]
        assert not {"password", "token", "api_key"} & plain.keys()
    with subtests.test("the database keeps both times whoever writes"):
        before = type(row)._base_manager.get(pk=row.pk)
        _update(row, "created_at", "2001-01-01T00:00Z")
        _update(row, "updated_at", "2001-01-01T00:00Z")
        after = type(row)._base_manager.get(pk=row.pk)
        assert after.created_at == before.created_at
        assert after.updated_at > before.updated_at


def test_deleted_rows_are_hidden_unless_asked_for() -> None:
    hiding = {model: str(model._meta.default_manager.all().query) for model in SOFT}  # type: ignore[union-attr]  # every model has one
    assert [model for model, sql in hiding.items() if "deleted_at" not in sql.split("WHERE")[-1]] == []
    every = {model: str(model.all_objects.all().query) for model in SOFT}  # type: ignore[attr-defined]  # the convention under test
    assert [model for model, sql in every.items() if "WHERE" in sql] == []


def test_every_choice_and_every_deletion_has_its_constraint() -> None:
    """Compare by values: a choice that is added to the field and not to the constraint is found too."""
    missing = [
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in _fields(model)
        if field.choices and not _is_checked(model, field)
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


def test_a_tenants_rows_are_found_by_organization_first() -> None:
    indexed = {model: [index.fields[0] for index in model._meta.indexes if index.fields] for model in TENANT}
    assert [model for model, firsts in indexed.items() if "organization" not in firsts] == []


def test_a_tenants_querysets_can_be_scoped() -> None:
    managers = {model: model._meta.default_manager for model in TENANT}
    querysets = {model: manager.all() for model, manager in managers.items() if manager}
    scopes = ("for_organization", "visible_to")
    assert querysets.keys() == {*TENANT}
    assert [
        model for model, rows in querysets.items() if not all(hasattr(rows, name) for name in scopes)
    ] == []


def test_a_foreign_key_says_what_outlives_what() -> None:
    links = [(model, field) for model in MODELS for field in _fields(model)]
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model, field in links
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete not in _rules_of_deletion(model, field)
    ]
    assert wrong == []


def _rules_of_deletion(model: type[models.Model], field: models.ForeignKey[Any, Any]) -> set[object]:
    """Return what a foreign key may say about the deletion of what it points at."""
    if field.remote_field.model._meta.app_label == "reference":
        return {models.PROTECT}  # codes are deprecated, never deleted
    if field.name.endswith("_by"):
        return {models.SET_NULL}  # what was done outlives who did it
    if field.name == "organization" and model in TENANT:
        return {models.PROTECT}  # an organization's data never goes by accident
    return {models.PROTECT, models.RESTRICT, models.CASCADE, models.SET_NULL, models.SET_DEFAULT}


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
