"""The hosting app: a brief's website at the partner."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostingConfig(AppConfig):
    """The hosting partner."""

    name = "hosting"
    verbose_name = _("Hosting")

    def ready(self) -> None:
        """Register the checks of the partner's settings; connect the receivers."""
        from hosting import checks, receivers  # noqa: F401  # settings and models are ready only now
