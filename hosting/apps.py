"""The hosting app: a brief's website at the partner."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostingConfig(AppConfig):
    """The hosting partner."""

    name = "hosting"
    verbose_name = _("Hosting")

    def ready(self) -> None:
        """Register the checks of the partner's settings."""
        from hosting import checks  # noqa: F401  # settings are ready only now
