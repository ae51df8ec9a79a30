"""The app of users, profiles and authentication."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and profiles."""

    name = "accounts"
    verbose_name = _("Accounts")
