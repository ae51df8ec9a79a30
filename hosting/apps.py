"""The hosting app: a brief's website at the partner."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostingConfig(AppConfig):
    """The hosting partner."""

    name = "hosting"
    verbose_name = _("Hosting")

    def ready(self) -> None:
        """Connect the receivers and, through their imports, the check of the partner's settings."""
        from hosting import receivers  # noqa: F401  # models are ready only now
