"""The origin of an action: id and masked address of the current request."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Origin(NamedTuple):
    """The request of an action; empty for commands and jobs."""

    request_id: str = ""
    masked_ip: str = ""


_origin: ContextVar[Origin] = ContextVar("origin")


def current_origin() -> Origin:
    """Return the origin of the current request, or an empty one outside of requests."""
    return _origin.get(Origin())


@contextmanager
def request_origin(*, request_id: str, ip: str) -> Iterator[None]:
    """Set the origin that `current_origin()` returns inside the block."""
    token = _origin.set(Origin(request_id, mask_ip(ip)))
    try:
        yield
    finally:
        _origin.reset(token)


def mask_ip(ip: str) -> str:
    """Return the network of an IP address (IPv4 /24, IPv6 /48), or "" for an invalid one."""
    try:
        return str(ipaddress.ip_network(f"{ip}/{48 if ':' in ip else 24}", strict=False))
    except ValueError:
        return ""
