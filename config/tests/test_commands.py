"""Every command of ours says what it does and fails loudly on what it does not understand."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.core.management import CommandError, get_commands, load_command_class
from django.db import ProgrammingError
from django.db import connection as database

import manage
from config.tests.ours import APPS

ROOT: Final = Path(settings.BASE_DIR)
OURS: Final = sorted(name for name, app in get_commands().items() if app in APPS)


def test_there_are_commands_to_check() -> None:
    assert {"seed_demo", "load_reference", "play_session", "evaluate_coach"} <= {*OURS}


def test_every_command_says_what_it_does_and_refuses_an_unknown_option(subtests: pytest.Subtests) -> None:
    for name in OURS:
        command = load_command_class(get_commands()[name], name)
        parser = command.create_parser("manage.py", name)
        parser.called_from_command_line = False
        with subtests.test(f"{name} says what it does"):
            assert len(command.help.split()) >= 5
            assert "usage" in parser.format_help()
        with subtests.test(f"{name} refuses an unknown option"), pytest.raises(CommandError):
            parser.parse_args(["--no-such-option"])


@pytest.mark.parametrize("name", ["verify_trail", "migrate"])  # of ours, of Django
def test_a_database_that_does_not_answer_is_told_in_a_line(name: str) -> None:
    nowhere = {
        **os.environ,
        "DATABASE_URL": "postgres://genesis:x@127.0.0.1:1/genesis",
        "SECRET_KEY": "x" * 50,
    }
    nowhere["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "manage.py", name]
    done = subprocess.run(command, cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Connection refused" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(("sql", "is_told"), [("SELECT * FROM nowhere", True), ("SELECT nothing", False)])
def test_only_a_database_without_tables_is_sent_to_migrate(sql: str, is_told: bool) -> None:
    with database.cursor() as cursor, pytest.raises(ProgrammingError) as failed:
        cursor.execute(sql)
    assert ("migrate" in manage.advice(failed.value)) is is_told
