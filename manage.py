#!/usr/bin/env python3
"""Run Genesis's management commands; the embedded database is started when one is needed and none is set."""

import contextlib
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

from localrun.embedded import ROOT, prepare_environment

WITHOUT_DATABASE = {
    "help",
    "version",
    "--version",
    "makemessages",
    "compilemessages",
    "collectstatic",
    "findstatic",
}


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    prepare_environment(ROOT, database=needs_database(sys.argv[1:]))
    with contextlib.suppress(ImproperlyConfigured):  # which the command tells
        # One connection is enough, and says what is wrong.
        settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv or not (reason := advice(error)):
            raise
        sys.exit(reason)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(130)  # as shells say it


def needs_database(arguments: list[str]) -> bool:
    """Tell whether the command may touch the database; asking for help does not."""
    return bool(arguments) and arguments[0] not in WITHOUT_DATABASE and not {"--help", "-h"} & set(arguments)


def advice(error: Exception) -> str:
    """Return what to do when the database is at fault, not the command; nothing when that is not known."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state == "42P01":  # a table does not exist
        return (
            "The database is not prepared yet. Run `manage.py migrate` and `manage.py load_reference` first."
        )
    return "" if state else f"The database cannot be used: {' '.join(str(error).split())}"


if __name__ == "__main__":
    main()
