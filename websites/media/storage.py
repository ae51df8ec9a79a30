"""File storage that writes a file completely or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes to a temporary file and renames it once every byte is on the disk.

    Raises OSError, without leaving a file, when the disk is full or fails.
    """

    def _save(self, name: str, content: File[bytes]) -> str:
        """Write the content under a name that `get_available_name` found free."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            self._write(beside, content)
            beside.rename(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync(target.parent)
        return name

    def _write(self, path: Path, content: File[bytes]) -> None:
        with path.open("xb") as opened:
            for chunk in content.chunks():
                opened.write(chunk)
            opened.flush()
            os.fsync(opened.fileno())
        if self.file_permissions_mode is not None:
            path.chmod(self.file_permissions_mode)


def _sync(folder: Path) -> None:
    """Flush the folder to the disk, so that a power cut cannot lose the file's name."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
