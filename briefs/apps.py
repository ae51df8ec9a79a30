"""The app of briefs, of their agents' runs and results, and of the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    """Briefs."""

    name = "briefs"
    verbose_name = _("Briefs")

    def ready(self) -> None:
        """Connect the receivers, and register the system check of the web search."""
        from briefs import receivers  # noqa: F401  # models are not ready any earlier
        from briefs.web_search import gathering  # noqa: F401  # settings are ready only now
