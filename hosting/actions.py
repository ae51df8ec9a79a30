"""What is noted in the trail of a website at the hosting partner."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class HostingAction(Action):
    """What people and the system do to a website at the hosting partner."""

    FAILED = "hosting.website.failed", _("Partner website failed")
    ORDERED = "hosting.website.ordered", _("Partner website asked for")
    PLACED = "hosting.website.placed", _("Partner website online")
    READ = "hosting.website.read", _("Brief read by the partner")
