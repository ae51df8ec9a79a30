"""What `manage.py check` says of the web search's settings."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@register()
def search_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse an address that would show the key on the way."""
    address = urlsplit(settings.WEB_SEARCH_URL)
    safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in _HERE)
    if not settings.WEB_SEARCH_KEY or (safe and address.hostname):
        return []
    return [Error("WEB_SEARCH_URL must be an https:// address.", id="businesses.E004")]
