"""Audit actions of businesses."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class BusinessAction(Action):
    """The audit actions of this app."""

    CHANGED = "businesses.business.changed", _("Business changed")
    CREATED = "businesses.business.created", _("Business created")
    DELETED = "businesses.business.deleted", _("Business deleted")
    RESTORED = "businesses.business.restored", _("Business restored")
