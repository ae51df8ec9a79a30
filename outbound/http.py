"""HTTP requests to other services, bounded in time and size."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import httpx

#: Statuses after which another attempt may succeed.
_RETRYABLE: Final = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Bounds:
    """The most seconds for a connection, for each part of a response and for all of it; the most bytes."""

    connect: float
    part: float
    whole: float
    largest: int


class RetryableError(Exception):
    """The attempt failed, but another one may succeed; the service asked to wait for `seconds`."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class InvalidRequest(Exception):
    """The URL or a header is invalid."""


def post(url: str, payload: Any, headers: Mapping[str, str], bounds: Bounds) -> tuple[int, bytes]:
    """Send JSON and return status and body.

    Raises RetryableError or InvalidRequest, whose messages hold no header.

    Redirects are not followed: they could carry a secret away, or lead into a private network. Compressed
    responses are not unpacked: they could expand without limit.
    """
    timeout = httpx.Timeout(bounds.part, connect=bounds.connect)
    client = httpx.Client(timeout=timeout, follow_redirects=False)
    pool = ThreadPoolExecutor(1)
    try:
        response = pool.submit(_read, client, url, payload, headers, bounds.largest)
        status, retry_after, body = response.result(max(bounds.whole, 0))
    except TimeoutError as error:  # a slow response must not hold the worker: see `finally`
        raise RetryableError("answer too slow") from error
    except httpx.HTTPError as error:
        raise RetryableError(type(error).__name__) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InvalidRequest("the address or the key is not valid") from error
    finally:
        client.close()  # this ends a thread that still reads
        pool.shutdown(wait=False)
    if status in _RETRYABLE:
        is_number = retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6
        raise RetryableError(f"status {status}", float(retry_after) if is_number else 0.0)
    return status, body


def _read(
    client: httpx.Client, url: str, payload: Any, headers: Mapping[str, str], largest: int
) -> tuple[int, str, bytes]:
    """Return status, Retry-After and body; raise RetryableError when the body is too large."""
    body = b""
    with client.stream(
        "POST", url, json=payload, headers={**headers, "Accept-Encoding": "identity"}
    ) as answer:
        for part in answer.iter_raw():
            body += part
            if len(body) > largest:
                raise RetryableError("answer too large")
        return answer.status_code, answer.headers.get("Retry-After", ""), body
