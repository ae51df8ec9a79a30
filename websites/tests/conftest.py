"""What tests of sites share."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """Give an empty folder in which uploaded images are kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def files_in(folder: Path) -> list[Path]:
    """Return every file of a folder and those in it."""
    return [path for path in folder.rglob("*") if path.is_file()]
