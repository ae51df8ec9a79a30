"""The businesses app: briefs, and the businesses that come of them."""

from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    """Briefs and businesses."""

    name = "businesses"
    verbose_name = "Businesses"
