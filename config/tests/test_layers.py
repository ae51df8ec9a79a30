"""Imports run one way only, and the built-in coach stands alone."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from config.tests.ours import APPS

DECLARED = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["tool"]["importlinter"]


@pytest.mark.parametrize("contract", [contract["id"] for contract in DECLARED["contracts"]])
def test_a_contract_of_the_layers_is_kept(contract: str) -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--contract", contract]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_app_has_its_layer() -> None:
    assert {*APPS, "config", "localrun", "pages", "agents", "outbound", "nlp"} == set(
        DECLARED["root_packages"]
    )


def test_the_coach_loads_without_django() -> None:
    program = "import coaching.coach, sys; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, check=True)
