"""Make the benchmark's tables and rows: `python -m bench.prepare SESSIONS`, what browsers need as JSON."""

import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.load import BROWSERS

_READERS = [f"reader-{number}@example.org" for number in range(BROWSERS)]
_WRITERS = [f"writer-{number}@example.org" for number in range(BROWSERS)]


def main(sessions: int) -> None:
    """Fill the database, saying on stderr how far it is, and write who may sign in to stdout."""
    django.setup()
    with redirect_stdout(sys.stderr):
        _fill(sessions)
        from bench.data import answer_peer, site  # models load after setup

        peers = [_sign_in(who) for who in _READERS]
        for peer in peers:
            answer_peer(peer)
        browsers = {
            "reading": [_cookie(_sign_in(who)) for who in _READERS],
            "writing": [_cookie(_sign_in(who)) for who in _WRITERS],
            "peer": [_cookie(_sign_in(who)) for who in _READERS],
            "peer answered": [_cookie(peer) for peer in peers],
            "fresh": [_coachings(who, "initialized")[0] for who in _READERS],
            "answered": [_coachings(who, "in_progress")[0] for who in _READERS],
            "open": [" ".join(_coachings(who, "in_progress")) for who in _WRITERS],
            "published": [site(who) for who in _READERS],
        }
    sys.stdout.write(json.dumps(browsers))


def _fill(sessions: int) -> None:
    """Migrate, load the code lists, make real people for the browsers, and the mass."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    from bench.data import fill, reader, writer  # models load after setup

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id bigserial PRIMARY KEY, name text, who text)")
    for read, write in zip(_READERS, _WRITERS, strict=True):
        reader(read)
        writer(write)
    fill(sessions)


def _sign_in(email: str) -> Client:
    """Return a browser in which that person is signed in."""
    from accounts.models import User  # models load after setup

    browser = Client(HTTP_HOST="localhost", headers={"Accept-Language": "fr"})
    browser.force_login(User.objects.get(email=email), settings.AUTHENTICATION_BACKENDS[-1])
    return browser


def _cookie(browser: Client) -> str:
    return f"sessionid={browser.cookies['sessionid'].value}"


def _coachings(email: str, status: str) -> list[str]:
    """Return the ids of a person's coaching sessions in that status."""
    from coaching.models import CoachingSession  # models load after setup

    rows = CoachingSession.objects.filter(user__email=email, status=status)
    return list(rows.values_list("session_id", flat=True))


if __name__ == "__main__":
    main(int(sys.argv[1]))
