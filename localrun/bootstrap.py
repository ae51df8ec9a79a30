"""Make the virtual environment ready: `python3 localrun/bootstrap.py VENV LOCKFILE...` (for the Makefile).

Runs on the machine's own Python, before anything is installed: standard library only, and written so that
an old Python can still read it and say what is missing.
"""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import NoReturn

OLDEST = (3, 11)
ROOT = pathlib.Path(__file__).resolve().parent.parent
STOPPED = {
    signal.SIGINT: 130,
    signal.SIGTERM: 143,
    signal.SIGHUP: 129,
}  # the status of each, as shells say it


def main(venv: str, lockfiles: "list[str]") -> None:
    """Create `venv` when missing, install `lockfiles` when they changed, compile the translations."""
    prefer_new_python()
    for number in STOPPED:
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, stop)
    python = pathlib.Path(venv).absolute() / "bin" / "python"
    with alone():
        if not python.exists() or unfinished(python).exists():
            create(venv)
        install(python, [ROOT / name for name in lockfiles])
        compile_translations(python)


def stop(number: int, _frame: object) -> None:
    """End calmly at a signal; a second one changes nothing."""
    signal.signal(number, signal.SIG_IGN)
    sys.stderr.write("\nStopped. The next start goes on from here.\n")
    sys.exit(STOPPED[signal.Signals(number)])


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other `make` of this project prepares the same things."""
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def unfinished(python: pathlib.Path) -> pathlib.Path:
    """Return the file that lies in a virtual environment while it is made or filled."""
    return python.parent.parent / ".unfinished"


def prefer_new_python() -> None:
    """Go on under a newer Python of this machine when this one is too old, or say what to install."""
    if sys.version_info >= OLDEST:
        return
    for minor in (14, 13, 12, 11):
        newer = shutil.which(f"python3.{minor}")
        if newer and works(newer):
            os.execv(newer, [newer, "-I", *sys.argv])  # noqa: S606 - the same command, newer Python
    sys.exit(
        f"Genesis needs Python 3.11 or newer, and {sys.executable} is {platform.python_version()}.\n"
        "On Debian 12+ or Ubuntu 24.04+:  sudo apt-get install python3 python3-venv\n"
        "Or name another one:             make PYTHON=/path/to/python3.12 run"
    )


def works(python: str) -> bool:
    """Tell whether this Python can be run: version managers leave names that lead nowhere."""
    done = subprocess.run([python, "-c", ""], check=False, stderr=subprocess.DEVNULL)  # noqa: S603
    return done.returncode == 0


def create(venv: str) -> None:
    """Make the virtual environment; Debian ships Python without the part that this needs."""
    try:
        import ensurepip  # noqa: F401 - only to know whether it is there
        import venv as _venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make virtual environments (ensurepip is missing). Mend it with:\n"
            f"  sudo apt-get install python3.{sys.version_info[1]}-venv"
        )
    say(f"Making the virtual environment {venv}")
    folder = pathlib.Path(venv).absolute()
    if (folder / "pyvenv.cfg").exists() or (folder / ".unfinished").exists():
        (folder / "bin" / "python").unlink(missing_ok=True)  # first: without it this is begun again
        shutil.rmtree(folder)  # half made, or made for a Python that is gone
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".unfinished").touch()
    run([sys.executable, "-m", "venv", venv])


def install(python: pathlib.Path, lockfiles: "list[pathlib.Path]") -> None:
    """Install the pinned libraries, each checked against its hash, unless that was done before."""
    for lockfile in lockfiles:
        stamp = python.parent.parent / (".installed-" + lockfile.stem)
        digest = hashlib.sha256(lockfile.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        say(f"Installing the libraries of {lockfile.name} (a minute or two the first time)")
        install_one(python, lockfile)
        stamp.write_text(digest)


def install_one(python: pathlib.Path, lockfile: pathlib.Path) -> None:
    """Install the libraries of one lockfile; killed on the way, all is to be made anew."""
    temporary = python.parent.parent / ".tmp"  # goes with the rest when this is interrupted
    temporary.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = str(temporary)
    unfinished(python).touch()
    command = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lockfile)]
    code = execute(command)
    unfinished(python).unlink()  # pip leaves all as it was when it fails by itself
    shutil.rmtree(temporary, ignore_errors=True)
    if code:
        fail(command)


def compile_translations(python: pathlib.Path) -> None:
    """Compile each .po file that is newer than its .mo."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = compiled.with_suffix(".mo.half")
        command = [str(python), "-m", "babel.messages.frontend", "--quiet", "compile", "-i", str(source)]
        run([*command, "-o", str(half), "-l", source.parent.parent.name])
        half.replace(compiled)


def run(command: "list[str]") -> None:
    """Run a step that has to succeed."""
    if execute(command):
        fail(command)


def execute(command: "list[str]") -> int:
    """Run a step and return its status.

    The step has a session of its own: Ctrl-C reaches us alone, and we stop it with all that it has started.
    """
    step = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - arguments are ours
    try:
        return step.wait()
    except BaseException:
        os.killpg(step.pid, signal.SIGKILL)
        step.wait()
        raise


def fail(command: "list[str]") -> NoReturn:
    """End with the step's name; what it said is on the screen."""
    sys.exit(f"This step failed: {' '.join(command)}")


def say(text: str) -> None:
    """Tell the person what is going on."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
