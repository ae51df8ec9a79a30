"""The first steps on a fresh machine: Python's version, the virtual environment, the lock, the secret key."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from localrun import bootstrap, embedded


def test_an_old_python_without_a_newer_one_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer(?s:.*)apt-get install python3"):
        bootstrap.prefer_new_python()


def test_a_python_without_ensurepip_says_which_package_mends_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match=rf"apt-get install python3\.{sys.version_info.minor}-venv"):
        bootstrap.create(tmp_path / "venv")


def test_libraries_are_installed_again_only_when_the_lock_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []

    def execute(command: list[str]) -> str:
        ran.append(command)
        return ""

    monkeypatch.setattr(bootstrap, "execute", execute)
    lock = tmp_path / "requirements.txt"
    for text in ("a==1", "a==1", "a==2"):
        lock.write_text(text)
        bootstrap.install(tmp_path, [lock])
    assert len(ran) == 2
    assert "--require-hashes" in ran[0]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project whose lock names a library that is nowhere, and no translations."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "STOPPING", ())  # the signals stay pytest's
    (tmp_path / "lock.txt").write_text("")
    return tmp_path


def test_what_was_half_made_is_made_anew(project: Path) -> None:
    venv = project / "venv"
    (venv / "bin").mkdir(parents=True)
    for name in ("bin/python", ".unfinished", "half", ".installed-lock"):
        (venv / name).write_text("")
    bootstrap.main(str(venv), ["lock.txt"])
    assert not (venv / "half").exists()
    assert not (venv / ".unfinished").exists()
    assert (venv / ".installed-lock").exists()


def test_an_upgrade_that_fails_by_itself_keeps_what_there_was(project: Path) -> None:
    python = project / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/false")
    with pytest.raises(SystemExit, match="This step failed"):
        bootstrap.install(project / "venv", [project / "lock.txt"])
    assert not (project / "venv" / ".unfinished").exists()
    assert not (project / "venv" / ".installed-lock").exists()


SLOW = """
import pathlib, sys
from localrun import bootstrap
bootstrap.create = lambda venv: bootstrap.run(
    [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
)
bootstrap.main(sys.argv[1], [])
"""


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_whoever_stops_the_preparation_reads_a_line_and_leaves_nothing_running(
    tmp_path: Path, how: signal.Signals, status: int
) -> None:
    command = [sys.executable, "-c", SLOW, str(tmp_path / "venv")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=bootstrap.ROOT, **pipes) as made:  # type: ignore[call-overload]
        step = int(made.stdout.readline())
        made.send_signal(how)
        assert made.communicate(timeout=10)[1] == "\nStopped. The next start goes on from here.\n"
    assert made.returncode == status
    with pytest.raises(ProcessLookupError):
        os.kill(step, 0)


def test_a_failing_step_ends_the_start_with_its_name() -> None:
    with pytest.raises(SystemExit, match="This step failed"):
        bootstrap.run([sys.executable, "-c", "raise SystemExit(3)"])


def test_an_old_python_can_still_read_the_first_steps() -> None:
    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 7))


def test_the_secret_key_is_made_once_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    keys = set()
    for _ in range(2):
        monkeypatch.delenv("SECRET_KEY", raising=False)
        embedded.prepare_environment(tmp_path, database=False)
        keys.add(os.environ["SECRET_KEY"])
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_who_brings_a_database_brings_the_secret_key(tmp_path: Path) -> None:
    code = "import django; django.setup()"
    environment = {"DATABASE_URL": "postgres://x@127.0.0.1/x", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr


@pytest.mark.parametrize("arguments", [["help"], ["migrate", "--help"], ["--version"]])
def test_asking_for_help_starts_no_database(arguments: list[str], tmp_path: Path) -> None:
    environment = {"VAR_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run(
        [sys.executable, "manage.py", *arguments], env=environment, check=True, capture_output=True
    )
    assert not (tmp_path / "postgres").exists()
