"""DigitalCloud360 over HTTP: one POST with a shared secret and an idempotency key."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import httpx
from pydantic import BaseModel, Field, ValidationError

from businesses.hosting.port import HostingLocked, HostingRefused, HostingUnavailable, Placed

#: Seconds to wait for a connection, and for each part of an answer.
TIMEOUT: Final = httpx.Timeout(10.0, connect=3.0)
#: Seconds between attempts when the partner names none; an attempt follows each of them.
PAUSES: Final = (0.5, 1.0, 2.0)
#: The partner may ask us to wait, but not longer than this (seconds): the job has its own retries.
LONGEST_PAUSE: Final = 10.0
LARGEST_ANSWER: Final = 64 * 1024
_TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class _Answer(BaseModel):
    website_id: int = Field(gt=0, lt=2**31)
    url: str = Field("", max_length=500, pattern=r"^(https?://[^\s]+)?$")


class DigitalCloud360:
    """The adapter of `Hosting`; `sleep` is given by tests."""

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        client: httpx.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`url` is the partner's base address. No redirect is followed: it could carry the secret away."""
        self._endpoint = f"{url.rstrip('/')}/api/v1/websites"
        self._secret = secret
        self._client = client or httpx.Client(timeout=TIMEOUT, follow_redirects=False)
        self._sleep = sleep

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """See `Hosting.publish`; tries up to four times, with growing pauses."""
        for pause in (*PAUSES, None):
            try:
                return self._post(brief, key)
            except _Wait as wait:
                if pause is None:
                    raise HostingUnavailable(str(wait)) from wait
                self._sleep(min(wait.seconds or pause, LONGEST_PAUSE))
        raise AssertionError("unreachable")

    def _post(self, brief: Mapping[str, Any], key: str) -> Placed:
        headers = {"X-Service-Secret": self._secret, "Idempotency-Key": key, "Accept-Encoding": "identity"}
        try:
            with self._client.stream("POST", self._endpoint, json=dict(brief), headers=headers) as response:
                return _placed(response.status_code, response.headers, _body(response))
        except httpx.HTTPError as error:
            raise _Wait(type(error).__name__) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise HostingLocked("the address or the secret is not valid") from error


class _Wait(Exception):
    """This attempt came to nothing, another one may not; `seconds` is what the partner asked for."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


def _body(response: httpx.Response) -> bytes:
    """Read the answer, but not without end; a packed one, which could swell, is not unpacked."""
    read = b""
    for part in response.iter_raw():
        read += part
        if len(read) > LARGEST_ANSWER:
            raise _Wait("answer too large")
    return read


def _placed(status: int, headers: Mapping[str, str], body: bytes) -> Placed:
    if status in _TRY_AGAIN:
        raise _Wait(f"status {status}", _seconds(headers.get("Retry-After", "")))
    if status in (401, 403):
        raise HostingLocked(f"status {status}")
    if not 200 <= status < 300:
        raise HostingRefused(f"status {status}")
    try:
        answer = _Answer.model_validate_json(body)
    except ValidationError as error:
        raise _Wait("answer not understood") from error
    return Placed(answer.website_id, answer.url)


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0
