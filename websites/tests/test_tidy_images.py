"""The command that deletes orphaned files and reports missing ones."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from websites.media import services as images
from websites.tests.conftest import files_in
from websites.tests.photos import photo
from websites.tests.sites import site_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(media: Path, owner: User) -> Path:
    """Give an old orphaned file, beside the files of an image and of a running upload."""
    images.add_image(by=owner, site=site_of(owner), content=photo())
    folder = files_in(media)[0].parent
    (folder / "under-way.webp").write_bytes(b"x")
    old = folder / ".0123.part"
    old.write_bytes(bytes(2048))
    for path in (old, files_in(folder)[0]):
        os.utime(path, (time.time() - 90_000,) * 2)
    return old


def tidy(**how: object) -> str:
    output = StringIO()
    call_command("tidy_images", stdout=output, **how)
    return output.getvalue()


def test_only_old_orphaned_files_are_deleted(orphan: Path, media: Path) -> None:
    assert tidy(verbosity=2) == f"{orphan}\n1 files deleted, 2 KB.\n"
    assert len(files_in(media)) == 2
    assert tidy() == "0 files deleted, 0 KB.\n"


def test_a_dry_run_deletes_nothing(orphan: Path) -> None:
    assert "would be deleted" in tidy(dry_run=True)
    assert orphan.exists()


def test_a_missing_file_is_reported(owner: User, media: Path) -> None:
    row = images.add_image(by=owner, site=site_of(owner), content=photo())
    files_in(media)[0].unlink()
    with pytest.raises(CommandError, match=row.file.name):
        tidy()


def test_without_a_media_folder_there_is_nothing_to_do(media: Path, db: None) -> None:
    assert tidy() == "0 files deleted, 0 KB.\n"
