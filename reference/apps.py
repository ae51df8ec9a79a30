"""The reference app: countries, languages, currencies, time zones, sectors."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    """Code lists from well-kept libraries, loaded by `manage.py load_reference`."""

    name = "reference"
    verbose_name = _("Reference data")
