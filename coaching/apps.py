"""The configuration of the coaching app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from coaching.coach import preload


class CoachingConfig(AppConfig):
    """Coaching sessions, their six steps, and the built-in coach."""

    name = "coaching"
    verbose_name = _("Coaching")

    def ready(self) -> None:
        """Load the coach's data, so that the first review does not wait for it."""
        preload()
