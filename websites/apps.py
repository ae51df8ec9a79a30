"""The websites app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsitesConfig(AppConfig):
    """Sites: made from a brief, edited, published, taken away."""

    name = "websites"
    verbose_name = _("Websites")

    def ready(self) -> None:
        """Put the sites' texts into the claim ledger whenever it is written."""
        from businesses.ledger.claims import also_from  # models are loaded now
        from businesses.places import changed_at
        from websites.claims import edited_at, written

        also_from(written)
        changed_at("site", edited_at)
