"""The businesses app: briefs, and the businesses that come of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BusinessesConfig(AppConfig):
    """Briefs and businesses."""

    name = "businesses"
    verbose_name = _("Businesses")

    def ready(self) -> None:
        """Register the checks of the hosting partner's and the web search's settings."""
        from businesses.hosting import checks  # noqa: F401  # models are ready only now
        from businesses.search import checks as search_checks  # noqa: F401  # the same
