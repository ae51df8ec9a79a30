"""The reference app: countries, languages, currencies, time zones, sectors."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Code lists from well-kept libraries, loaded by `manage.py load_reference`."""

    name = "reference"
    verbose_name = "Reference data"
