"""The second role of docs/security.md: the service goes on, and cannot touch what the trail holds."""

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from psycopg.errors import InsufficientPrivilege

from audit.chain import BROKEN_LINKS_SQL
from localrun import postgres
from localrun.tests.processes import ROOT, FirstStart, data_folder, end, eventually
from localrun.tests.test_embedded import User, ask, home, is_up

APPEND = "INSERT INTO audit_activity (action, actor_label, organization_label, target_type, target_id, "
APPEND += "target_label, changes, request_id, masked_ip) VALUES ('a.b', '', '', '', '', '', '{}', '', '')"
FORBIDDEN = [
    "TRUNCATE audit_activity",
    "DELETE FROM audit_activity",
    "UPDATE audit_activity SET action = 'forged'",
    "ALTER TABLE audit_activity DISABLE TRIGGER USER",
    "DROP TABLE audit_activity",
]


def documented_sql() -> str:
    """The statements of the document, one a line, without psql's own."""
    block = (ROOT / "docs" / "security.md").read_text().split("```sql\n")[1].split("```")[0]
    joined = " ".join(line.strip() for line in block.splitlines() if not line.startswith("\\"))
    return joined.replace("; ", ";\n") + "\n"


def manage(url: str, *command: str) -> str:
    environment = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": "tests-only"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def service(first_start: FirstStart) -> Iterator[str]:
    """Give the address under which the service reaches a database that was divided as documented."""
    with data_folder(copied_from=first_start.var.parent) as root:
        cluster = postgres.locate(home(root))
        flags = ["--single", "-D", str(cluster.data), "-c", "exit_on_error=on", "genesis"]
        postgres.demand(cluster, "postgres", *flags, feed=documented_sql())
        user = User(root)
        try:
            yield user.url
        finally:
            end(user.process)
        eventually(lambda: not is_up(root))


def owner(service: str) -> str:
    """The owner's address of the same database."""
    address = service.rsplit("@", 1)[1]
    return f"postgres://genesis_owner:{quote('another long random one')}@{address}"


def test_the_service_can_do_nothing_to_the_trail_but_add_to_it(
    service: str, subtests: pytest.Subtests
) -> None:
    ask(service, APPEND)
    for statement in FORBIDDEN:
        with subtests.test(statement), pytest.raises(InsufficientPrivilege):
            ask(service, statement)
    assert ask(service, BROKEN_LINKS_SQL) is None


def test_the_service_works_on(service: str) -> None:
    manage(service, "load_reference")
    manage(service, "seed_demo", "--force")
    assert "no issues" in manage(service, "check", "--database", "default")


def test_the_owner_migrates_and_the_service_reaches_what_is_new(service: str) -> None:
    manage(owner(service), "migrate", "audit", "0001")
    manage(owner(service), "migrate")
    ask(owner(service), "CREATE TABLE new (id int)")
    assert ask(service, "SELECT count(*) FROM new") == 0


def test_a_service_that_wants_to_change_tables_is_refused(service: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        ask(service, "CREATE TABLE mine (id int)")
