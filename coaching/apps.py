"""The coaching app: the six-step path from an idea to a brief."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Sessions, steps and the built-in coach."""

    name = "coaching"
    verbose_name = "Coaching"
