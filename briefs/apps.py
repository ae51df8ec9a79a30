"""The app of briefs, of their agents' runs and results, and of the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    """Briefs."""

    name = "briefs"
    verbose_name = _("Briefs")

    def ready(self) -> None:
        """Register the system check of the web search."""
        from briefs.web_search import gathering  # noqa: F401  # models are not ready any earlier
