"""The websites app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsitesConfig(AppConfig):
    """Sites: made from a brief, edited, published, taken away."""

    name = "websites"
    verbose_name = _("Websites")

    def ready(self) -> None:
        """Connect the receivers."""
        from websites import receivers  # noqa: F401  # models are not ready any earlier
