"""The ZIP file of a site."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from websites.models import Site
from websites.publishing import archive
from websites.tests.factories import SiteImageFactory
from websites.tests.sites import site_of, with_figure

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def site(owner: User) -> Site:
    return site_of(owner)


def unpacked(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist()}


def test_the_archive_contains_the_page_and_notes_in_the_sites_language(site: Site) -> None:
    files = unpacked(archive.build_archive(site))
    assert sorted(files) == [
        f"jardin-de-khady/{name}" for name in ("LICENSE.txt", "README.txt", "index.html")
    ]
    assert "Ce dossier est tout votre site." in files["jardin-de-khady/README.txt"].decode("utf-8-sig")


def test_the_page_opens_from_a_folder_without_us(site: Site) -> None:
    page = unpacked(archive.build_archive(site))["jardin-de-khady/index.html"].decode()
    assert "<form" not in page
    assert 'href="/' not in page
    assert 'src="/' not in page


def test_the_same_site_gives_the_same_archive(site: Site) -> None:
    assert archive.build_archive(site) == archive.build_archive(site)


def test_the_archive_contains_the_images(site: Site, settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]  # pytest-django's
    image = SiteImageFactory.create(site=site, file=ContentFile(b"webp", name="a.webp"))
    site.definition["blocks"][1]["image"] = str(image.pk)
    files = unpacked(archive.build_archive(site))
    name = f"images/{image.sha256}.webp"
    assert files[f"jardin-de-khady/{name}"] == b"webp"
    assert f'src="{name}"' in files["jardin-de-khady/index.html"].decode()


def test_the_archive_is_named_after_the_site(site: Site, owner: User, client_of: ClientOf) -> None:
    answer = client_of(owner).get(reverse("websites:download", args=[site.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="jardin-de-khady.zip"'
    assert unpacked(answer.content)


def test_unverified_figures_prevent_the_archive(site: Site, owner: User, client_of: ClientOf) -> None:
    with_figure(site)
    answer = client_of(owner).get(reverse("websites:download", args=[site.pk]))
    assert answer["Location"] == reverse("websites:publish", args=[site.pk])
