"""The coaching app: the six-step path from an idea to a brief."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from coaching.coach import preload


class CoachingConfig(AppConfig):
    """Sessions, steps and the built-in coach."""

    name = "coaching"
    verbose_name = _("Coaching")

    def ready(self) -> None:
        """Lets the coach read its data before the first answer comes."""
        preload()
