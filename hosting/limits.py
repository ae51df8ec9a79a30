"""How often one address may knock at the partner's door (allauth's limits count POST requests only)."""

from __future__ import annotations

import time
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

READ_A_MINUTE: Final = 120
REFUSED_A_MINUTE: Final = 20
_MINUTE: Final = 60


def allows(request: HttpRequest, what: str, most: int) -> bool:
    """Count this request and say whether the address has made at most `most` in the current minute.

    The count lives in the cache that all workers share; two requests at the same instant may count once.
    """
    minute = int(time.time()) // _MINUTE
    key = f"partner:{what}:{get_adapter().get_client_ip(request)}:{minute}"
    cache.add(key, 0, timeout=2 * _MINUTE)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the cache was emptied in between
        return True
