"""The accounts app: people, their profile, and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their profiles."""

    name = "accounts"
    verbose_name = "Accounts"
