"""The project as an app: it holds no models, only checks over all of them."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """What no other app can hold."""

    name = "config"

    def ready(self) -> None:
        """Register the checks."""
        from config import checks  # noqa: F401  # apps are known only now
