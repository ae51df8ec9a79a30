"""Surroundings of a run on one's own machine: the embedded database and a generated secret key."""

import os
import secrets
from pathlib import Path

from localrun.embedded import ensure_database_url, read_dotenv
from localrun.postgres import write_private


def prepare_environment(root: Path, *, database: bool = True) -> None:
    """Put what the settings need into the environment.

    With `DATABASE_URL` set this changes nothing: whoever brings a database brings a SECRET_KEY too. Without
    it the embedded server is started (unless `database` is false) and the key comes from `var/secret_key`.
    """
    read_dotenv(root)
    if os.environ.get("DATABASE_URL"):
        return
    if database:
        ensure_database_url(root)
    os.environ.setdefault("SECRET_KEY", _secret_key(root))


def _secret_key(root: Path) -> str:
    """Return the machine's key, made at the first call and readable by its owner only."""
    file = Path(os.environ.get("VAR_DIR") or root / "var") / "secret_key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_private(file, secrets.token_urlsafe(50), None)
    return file.read_text()
