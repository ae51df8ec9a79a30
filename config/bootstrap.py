"""Make the virtual environment ready: `python3 config/bootstrap.py VENV LOCKFILE...` (used by the Makefile).

Runs on the machine's own Python, before anything is installed: standard library only, and written so that
an old Python can still read it and say what is missing.
"""

import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = pathlib.Path(__file__).resolve().parent.parent


def main(venv: str, lockfiles: "list[str]") -> None:
    """Create `venv` when missing, install `lockfiles` when they changed, compile the translations."""
    prefer_new_python()
    python = pathlib.Path(venv).absolute() / "bin" / "python"
    if not python.exists():
        create(venv)
    install(python, [ROOT / name for name in lockfiles])
    compile_translations(python)


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
    run([sys.executable, "-m", "venv", venv])


def install(python: pathlib.Path, lockfiles: "list[pathlib.Path]") -> None:
    """Install the pinned libraries, each checked against its hash, unless that was done before."""
    for lockfile in lockfiles:
        stamp = python.parent.parent / (".installed-" + lockfile.stem)
        digest = hashlib.sha256(lockfile.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        say(f"Installing the libraries of {lockfile.name} (a minute or two the first time)")
        run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lockfile)])
        stamp.write_text(digest)


def compile_translations(python: pathlib.Path) -> None:
    """Compile each .po file that is newer than its .mo."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [
            "-m",
            "babel.messages.frontend",
            "--quiet",
            "compile",
            "-i",
            str(source),
            "-o",
            str(compiled),
        ]
        run([str(python), *command, "-l", source.parent.parent.name])


def run(command: "list[str]") -> None:
    """Run a step; end with its status when it fails, its own message being on the screen."""
    done = subprocess.run(command, check=False)  # noqa: S603 - arguments are ours
    if done.returncode:
        sys.exit(f"This step failed: {' '.join(command)}")


def say(text: str) -> None:
    """Tell the person what is going on."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
