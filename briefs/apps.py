"""The app of briefs, of their agents' runs and results, and of the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    """Briefs."""

    name = "briefs"
    verbose_name = _("Briefs")

    def ready(self) -> None:
        """Connect the receivers, and register the system check of the web search."""
        from briefs import receivers, web_search  # noqa: F401  # models and settings are ready only now
