"""The configuration of the reference app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    """Countries, languages, currencies, time zones and sectors, loaded by `manage.py load_reference`."""

    name = "reference"
    verbose_name = _("Reference data")
