"""Uploaded images: stored completely or not at all, described, deleted."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import override

from accounts.models import User
from audit.models import Activity
from websites.definition.operations import (
    AddPictures,
    DescribeImage,
    RemoveImage,
    SetImage,
    sections_showing,
    show_images,
)
from websites.definition.schema import About, Gallery, Hero, Picture
from websites.errors import ImageRefused, SiteChanged, StorageFull
from websites.media import services as images
from websites.models import Site, SiteImage
from websites.rendering.page import Links, render
from websites.rendering.sections import PageImage
from websites.services import change, definition_of, undo
from websites.tests.conftest import files_in
from websites.tests.factories import SiteImageFactory
from websites.tests.photos import encoded, photo, read, scene
from websites.tests.sites import site_of
from websites.tests.test_editing import SITE, block

pytestmark = pytest.mark.django_db
OnCommit = Callable[..., object]


@pytest.fixture
def site(owner: User, media: Path) -> Site:
    return site_of(owner, definition=SITE.model_dump(mode="json"))


@contextmanager
def full_disk(left: int) -> Iterator[None]:
    """Limit the size of files, so that writing fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_an_upload_is_kept_as_two_files_and_a_row(site: Site, owner: User, media: Path) -> None:
    row = images.add_image(by=owner, site=site, content=photo(1800, 1200), alt=" Le  jardin ")
    assert (row.width, row.height, row.alt) == (1600, 1067, "Le jardin")
    assert {str(path.relative_to(media)) for path in files_in(media)} == {str(row.file), str(row.small)}
    assert read((media / str(row.file)).read_bytes()).size == (1600, 1067)
    assert Activity.objects.filter(action="websites.image.added").count() == 1


def test_file_names_are_random_and_files_private(site: Site, owner: User, media: Path) -> None:
    row = images.add_image(by=owner, site=site, content=photo())
    assert len(Path(str(row.file)).stem) == 32
    assert row.sha256 not in str(row.file)
    assert {path.stat().st_mode & 0o777 for path in files_in(media)} == {0o640}


def test_the_same_upload_is_recognised(site: Site, owner: User, media: Path) -> None:
    first = images.add_image(by=owner, site=site, content=photo())
    assert images.add_image(by=owner, site=site, content=photo()) == first
    assert len(files_in(media)) == SiteImage.objects.count() == 1


def test_two_sites_keep_their_own_copy(site: Site, owner: User, media: Path) -> None:
    for one in (site, site_of(owner, slug="autre-jardin")):
        images.add_image(by=owner, site=one, content=photo())
    assert len(files_in(media)) == SiteImage.objects.count() == 2


def test_an_image_whose_file_was_lost_comes_back_when_it_is_sent_again(
    site: Site, owner: User, media: Path
) -> None:
    first = images.add_image(by=owner, site=site, content=photo(), alt="Jardin")
    files_in(media)[0].unlink()
    again = images.add_image(by=owner, site=site, content=photo())
    assert (again.pk, again.alt) == (first.pk, "Jardin")
    assert default_storage.exists(str(again.file))


def test_an_invalid_photo_leaves_no_file_and_no_row(site: Site, owner: User, media: Path) -> None:
    with pytest.raises(ImageRefused):
        images.add_image(by=owner, site=site, content=b"<svg><script/></svg>")
    assert not files_in(media)
    assert not SiteImage.objects.exists()


