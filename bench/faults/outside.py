"""Outside services that are down, slow, or talk nonsense: the web search, and the hosting partner."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from bench.faults.ground import check, eventually, finished, is_ready, require, say
from bench.workers import workers

_SECRET: Final = "a-secret-that-nobody-may-read"  # noqa: S105  # of this bench


class Service(ThreadingHTTPServer):
    """A service on this machine that answers as `behave` does, and remembers who asked."""

    daemon_threads = True

    def __init__(self, behave: Callable[[Door], None]) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.behave = behave
        self.asked: list[str] = []
        self.made: dict[str, int] = {}

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Door(BaseHTTPRequestHandler):
    """One request."""

    server: Service

    def do_POST(self) -> None:
        """Read what is sent, then behave."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.headers.get("Idempotency-Key", ""))
        with contextlib.suppress(OSError):
            self.server.behave(self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, begin: bytes) -> None:
        """Send a byte each second, without end."""
        self.wfile.write(begin)
        while True:
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(1)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


#: How a web search may fail, by name.
_TROUBLES: Final[dict[str, Callable[[Door], None]]] = {
    "silent": lambda door: time.sleep(60),
    "dripping its headers": lambda door: door.drip(b"HTTP/1.1 200 OK\r\nX-Slow: "),
    "dripping its body": lambda door: door.drip(b"HTTP/1.1 200 OK\r\n\r\n"),
    "talking nonsense": lambda door: door.answer(200, b"<html>\xff"),
    "endless": lambda door: door.answer(200, b"a" * 10_000_000),
    "failing": lambda door: door.answer(503),
    "refusing the key": lambda door: door.answer(401),
}


@contextlib.contextmanager
def _service(behave: Callable[[Door], None]) -> Iterator[Service]:
    service = Service(behave)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()


def search(_folder: Path) -> None:
    """Let the web search fail in every way; the brief is ready all the same, and says that it was not."""
    with _service(lambda door: door.answer(200)) as private:
        ways = _TROUBLES | {"redirecting": lambda door: door.answer(307, Location=f"{private.url}/search")}
        for name, behave in ways.items():
            with _service(behave) as service:
                _searched(name, service.url)
        require(lambda: not private.asked, "no redirect is followed")
    _searched("down", service.url)  # nobody listens there any more


def _searched(name: str, url: str) -> None:
    os.environ.update(WEB_SEARCH_KEY=_SECRET, WEB_SEARCH_URL=url)
    try:
        with workers(1):
            brief = finished(f"search-{name.replace(' ', '-')}")
            _, seconds = eventually(lambda: is_ready(brief), "the brief is ready")
            say(f"web search {name}: the brief is ready after {seconds:.1f} s")
            check(brief)
    finally:
        del os.environ["WEB_SEARCH_KEY"], os.environ["WEB_SEARCH_URL"]
    made = brief.market_research["result"]
    require(lambda: made["web_reached"] is False, "the research says that the web was not reached")


def partner(_folder: Path) -> None:
    """Let the hosting partner make the website and lose its answers: there is one all the same."""
    from django.conf import settings

    from hosting.models import PartnerWebsite
    from hosting.services import order

    settings.DC360_URL, settings.DC360_SECRET = "http://127.0.0.1:1", _SECRET
    brief = _ready_for_website()
    with _service(_makes_and_forgets()) as service:
        os.environ.update(DC360_URL=service.url, DC360_SECRET=_SECRET)
        order(by=brief.coaching_session.user, brief=brief)
        with workers(1):
            row, seconds = eventually(
                lambda: PartnerWebsite.objects.filter(brief=brief, status="placed").first(), "it is placed"
            )
        brief.refresh_from_db()
        require(lambda: len(service.made) == 1, "the partner made one website")
        require(lambda: brief.dc360_website_id == 1, "its id is kept")
        tries = f"{len(service.asked)} requests, {row.attempts} runs of the job"
        say(f"partner losing answers: placed once after {seconds:.1f} s ({tries})")


def _makes_and_forgets() -> Callable[[Door], None]:
    """Return a partner that makes the website at once, but answers only the sixth time."""

    def behave(door: Door) -> None:
        made, asked = door.server.made, door.server.asked
        number = made.setdefault(asked[-1], len(made) + 1)
        if len(asked) < 6:
            door.close_connection = True
        else:
            door.answer(201, json.dumps({"website_id": number, "url": "https://sites.example/1"}).encode())

    return behave


def _ready_for_website() -> Any:
    """Return a brief that may be handed over: done, complete, its figures settled, its person confirmed."""
    from allauth.account.models import EmailAddress

    from briefs.models import BusinessBrief, Claim
    from briefs.services.runs import work_off

    brief = finished("partner")
    work_off(brief)
    Claim.objects.filter(brief=brief).update(confirmed_source="Relevé")
    BusinessBrief.objects.filter(pk=brief.pk).update(is_ready_for_website=True)
    person = brief.coaching_session.user
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults=confirmed)
    return brief
