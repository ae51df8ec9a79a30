"""README.md, docs/production.md, the Makefile and .ci/run say the same thing, and it is true."""

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
INDEX = (ROOT / "docs" / "README.md").read_text()
#: A link to a file of ours.
LINK = r"\]\((?!http)([^)#]+)(?:#[^)]*)?\)"
PRODUCTION = (ROOT / "docs" / "production.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
START_UP = ("settings.py", "run.py", "local.py", "embedded.py", "postgres.py", "chromium.py")


def read_variables() -> set[str]:
    """Every environment variable that the settings and the start-up read."""
    source = "\n".join((ROOT / "config" / name).read_text() for name in START_UP)
    found = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source) + re.findall(
        r"environ\.get\(\"([A-Z_]+)\"", source
    )
    return {*found, *re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.M)}


def told_variables() -> set[str]:
    """Every variable in the README's configuration table."""
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", README, re.M)
    return {name for row in rows for name in re.findall(r"[A-Z_]+", row)}


def _is_package(module: str) -> bool:
    found = find_spec(module)
    return found is not None and found.submodule_search_locations is not None


def test_the_configuration_table_lists_what_is_read_and_nothing_else() -> None:
    assert told_variables() == read_variables()


def test_the_example_file_sets_only_known_variables() -> None:
    named = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)
    assert set(named) <= told_variables()


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith("make ")]
    assert commands == ["make test", "make check"]
    assert "```sh\nmake test\n```" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"[`\n]make ([a-z]+)", README))))
def test_each_make_command_of_the_readme_can_be_run(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py ([a-z_]+)", README + PRODUCTION))))
def test_each_management_command_of_the_documents_exists(command: str) -> None:
    assert command == "help" or command in get_commands()


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", README + PRODUCTION))))
def test_each_module_that_the_documents_run_exists(module: str) -> None:
    assert find_spec(f"{module}.__main__" if _is_package(module) else module)


@pytest.mark.parametrize("line", sorted(re.findall(r"^ExecStart=(.+)$", PRODUCTION, re.M)))
def test_each_program_of_the_service_units_is_one_that_is_installed(line: str) -> None:
    program, *rest = line.replace("/srv/genesis", str(ROOT)).split()
    assert Path(program).exists()
    assert all(Path(part).exists() for part in rest if part.startswith(str(ROOT)))


def test_the_documented_options_of_jobs_are_understood() -> None:
    [line] = re.findall(r"manage\.py jobs (--.+)", PRODUCTION)
    parser = load_command_class("businesses", "jobs").create_parser("manage.py", "jobs")
    assert parser.parse_args(line.split()).max_wait == 120


@pytest.mark.parametrize("link", sorted(set(re.findall(LINK, README))))
def test_each_file_that_the_readme_links_to_exists(link: str) -> None:
    assert (ROOT / link).exists()


def test_production_starts_the_web_server_and_the_worker() -> None:
    started = re.findall(r"^ExecStart=\S+/(\w+) .*?(\S+)$", PRODUCTION, re.M)
    assert started == [("granian", "config.wsgi:application"), ("python", "worker")]


@pytest.mark.parametrize("link", sorted(set(re.findall(LINK, INDEX))))
def test_each_file_that_the_index_of_documents_links_to_exists(link: str) -> None:
    assert (ROOT / "docs" / link).exists()


def test_the_index_leads_to_every_document() -> None:
    documents = {str(file.relative_to(ROOT / "docs")) for file in (ROOT / "docs").glob("*.md")}
    assert documents - set(re.findall(LINK, INDEX)) == {"README.md"}
