"""Where an action comes from (request id, masked address), known for the length of one request."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Origin:
    """The request behind an action; empty for commands and jobs."""

    request_id: str = ""
    masked_ip: str = ""


_NOWHERE: Final = Origin()
_origin: ContextVar[Origin] = ContextVar("origin")


def current_origin() -> Origin:
    """Return the origin of the running request, or an empty one outside of requests."""
    return _origin.get(_NOWHERE)


@contextmanager
def acting(*, request_id: str, ip: str) -> Iterator[None]:
    """Make `current_origin()` answer with this request inside the block."""
    token = _origin.set(Origin(request_id, mask_ip(ip)))
    try:
        yield
    finally:
        _origin.reset(token)


def mask_ip(ip: str) -> str:
    """Return the network that an address is in (IPv4 /24, IPv6 /48), or "" when it is no address."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ""
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))
