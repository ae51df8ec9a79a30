"""Use cases of the photos of a site: add one, up to `MOST_IMAGES`; describe it; delete it.

A file is written before its row is committed and deleted after its row, so that no row lacks its file.
`manage.py tidy_images` removes files that a killed process leaves, and names those that a damaged disk lost.
"""

import hashlib
import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from websites.actions import WebsiteAction
from websites.definition.operations import DescribeImage, RemoveImage
from websites.definition.operations.base import clean_text
from websites.errors import ImageRefused, StorageFull
from websites.media.images import EncodedImage, process_upload
from websites.models import Site, SiteImage
from websites.services import change

#: The most images of a site; publishing copies each one.
MOST_IMAGES: Final = 60
#: The folder of images under MEDIA_ROOT; nothing else lies there.
FOLDER: Final = "sites"
#: Seconds; a younger file may belong to an upload that is not committed yet.
_MIN_AGE: Final = 24 * 3600
_log = logging.getLogger(__name__)


def add_image(*, by: User, site: Site, content: bytes, alt: str = "") -> SiteImage:
    """Store an upload among the images of the site; an image that the site already has is returned.

    Raises ImageRefused for an invalid image or one too many, and StorageFull when the disk is full. Nothing
    is stored then.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    existing: SiteImage | None = site.images.filter(sha256=sha256).first()
    if existing is not None and all(map(default_storage.exists, existing.file_names())):
        return existing
    if existing is None:
        _check_count(site)  # before decoding, and again under the lock
    picture = process_upload(content)
    with ExitStack() as written:  # its files are deleted again when anything fails
        with transaction.atomic():
            # The lock makes the count exact for parallel uploads.
            Site.objects.select_for_update(no_key=True, of=("self",)).get(pk=site.pk)
            row = site.images.filter(sha256=sha256).first()
            if row is None:
                _check_count(site)
                row = SiteImage(site=site, organization_id=site.organization_id, sha256=sha256, created_by=by)
            saved = _save(row, picture, clean_text(alt, "alt"), written, by)
        written.pop_all()
    return saved


def _check_count(site: Site) -> None:
    if site.images.count() >= MOST_IMAGES:
        message = _(
            "Your site has %(limit)s photos, as many as it can have. Delete one that you no longer need."
        )
        raise ImageRefused(message % {"limit": MOST_IMAGES})


def _save(row: SiteImage, picture: EncodedImage, alt: str, written: ExitStack, by: User) -> SiteImage:
    """Write the files, then the row; a row whose files were lost gets new ones."""
    row.file = _write_file(picture.full, written)
    row.small = _write_file(picture.small, written) if picture.small else ""
    row.width, row.height = picture.width, picture.height
    row.size = len(picture.full) + len(picture.small)
    row.alt, row.updated_by = row.alt or alt[:200], by
    row.save()
    record(WebsiteAction.IMAGE_ADDED, by=by, target=row, organization=row.site.organization)
    return row


def _write_file(content: bytes, written: ExitStack) -> str:
    """Write a file under a random name. Raises StorageFull when it cannot be written."""
    try:
        name = default_storage.save(
            f"{FOLDER}/{timezone.now():%Y/%m}/{secrets.token_hex(16)}.webp", ContentFile(content)
        )
    except OSError as error:
        _log.error("An image could not be written: %s", error)  # only the operator can help
        message = _("There is no room for photos at the moment. Nothing was changed. Please try again later.")
        raise StorageFull(message) from error
    written.callback(_delete_files, [name])
    return name


def _delete_files(names: list[str]) -> None:
    for name in names:
        with suppress(OSError):  # tidy_images deletes it later
            default_storage.delete(name)


@transaction.atomic
def describe_image(*, by: User, site: Site, image: SiteImage, version: int, alt: str) -> None:
    """Set the alternative text of an image and of its uses in the site. Raises SiteChanged."""
    text = clean_text(alt, "alt")
    operation = DescribeImage(image=str(image.pk), before=image.alt, alt=text)
    change(by=by, site=site, version=version, operation=operation)
    image.alt, image.updated_by = text, by
    image.save(update_fields=["alt", "updated_by"])


@transaction.atomic
def delete_image(*, by: User, site: Site, image: SiteImage, version: int) -> None:
    """Delete an image and its files, and remove it from the site. Raises SiteChanged.

    A published page keeps its copy until the site is published again.
    """
    change(by=by, site=site, version=version, operation=RemoveImage(image=str(image.pk)))
    names = image.file_names()
    record(WebsiteAction.IMAGE_DELETED, by=by, target=image, organization=site.organization)
    image.delete()
    transaction.on_commit(lambda: _delete_files(names))


def orphaned_files() -> Iterator[Path]:
    """Yield files that no row refers to and that are too old to belong to a running upload."""
    root, referenced = Path(default_storage.path("")), _referenced_files()
    for path in sorted((root / FOLDER).rglob("*")):
        is_old = path.is_file() and time.time() - path.stat().st_mtime > _MIN_AGE
        if is_old and path.relative_to(root).as_posix() not in referenced:
            yield path


def missing_files() -> list[str]:
    """Return the names of files that rows refer to and that do not exist."""
    return sorted(name for name in _referenced_files() if not default_storage.exists(name))


def _referenced_files() -> set[str]:
    return {name for image in SiteImage.objects.only("file", "small") for name in image.file_names()}
