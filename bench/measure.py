"""Measure every page against the bare one: `python -m bench.measure PORT ROUNDS SECONDS`, figures as JSON."""

import json
import statistics
import sys
from collections.abc import Iterator
from itertools import cycle

import django
from django.conf import settings

from bench.load import BROWSERS, Measured, Page, run

#: What a page is held against, when not against the bare page got by GET.
YARDSTICKS = {"wizard POST": "bare POST"}
Request = tuple[str, str, dict[str, str] | None]


def main(port: int, rounds: int, seconds: float) -> None:
    """Take the pages in turn, round after round, so that a change of the machine's pace meets them all."""
    django.setup()
    pages = _pages()
    measured: dict[str, list[Measured]] = {page.name: [] for page in pages}
    for page in pages:
        run(page, port, 1.0)
    for _ in range(rounds):
        for page in pages:
            measured[page.name].append(run(page, port, seconds))
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


def _sign_in(email: str) -> str:
    """Open a signed-in session and return its cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User  # models load after setup

    user = User.objects.get(email=email)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"sessionid={store.session_key}"


def _coachings(email: str, status: str) -> list[str]:
    """Return the ids of a person's coaching sessions in that status."""
    from coaching.models import CoachingSession  # models load after setup

    rows = CoachingSession.objects.filter(user__email=email, status=status)
    return list(rows.values_list("session_id", flat=True))


def _pages() -> list[Page]:
    readers = [f"reader-{number}@example.org" for number in range(BROWSERS)]
    writers = [f"writer-{number}@example.org" for number in range(BROWSERS)]
    reading, writing = [_sign_in(who) for who in readers], [_sign_in(who) for who in writers]
    fresh = [_coachings(who, "initialized")[0] for who in readers]
    answered = [_coachings(who, "in_progress")[0] for who in readers]
    open_ones = [_coachings(who, "in_progress") for who in writers]
    return [
        Page("bare", reading, lambda _: _again("GET", "/bench/bare/")),
        Page("wizard GET", reading, lambda number: _again("GET", f"/coaching/{fresh[number]}/vision/")),
        Page("with review", reading, lambda number: _again("GET", f"/coaching/{answered[number]}/offre/")),
        Page("bare POST", reading, lambda _: _again("POST", "/bench/bare/", {"answer": "x" * 300})),
        Page("wizard POST", writing, lambda number: _answers(open_ones[number]), frozenset({302})),
        Page("session list", reading, lambda _: _again("GET", "/coaching/")),
        Page("brief list", reading, lambda _: _again("GET", "/briefs/")),
        Page("search", reading, lambda _: _again("GET", "/businesses/?q=cremerie&sector=agriculture")),
    ]


def _again(method: str, path: str, form: dict[str, str] | None = None) -> Iterator[Request]:
    while True:
        yield method, path, form


def _answers(sessions: list[str]) -> Iterator[Request]:
    """Send a different answer each time, to one session after the other, each from one open page."""
    for number, session_id in enumerate(cycle(sessions)):
        text = (
            f"Panier numéro {number} : quatre kilos de légumes des Niayes cueillis le matin, livrés à pied "
            "avant midi à Grand Yoff pour 2 500 FCFA, payés par Wave ou en espèces. Si un légume est "
            "abîmé, nous le remplaçons le lendemain. Nos vingt premières clientes gagnent une heure de "
            "marché par jour."
        )
        yield "POST", f"/coaching/{session_id}/offre/", {"text": text, "version": "1", "editor": "b"}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
