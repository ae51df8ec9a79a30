"""The websites app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsitesConfig(AppConfig):
    """Sites: made from a brief, edited, published, taken away."""

    name = "websites"
    verbose_name = _("Websites")

    def ready(self) -> None:
        """Put the sites' texts into the claim ledger when it is written; let no site outlive its business.

        Nor its people: see the receivers.
        """
        from briefs.ledger.claims import also_from  # models are loaded now
        from briefs.ledger.places import changed_at
        from businesses.services import also_when_deleted
        from websites import receivers  # noqa: F401  # models are not ready any earlier
        from websites.publishing.claims import edited_at, written
        from websites.publishing.services import take_down

        also_from(written)
        also_when_deleted(take_down)
        changed_at("site", edited_at)
