#!/usr/bin/env python3
"""Run Genesis's management commands; the embedded database is started when one is needed and none is set."""

import contextlib
import os
import sys
from pathlib import Path

from localrun.local import prepare_environment
from localrun.postgres import EmbeddedPostgresError

INTERRUPTED = 130  # as shells say it
NO_SUCH_TABLE = "42P01"
WITHOUT_DATABASE = {
    "help",
    "version",
    "--version",
    "makemessages",
    "compilemessages",
    "collectstatic",
    "findstatic",
}


def needs_database(arguments: list[str]) -> bool:
    """Tell whether the command may touch the database; asking for help does not."""
    return bool(arguments) and arguments[0] not in WITHOUT_DATABASE and not {"--help", "-h"} & set(arguments)


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        prepare_environment(Path(__file__).resolve().parent, database=needs_database(sys.argv[1:]))
    except EmbeddedPostgresError as error:
        sys.exit(str(error))
    from django.conf import settings  # after the address of the database is known
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    with contextlib.suppress(ImproperlyConfigured):  # which the command tells
        settings.DATABASES["default"]["OPTIONS"].pop(
            "pool", None
        )  # one connection, and it says what is wrong
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv or not (reason := advice(error)):
            raise
        sys.exit(reason)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(INTERRUPTED)


def advice(error: Exception) -> str:
    """Return what to do when the database is at fault, not the command; nothing when that is not known."""
    if getattr(error.__cause__, "sqlstate", None) == NO_SUCH_TABLE:
        return (
            "The database is not prepared yet. Run `manage.py migrate` and `manage.py load_reference` first."
        )
    if getattr(error.__cause__, "sqlstate", None) is None:  # the server did not answer at all
        return f"The database cannot be used: {' '.join(str(error).split())}"
    return ""


if __name__ == "__main__":
    main()
