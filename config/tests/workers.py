"""A worker of its own process, as installations run it, on the database of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

from django.conf import settings
from django.db import connection

#: A worker that is not done by then is stuck.
SECONDS = 60


def database_url() -> str:
    """Return the address of the database that the running test uses."""
    database = connection.settings_dict
    user, password = quote(database["USER"]), quote(database["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def environment() -> dict[str, str]:
    """Return what a program of ours needs to join the running test; its mails go nowhere."""
    ours = {"DATABASE_URL": database_url(), "SECRET_KEY": "tests", "EMAIL_URL": "dummymail://", "DEBUG": "1"}
    return {**ours, "PATH": os.environ.get("PATH", "/usr/bin:/bin")}


def work_off() -> None:
    """Do every job that is queued, and return when none is left; raises when the worker fails."""
    subprocess.run(  # our own command
        [sys.executable, "manage.py", "worker", "--once", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=environment(),
        timeout=SECONDS,
        check=True,
    )
