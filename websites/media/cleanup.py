"""Find files without a row and rows without a file, as a crash or a damaged disk leaves them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

from websites.models import SiteImage

#: The folder of images under MEDIA_ROOT; nothing else lies there.
FOLDER: Final = "sites"
#: Seconds; a younger file may belong to an upload that is not committed yet.
_MIN_AGE: Final = 24 * 3600


def referenced_files() -> set[str]:
    """Return the names of all files that rows refer to."""
    pairs = SiteImage.objects.values_list("file", "small")
    return {name for pair in pairs for name in pair if name}


def orphaned_files() -> Iterator[Path]:
    """Yield files that no row refers to and that are too old to belong to a running upload."""
    root, referenced = Path(default_storage.path("")), referenced_files()
    for path in sorted(Path(default_storage.path(FOLDER)).rglob("*")):
        is_old = path.is_file() and time.time() - path.stat().st_mtime > _MIN_AGE
        if is_old and path.relative_to(root).as_posix() not in referenced:
            yield path


def missing_files() -> list[str]:
    """Return the names of files that rows refer to and that do not exist."""
    return sorted(name for name in referenced_files() if not default_storage.exists(name))
