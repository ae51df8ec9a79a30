"""Make the benchmark's tables and rows: `python -m bench.prepare SESSIONS`, what browsers need as JSON."""

import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.load import BROWSERS

_READERS = [f"reader-{number}@example.org" for number in range(BROWSERS)]
_WRITERS = [f"writer-{number}@example.org" for number in range(BROWSERS)]


def main(sessions: int) -> None:
    """Fill the database, saying on stderr how far it is, and write who may sign in to stdout."""
    django.setup()
    with redirect_stdout(sys.stderr):
        _fill(sessions)
    browsers = {
        "reading": [_sign_in(who) for who in _READERS],
        "writing": [_sign_in(who) for who in _WRITERS],
        "fresh": [_coachings(who, "initialized")[0] for who in _READERS],
        "answered": [_coachings(who, "in_progress")[0] for who in _READERS],
        "open": [" ".join(_coachings(who, "in_progress")) for who in _WRITERS],
        "published": [_published(who) for who in _READERS],
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


def _published(email: str) -> str:
    """Return the path of a person's site, put online."""
    from bench.data import site  # models load after setup

    return site(email)


if __name__ == "__main__":
    main(int(sys.argv[1]))
