"""Measure every page against the bare one: `python -m bench.measure PORT ROUNDS SECONDS`, figures as JSON."""

import json
import statistics
import sys
from collections.abc import Iterator
from itertools import count

import django
from django.conf import settings

from bench.load import BROWSERS, Measured, Page, run

#: What a page is held against, when not against the bare page got by GET.
YARDSTICKS = {"wizard POST": "bare POST"}
Request = tuple[str, str, dict[str, str] | None]


def main(port: int, rounds: int, seconds: float) -> None:
    """Take the pages in turn, round after round, so that a change of the machine's pace meets them all."""
    django.setup()
    cookies, sessions, fresh = _sign_in()
    pages = _pages(sessions, fresh)
    measured: dict[str, list[Measured]] = {page.name: [] for page in pages}
    for page in pages:
        run(page, port, cookies, 1.0)
    for _ in range(rounds):
        for page in pages:
            measured[page.name].append(run(page, port, cookies, seconds))
    sys.stdout.write(json.dumps({name: _summary(some, measured) for name, some in measured.items()}))


def _summary(some: list[Measured], measured: dict[str, list[Measured]]) -> dict[str, float]:
    """Return medians over the rounds; the ratio is to the bare page of the same round and method."""
    name = next(name for name, rounds in measured.items() if rounds is some)
    bare = measured[YARDSTICKS.get(name, "bare")]
    ratios = [one.rate / other.rate for one, other in zip(some, bare, strict=True)]
    return {
        "rate": statistics.median(one.rate for one in some),
        "p50": statistics.median(one.percentile(0.5) for one in some),
        "p95": statistics.median(one.percentile(0.95) for one in some),
        "ratio": statistics.median(ratios),
        "ratio_min": min(ratios),
        "ratio_max": max(ratios),
        "failures": sum(one.failures for one in some),
    }


def _sign_in() -> tuple[list[str], list[str], list[str]]:
    """Sign each browser in; return their cookies, and the ids of their answered and fresh coaching."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User
    from coaching.models import CoachingSession

    cookies, sessions, fresh = [], [], []
    for number in range(BROWSERS):
        user = User.objects.get(email=f"browser-{number}@example.org")
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        cookies.append(f"sessionid={store.session_key}")
        own = CoachingSession.objects.filter(user=user)
        sessions.append(own.get(status="in_progress").session_id)
        fresh.append(own.get(status="initialized").session_id)
    return cookies, sessions, fresh


def _pages(sessions: list[str], fresh: list[str]) -> list[Page]:
    return [
        Page("bare", lambda _: _again("GET", "/bench/bare/")),
        Page("wizard GET", lambda number: _again("GET", f"/coaching/{fresh[number]}/vision/")),
        Page("with review", lambda number: _again("GET", f"/coaching/{sessions[number]}/offre/")),
        Page("bare POST", lambda _: _again("POST", "/bench/bare/", {"answer": "x" * 300})),
        Page("wizard POST", lambda number: _answers(sessions[number]), frozenset({302})),
        Page("session list", lambda _: _again("GET", "/coaching/")),
        Page("brief list", lambda _: _again("GET", "/briefs/")),
        Page("search", lambda _: _again("GET", "/businesses/?q=cremerie&sector=agriculture")),
    ]


def _again(method: str, path: str, form: dict[str, str] | None = None) -> Iterator[Request]:
    while True:
        yield method, path, form


def _answers(session_id: str) -> Iterator[Request]:
    """Send a different answer each time from one open page; it never conflicts with itself."""
    for number in count():
        text = (
            f"Panier numéro {number} : quatre kilos de légumes des Niayes cueillis le matin, livrés à pied "
            "avant midi à Grand Yoff pour 2 500 FCFA, payés par Wave ou en espèces. Si un légume est "
            "abîmé, nous le remplaçons le lendemain. Nos vingt premières clientes gagnent une heure de "
            "marché par jour."
        )
        yield "POST", f"/coaching/{session_id}/offre/", {"text": text, "version": "1", "editor": "b"}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
