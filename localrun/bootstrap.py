"""Make the virtual environment ready: `python3 localrun/bootstrap.py VENV LOCKFILE...` (for the Makefile).

Runs on the machine's own Python, before anything is installed: standard library only, and written so that
an old Python can still read it and say what is missing.
"""

import fcntl
import hashlib
import importlib.util
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys

OLDEST = (3, 11)
ROOT = pathlib.Path(__file__).resolve().parent.parent
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: The folder of temporary files in a virtual environment that is not finished, or was interrupted.
UNFINISHED = ".unfinished"


def main(venv: str, lockfiles: "list[str]") -> None:
    """Create `venv` when missing, install `lockfiles` when they changed, compile the translations."""
    prefer_new_python()
    for number in STOPPING:
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, stop)
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)  # one `make` at a time, until this process ends
    folder = pathlib.Path(venv).absolute()
    if not (folder / "bin/python").exists() or (folder / UNFINISHED).exists():
        create(folder)
    install(folder, [ROOT / name for name in lockfiles])
    compile_translations(folder)


def stop(number: int, _frame: object) -> None:
    """End in order at a signal, with the status that shells expect; later signals are ignored."""
    signal.signal(number, signal.SIG_IGN)
    sys.stderr.write("\nStopped. The next start goes on from here.\n")
    sys.exit(128 + number)


def prefer_new_python() -> None:
    """Restart under a newer Python of this machine if this one is too old, or say what to install."""
    if sys.version_info >= OLDEST:
        return
    for minor in (14, 13, 12, 11):
        newer = shutil.which(f"python3.{minor}")
        # Version managers leave names that lead nowhere.
        if newer and subprocess.run([newer, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:  # noqa: S603
            os.execv(newer, [newer, "-I", *sys.argv])  # noqa: S606 - the same command, newer Python
    sys.exit(
        f"Genesis needs Python 3.11 or newer, and {sys.executable} is {platform.python_version()}.\n"
        "On Debian 12+ or Ubuntu 24.04+:  sudo apt-get install python3 python3-venv\n"
        "Or name another one:             make PYTHON=/path/to/python3.12 run"
    )


def create(folder: pathlib.Path) -> None:
    """Make the virtual environment, or say which Debian package is missing for it."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make virtual environments (ensurepip is missing). Mend it with:\n"
            f"  sudo apt-get install python3.{sys.version_info[1]}-venv"
        )
    print(f"Making the virtual environment {os.path.relpath(folder)}", flush=True)
    if (folder / "pyvenv.cfg").exists() or (folder / UNFINISHED).exists():
        (folder / "bin/python").unlink(missing_ok=True)  # first: without it this is begun again
        shutil.rmtree(folder)  # half made, or made for a Python that is gone
    (folder / UNFINISHED).mkdir(parents=True)
    run([sys.executable, "-m", "venv", str(folder)])


def install(folder: pathlib.Path, lockfiles: "list[pathlib.Path]") -> None:
    """Install the pinned libraries, each checked against its hash, unless that was done before."""
    for lockfile in lockfiles:
        stamp = folder / f".installed-{lockfile.stem}"
        digest = hashlib.sha256(lockfile.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        print(f"Installing the libraries of {lockfile.name} (a minute or two the first time)", flush=True)
        (folder / UNFINISHED).mkdir(parents=True, exist_ok=True)
        os.environ["TMPDIR"] = str(folder / UNFINISHED)
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        failure = execute([*pip, "-r", str(lockfile)])
        shutil.rmtree(folder / UNFINISHED)  # pip leaves all as it was when it fails by itself
        if failure:
            sys.exit(failure)
        stamp.write_text(digest)


def compile_translations(folder: pathlib.Path) -> None:
    """Compile each .po file that is newer than its .mo."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled, half = source.with_suffix(".mo"), source.with_suffix(".mo.half")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            babel = [str(folder / "bin/python"), "-m", "babel.messages.frontend", "--quiet", "compile"]
            run([*babel, "-i", str(source), "-o", str(half), "-l", source.parent.parent.name])
            half.replace(compiled)


def run(command: "list[str]") -> None:
    """Run a step that has to succeed."""
    failure = execute(command)
    if failure:
        sys.exit(failure)


def execute(command: "list[str]") -> str:
    """Run a step and return "", or that it failed; what it said is on the screen.

    The step has a session of its own: Ctrl-C reaches this process only, which stops it with its children.
    """
    step = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - arguments are ours
    try:
        return f"This step failed: {' '.join(command)}" if step.wait() else ""
    except BaseException:
        os.killpg(step.pid, signal.SIGKILL)
        step.wait()
        raise


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
