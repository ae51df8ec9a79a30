"""A request to an outside service, bounded in time and size however that service behaves."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import httpx

#: Statuses by which a service says that it is a matter of time.
_LATER: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Bounds:
    """Seconds to wait for a connection, for each part of an answer, and for all of it; bytes of an answer."""

    connect: float
    part: float
    whole: float
    largest: int


class Again(Exception):
    """This attempt came to nothing, another one may not; `seconds` is what the service asked for."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class NotSendable(Exception):
    """The address or a header is none: no attempt can help."""


def post(url: str, told: Any, headers: Mapping[str, str], bounds: Bounds) -> tuple[int, bytes]:
    """Send JSON and return status and body; raises Again or NotSendable, neither of which holds a header.

    No redirect is followed: it could carry a secret away, or lead into a private network. A packed answer
    is not unpacked: it could swell.
    """
    timeout = httpx.Timeout(bounds.part, connect=bounds.connect)
    client = httpx.Client(timeout=timeout, follow_redirects=False)
    pool = ThreadPoolExecutor(1)
    try:
        reading = pool.submit(_read, client, url, told, headers, bounds.largest)
        status, after, body = reading.result(max(bounds.whole, 0))
    except TimeoutError as error:  # a service that lets its answer drip keeps no worker: see the end
        raise Again("answer too slow") from error
    except httpx.HTTPError as error:
        raise Again(type(error).__name__) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NotSendable("the address or the key is not valid") from error
    finally:
        client.close()  # a thread that still reads finds it closed at the next byte
        pool.shutdown(wait=False)
    if status in _LATER:
        raise Again(f"status {status}", _seconds(after))
    return status, body


def _read(
    client: httpx.Client, url: str, told: Any, headers: Mapping[str, str], largest: int
) -> tuple[int, str, bytes]:
    """Return status, Retry-After and body, read no further than allowed."""
    read = b""
    with client.stream("POST", url, json=told, headers={**headers, "Accept-Encoding": "identity"}) as answer:
        for part in answer.iter_raw():
            read += part
            if len(read) > largest:
                raise Again("answer too large")
        return answer.status_code, answer.headers.get("Retry-After", ""), read


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0
