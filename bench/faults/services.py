"""Outside services that are down, slow, or talk nonsense: the web search, and the hosting partner."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.faults.ground import check, eventually, finished, is_ready, require, say
from bench.workers import workers
from outbound.tests.servers import Door, Service, listening

_SECRET: Final = "a-secret-that-nobody-may-read"  # noqa: S105  # of this bench


class Faulty(Service):
    """A service that behaves like that at each request; `made` is what it made, by the request's key."""

    def __init__(self, behave: Callable[[Door], None]) -> None:
        super().__init__()
        self.behave = behave
        self.made: dict[str, int] = {}

    def reply(self, door: Door) -> None:
        """Behave, whoever hangs up meanwhile."""
        with contextlib.suppress(OSError):
            self.behave(door)


def _drip(begin: bytes) -> Callable[[Door], None]:
    """Return the behaviour of sending a byte each second, without end."""

    def behave(door: Door) -> None:
        door.wfile.write(begin)
        while True:
            door.wfile.write(b"a")
            door.wfile.flush()
            time.sleep(1)

    return behave


_listening = contextlib.contextmanager(listening)
#: How a web search may fail, by name.
_TROUBLES: Final[dict[str, Callable[[Door], None]]] = {
    "silent": lambda door: time.sleep(60),
    "dripping its headers": _drip(b"HTTP/1.1 200 OK\r\nX-Slow: "),
    "dripping its body": _drip(b"HTTP/1.1 200 OK\r\n\r\n"),
    "talking nonsense": lambda door: door.answer(200, b"<html>\xff"),
    "endless": lambda door: door.answer(200, b"a" * 10_000_000),
    "failing": lambda door: door.answer(503, b""),
    "refusing the key": lambda door: door.answer(401, b""),
}


def search(_folder: Path) -> None:
    """Let the web search fail in every way; the brief is ready all the same, and says that it was not."""
    with _listening(Faulty(lambda door: door.answer(200, b""))) as private:
        ways = _TROUBLES | {
            "redirecting": lambda door: door.answer(307, b"", Location=f"{private.url}/search")
        }
        for name, behave in ways.items():
            with _listening(Faulty(behave)) as service:
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
    with _listening(Faulty(_makes_and_forgets)) as service:
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


def _makes_and_forgets(door: Door) -> None:
    """Make the website at once, but answer only the sixth time."""
    assert isinstance(door.server, Faulty)  # noqa: S101  only such a service behaves so
    made, asked = door.server.made, door.server.asked
    number = made.setdefault(asked[-1]["headers"]["Idempotency-Key"], len(made) + 1)
    if len(asked) < 6:
        door.close_connection = True
    else:
        door.answer(201, json.dumps({"website_id": number, "url": "https://sites.example/1"}).encode())


def _ready_for_website() -> Any:
    """Return a brief that may be handed over: done, complete, its figures settled, its person confirmed."""
    from allauth.account.models import EmailAddress

    from briefs.models import BusinessBrief, Claim
    from briefs.services.runs import run_open_runs

    brief = finished("partner")
    run_open_runs(brief)
    Claim.objects.filter(brief=brief).update(confirmed_source="Relevé")
    BusinessBrief.objects.filter(pk=brief.pk).update(is_ready_for_website=True)
    person = brief.coaching_session.user
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults=confirmed)
    return brief
