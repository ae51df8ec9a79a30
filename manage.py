#!/usr/bin/env python3
"""Run Genesis's management commands; the embedded database is started when one is needed and none is set."""

import os
import sys
from pathlib import Path

from config.local import prepare_environment
from config.postgres import EmbeddedPostgresError

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
    from django.core.management import execute_from_command_line  # after the address of the database is known

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