def test_the_number_of_photos_is_limited(
    site: Site, owner: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_IMAGES", 1)
    images.add_image(by=owner, site=site, content=photo(colour="red"))
    with pytest.raises(ImageRefused, match="1 photos"):
        images.add_image(by=owner, site=site, content=photo(colour="blue"))
    assert len(files_in(media)) == SiteImage.objects.count() == 1


def test_a_full_site_refuses_before_decoding(
    site: Site, owner: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_IMAGES", 0)
    with pytest.raises(ImageRefused, match="0 photos"):
        images.add_image(by=owner, site=site, content=b"no photo at all")


def test_a_full_disk_leaves_no_partial_file_and_is_reported(site: Site, owner: User, media: Path) -> None:
    content = encoded(scene(3))
    with override("en"), full_disk(30_000), pytest.raises(StorageFull, match="no room"):
        images.add_image(by=owner, site=site, content=content)
    assert not files_in(media)
    assert not SiteImage.objects.exists()
    assert images.add_image(by=owner, site=site, content=content).size > 30_000


def test_a_disk_that_fills_between_two_files_leaves_neither(
    site: Site, owner: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "_save", _second_file_too_large)
    with full_disk(50_000), pytest.raises(StorageFull):
        images.add_image(by=owner, site=site, content=photo())
    assert not files_in(media)


def _second_file_too_large(row: SiteImage, picture: object, alt: str, kept: ExitStack, by: User) -> None:
    images._write_file(b"small", kept)
    images._write_file(bytes(60_000), kept)


def test_files_go_when_their_row_is_rolled_back(
    site: Site, owner: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(images, "record", fails)
    with pytest.raises(RuntimeError):
        images.add_image(by=owner, site=site, content=photo())
    assert not files_in(media)
    assert not SiteImage.objects.exists()


@pytest.fixture
def shown_image(site: Site, owner: User) -> SiteImage:
    """Give an image that the hero and the gallery show."""
    row = images.add_image(by=owner, site=site, content=photo(), alt="Le jardin")
    put = SetImage(block="bbbbbb", image=str(row.pk), alt="Le jardin")
    more = AddPictures(block="eeeeee", pictures=(Picture(image=str(row.pk), alt="Rose, notre âne"),))
    for operation in (put, more):
        site = change(by=owner, site=site, version=site.version, operation=operation).site
    return row


def current(site: Site) -> Site:
    return Site.objects.get(pk=site.pk)


def test_a_deleted_image_goes_with_its_files_and_from_every_section(
    site: Site,
    owner: User,
    shown_image: SiteImage,
    media: Path,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # pytest-django's
        images.delete_image(by=owner, site=site, image=shown_image, version=current(site).version)
    held = definition_of(current(site))
    assert (block(held, "bbbbbb").image, len(block(held, "eeeeee").pictures)) == ("", 1)
    assert not files_in(media)


def test_undo_does_not_restore_a_deleted_image(site: Site, owner: User, shown_image: SiteImage) -> None:
    key = str(shown_image.pk)
    images.delete_image(by=owner, site=site, image=shown_image, version=current(site).version)
    undo(by=owner, site=site, version=current(site).version)
    assert block(definition_of(current(site)), "bbbbbb").image == key
    assert not current(site).images.exists()


def test_an_image_is_not_deleted_when_the_site_has_changed(
    site: Site, owner: User, shown_image: SiteImage, media: Path
) -> None:
    with pytest.raises(SiteChanged):
        images.delete_image(by=owner, site=site, image=shown_image, version=1)
    assert shown_image in current(site).images.all()
    assert files_in(media)


def test_files_stay_until_the_deletion_is_committed(
    site: Site, owner: User, shown_image: SiteImage, media: Path
) -> None:
    images.delete_image(by=owner, site=site, image=shown_image, version=current(site).version)
    assert files_in(media)


def test_a_new_description_does_not_replace_one_written_for_a_section(
    site: Site, owner: User, shown_image: SiteImage
) -> None:
    images.describe_image(
        by=owner, site=site, image=shown_image, version=current(site).version, alt="Au lever du jour"
    )
    held = definition_of(current(site))
    assert block(held, "bbbbbb").alt == "Au lever du jour"
    assert block(held, "eeeeee").pictures[1].alt == "Rose, notre âne"
    assert SiteImage.objects.get().alt == "Au lever du jour"


def test_a_photo_is_shown_once_in_a_gallery() -> None:
    twice = (Picture(image="x"), Picture(image="y", alt=" Rose "))
    after = AddPictures(block="eeeeee", pictures=twice).apply(SITE)
    assert block(after, "eeeeee").pictures == (Picture(image="x"), Picture(image="y", alt="Rose"))


def test_a_gallery_takes_all_photos_and_other_sections_the_first() -> None:
    pictures = (Picture(image="a"), Picture(image="b"))
    assert isinstance(show_images(SITE, "eeeeee", pictures), AddPictures)
    assert show_images(SITE, "bbbbbb", pictures) == SetImage(block="bbbbbb", image="a")


def test_sections_showing_an_image_are_listed_until_it_is_removed() -> None:
    held = SetImage(block="bbbbbb", image="x", alt="Rose").apply(SITE)
    assert len(sections_showing(held, "x")) == 2
    assert not sections_showing(RemoveImage(image="x").apply(held), "x")
    assert block(RemoveImage(image="x").apply(held), "bbbbbb").alt == ""
    assert DescribeImage(image="nobody", before="", alt="z").apply(held) == held


def test_a_page_says_what_its_photos_show_in_the_words_of_each_place() -> None:
    blocks = (
        Hero(headline="Hi", image="1", alt="Rose"),
        About(title="Us", text="", image="1"),
        Gallery(title="Work", pictures=(Picture(image="1", alt="A basket"),)),
    )
    links = Links(image=lambda image: PageImage("/1.webp", 1600, 900, "/1-small.webp"))
    page = render(SITE.model_copy(update={"blocks": blocks}), links=links).html
    assert [page.count(f'alt="{alt}"') for alt in ("Rose", "", "A basket")] == [1, 1, 1]
    assert page.count('srcset="/1-small.webp 640w, /1.webp 1600w"') == 3
    assert page.count('loading="lazy"') == 2


def test_an_image_without_description_is_named_by_its_size() -> None:
    assert str(SiteImageFactory.build(site=None, organization=None, alt="")) == "1200 × 800"


def test_a_file_that_is_there_already_is_not_written_over(media: Path) -> None:
    first, second = (default_storage.save("sites/a.webp", ContentFile(b"x")) for _ in range(2))
    assert first != second
