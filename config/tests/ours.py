"""Which models are ours, and the factory of each: found, not listed, so that later ones are checked too."""

from importlib import import_module
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import models
from factory.django import DjangoModelFactory
from pghistory.models import Event

ROOT: Final = Path(settings.BASE_DIR)
#: Our apps' labels, lowest layer first.
APPS: Final = [config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT]


def _is_written_by_us(model: type[models.Model]) -> bool:
    """Say whether somebody wrote the class; histories of rows are generated."""
    return model._meta.app_label in APPS and not issubclass(model, Event)


MODELS: Final = [model for model in apps.get_models() if _is_written_by_us(model)]


def factories() -> dict[type[models.Model], type[DjangoModelFactory[Any]]]:
    """Return the first factory of each model from the apps' `tests/factories.py`."""
    found: dict[type[models.Model], type[DjangoModelFactory[Any]]] = {}
    for app in APPS:
        if not (ROOT / app / "tests" / "factories.py").exists():
            continue
        for item in vars(import_module(f"{app}.tests.factories")).values():
            if isinstance(item, type) and issubclass(item, DjangoModelFactory) and item._meta.model:
                found.setdefault(item._meta.model, item)
    return found


def make(model: type[models.Model], **values: Any) -> Any:
    """Make one row of that model."""
    return factories()[model].create(**values)
