"""Every command of ours says what it does and fails loudly on what it does not understand."""

from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.core.management import CommandError, get_commands, load_command_class

from config.tests.ours import APPS

ROOT: Final = Path(settings.BASE_DIR)
OURS: Final = sorted(name for name, app in get_commands().items() if app in APPS)


def test_there_are_commands_to_check() -> None:
    assert {"seed_demo", "load_reference", "play_session", "evaluate_coach"} <= {*OURS}


@pytest.mark.parametrize("name", OURS)
def test_a_command_says_what_it_does(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    assert len(command.help.split()) >= 5
    assert "usage" in command.create_parser("manage.py", name).format_help()


@pytest.mark.parametrize("name", OURS)
def test_an_unknown_option_is_refused(name: str) -> None:
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    parser.called_from_command_line = False
    with pytest.raises(CommandError):
        parser.parse_args(["--no-such-option"])
