"""Audit actions of accounts."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class AccountAction(Action):
    """The audit actions of this app."""

    EMAIL_CONFIRMED = "accounts.email.confirmed", _("Address confirmed")
    SIGNED_OUT_EVERYWHERE = "accounts.signed_out_everywhere", _("Signed out everywhere")
    SIGNED_UP = "accounts.signed_up", _("Account opened")
