"""The businesses app: the businesses that come of briefs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BusinessesConfig(AppConfig):
    """Businesses."""

    name = "businesses"
    verbose_name = _("Businesses")

    def ready(self) -> None:
        """Connect the receivers."""
        from businesses import receivers  # noqa: F401  # models are not ready any earlier
