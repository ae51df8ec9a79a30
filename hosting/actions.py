"""Audit actions of websites at the hosting partner."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class HostingAction(Action):
    """The audit actions of this app."""

    FAILED = "hosting.website.failed", _("Partner website failed")
    ORDERED = "hosting.website.ordered", _("Partner website asked for")
    PLACED = "hosting.website.placed", _("Partner website online")
    READ = "hosting.website.read", _("Brief read by the partner")
