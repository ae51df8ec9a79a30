"""The accounts app: people, their profile, and how they sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and their profiles."""

    name = "accounts"
    verbose_name = _("Accounts")
