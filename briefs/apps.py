"""The briefs app: what the coaching gives, and what its sub-agents add."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    """Briefs."""

    name = "briefs"
    verbose_name = _("Briefs")

    def ready(self) -> None:
        """Connect the receivers, and register the checks of the web search's settings."""
        from briefs import receivers  # noqa: F401  # models are not ready any earlier
        from briefs.web_search import checks  # noqa: F401  # settings are ready only now
