"""Bringing the code lists into the database."""

from collections.abc import Callable

from django.db import transaction

from reference.models import CodeList
from reference.sources import LISTS


@transaction.atomic
def load_reference(report: Callable[[str, int, int], None]) -> None:
    """Write every code list in one transaction, reporting (list, written, deprecated) as each is done.

    Safe to run again: rows are updated in place; a code that its source dropped is switched off, not deleted.
    """
    for model, source in LISTS:
        written, dropped = _write(model, list(source()))
        report(str(model._meta.verbose_name_plural), written, dropped)


def _write(model: type[CodeList], rows: list[CodeList]) -> tuple[int, int]:
    """Upsert the rows and switch off the codes that are not among them."""
    key = model._meta.pk.attname
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)
    gone = model.objects.filter(active=True).exclude(pk__in=[row.pk for row in rows])
    return len(rows), gone.update(active=False)
