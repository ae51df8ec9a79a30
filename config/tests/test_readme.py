"""The documents, the Makefile and .ci/run say the same thing, and it is true."""

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
INDEX = (ROOT / "docs" / "README.md").read_text()
#: A link to a file of ours.
LINK = r"\]\((?!http)([^)#]+)(?:#[^)]*)?\)"
PRODUCTION = (ROOT / "docs" / "production.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
#: What people and operators read: each document's file and its text.
DOCUMENTS = {
    file: file.read_text()
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "templates/components/README.md")
}
EVERYTHING = "\n".join(DOCUMENTS.values())
#: A path that a document names: in code, with a folder of ours in front; `<key>` stands for any name.
PATH = r"`([a-z]+/[\w./<>*-]+)`"


def read_variables() -> set[str]:
    """Every environment variable that the settings and the start-up read."""
    start_up = [ROOT / "config" / "settings.py", *(ROOT / "localrun").glob("*.py")]
    source = "\n".join(file.read_text() for file in start_up)
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


def test_the_make_commands_of_the_documents_can_be_run() -> None:
    targets = sorted(set(re.findall(r"[`\n]make ([a-z]+)", EVERYTHING)))
    done = subprocess.run(["make", "-n", *targets], cwd=ROOT, capture_output=True, text=True, check=False)
    assert targets
    assert done.returncode == 0, done.stderr


def test_the_management_commands_of_the_documents_exist() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", EVERYTHING))
    assert named
    assert named - {"help", *get_commands()} == set()


def test_the_modules_that_the_documents_run_exist() -> None:
    named = set(re.findall(r"python -m ([\w.]+)", EVERYTHING))
    run = {module: f"{module}.__main__" if _is_package(module) else module for module in named}
    assert named
    assert [module for module, program in run.items() if not find_spec(program)] == []


def test_the_programs_of_the_service_units_are_installed() -> None:
    parts = " ".join(re.findall(r"^ExecStart=(.+)$", PRODUCTION, re.M)).replace("/srv/genesis", str(ROOT))
    ours = [part for part in parts.split() if part.startswith(str(ROOT))]
    assert ours
    assert [part for part in ours if not Path(part).exists()] == []


def test_the_documented_options_of_jobs_are_understood() -> None:
    [line] = re.findall(r"manage\.py jobs (--.+)", PRODUCTION)
    parser = load_command_class("jobs", "jobs").create_parser("manage.py", "jobs")
    assert parser.parse_args(line.split()).max_wait == 120


def test_the_files_that_the_documents_link_to_exist() -> None:
    links = [(file, link) for file, text in DOCUMENTS.items() for link in re.findall(LINK, text)]
    assert links
    assert [link for file, link in links if not (file.parent / link).exists()] == []


def test_the_paths_that_the_documents_name_exist() -> None:
    """Apart from those of the data folder, which nobody keeps in the repository."""
    named = {path for path in re.findall(PATH, EVERYTHING) if not path.startswith("var/")}
    patterns = {path: re.sub(r"<\w+>", "*", path).rstrip("/") for path in named}
    assert patterns
    places = (ROOT, ROOT / "templates")  # templates go by the name that `include` takes
    found = {path for path, pattern in patterns.items() if any(any(here.glob(pattern)) for here in places)}
    assert patterns.keys() - found == set()


def test_the_newcomers_commands_are_those_of_the_readme() -> None:
    blocks = re.findall(r"```sh\n(make \w+)\n```", (ROOT / "CONTRIBUTING.md").read_text())
    assert blocks == ["make run", "make test"]


def test_decisions_are_short_and_indexed() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    long = [file.name for file in decisions if len(file.read_text().split()) > 300]
    assert long == []
    assert [file.name for file in decisions if f"(decisions/{file.name})" not in INDEX] == []


def test_production_starts_the_web_server_and_the_worker() -> None:
    started = re.findall(r"^ExecStart=\S+/(\w+) .*?(\S+)$", PRODUCTION, re.M)
    assert started == [("granian", "config.wsgi:application"), ("python", "worker")]


def test_the_index_leads_to_every_document() -> None:
    documents = {str(file.relative_to(ROOT / "docs")) for file in (ROOT / "docs").glob("*.md")}
    assert documents - set(re.findall(LINK, INDEX)) == {"README.md"}
