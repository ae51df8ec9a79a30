"""File storage that writes a file completely or not at all."""

import os
import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes to a temporary file and renames it once every byte is on the disk.

    Raises OSError, without leaving a file, when the disk is full or fails.
    """

    def _save(self, name: str, content: "File[bytes]") -> str:
        """Write the content under a name that `get_available_name` found free."""
        target = Path(self.path(name))
        beside = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            super()._save(beside.relative_to(self.location), content)  # type: ignore[misc]  # not in stubs
            _sync(beside)
            beside.rename(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync(target.parent)
        return name


def _sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk, so that a power cut cannot lose them."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
