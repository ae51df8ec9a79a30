"""Make the benchmark's tables and rows: `python -m bench.prepare SESSIONS`."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.load import BROWSERS


def main(sessions: int) -> None:
    """Migrate, load the code lists, make real people for the browsers, and the mass."""
    django.setup()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    from bench.data import fill, reader, writer  # models load after setup

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id bigserial PRIMARY KEY, name text, who text)")
    for number in range(BROWSERS):
        reader(f"reader-{number}@example.org")
        writer(f"writer-{number}@example.org")
    fill(sessions)


if __name__ == "__main__":
    main(int(sys.argv[1]))
