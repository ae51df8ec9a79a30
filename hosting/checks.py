"""The system check of the hosting partner's settings."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

MIN_SECRET_LENGTH: Final = 24
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@register()
def partner_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse an incomplete configuration, a short secret, and a URL that would send it unencrypted."""
    url, secret = settings.DC360_URL, settings.DC360_SECRET
    found: list[CheckMessage] = []
    if bool(url) != bool(secret):
        found.append(Error("Set DC360_URL and DC360_SECRET together, or neither.", id="hosting.E001"))
    if secret and len(secret) < MIN_SECRET_LENGTH:
        hint = 'python -c "import secrets; print(secrets.token_urlsafe(32))" makes a good one.'
        found.append(Error("DC360_SECRET is too short to be safe.", hint=hint, id="hosting.E002"))
    address = urlsplit(url)
    if url and address.scheme != "https" and address.hostname not in _LOCAL:
        found.append(Error("DC360_URL must be an https:// address.", id="hosting.E003"))
    return found
