"""Link previews, icons and structured data of published sites."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from accounts.models import User
from briefs.tests.factories import BusinessBriefFactory
from websites.models import Publication
from websites.publishing.services import publish
from websites.rendering.assets import card_from_mark
from websites.tests.factories import SiteImageFactory
from websites.tests.results import keep_all
from websites.tests.sites import ROOT, site_of
from websites.tests.test_logos import mark

pytestmark = pytest.mark.django_db
PAGE = "/s/jardin-de-khady/"
#: What schema.org gives a LocalBusiness (https://schema.org/LocalBusiness), as far as we use it.
KNOWN = {"@context", "@type", "name", "description", "url", "image", "logo", "telephone", "email", "address"}


def photo(wide: int = 900, high: int = 1200) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (wide, high), "#c2410c").save(made, "WEBP")
    return made.getvalue()


def with_logo(owner: User) -> Publication:
    site = site_of(owner)
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(brief)
    site.business.brief = brief
    site.business.save(update_fields=["brief"])
    site.definition["mark"] = "mark.monogram"
    site.save(update_fields=["definition"])
    return publish(by=owner, site=site, version=site.version)


def with_photo(owner: User, content: bytes) -> Publication:
    site = site_of(owner)
    image = SiteImageFactory.create(site=site, file=ContentFile(content, name="a.webp"))
    site.definition["blocks"][1]["image"] = str(image.pk)
    site.save(update_fields=["definition"])
    return publish(by=owner, site=site, version=site.version)


def meta(publication: Publication) -> dict[str, str]:
    html = bytes(publication.html).decode()
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))


def test_a_link_preview_shows_the_logo_on_the_brands_colour(owner: User, client: Client) -> None:
    told = meta(with_logo(owner))
    sent = client.get(urlsplit(told["og:image"]).path)
    assert told["og:image"] == f"{ROOT}s/jardin-de-khady/card.png"
    assert sent["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(sent.content)).size == (1200, 630)


def test_a_link_preview_shows_the_first_photo_as_a_jpeg(
    owner: User, client: Client, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]  # pytest-django's
    told = meta(with_photo(owner, photo()))
    sent = client.get(urlsplit(told["og:image"]).path)
    assert sent["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(sent.content)).size == (1200, 630)


def test_an_invalid_photo_gives_no_link_preview_and_does_not_prevent_publishing(
    owner: User, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]  # pytest-django's
    assert "og:image" not in meta(with_photo(owner, b"webp"))


def test_a_link_preview_says_what_it_shows_and_how_large_it_is(owner: User) -> None:
    told = meta(with_logo(owner))
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == told["og:site_name"] == "Jardin de Khady"
    assert told["twitter:card"] == "summary_large_image"


def test_a_phones_home_screen_gets_an_opaque_icon(owner: User, client: Client) -> None:
    html = bytes(with_logo(owner).html).decode()
    icon = Image.open(io.BytesIO(client.get(f"{PAGE}icon.png").content))
    assert '<link rel="apple-touch-icon" href="icon.png">' in html
    assert icon.size == (180, 180)
    assert icon.mode == "RGB"


def test_a_site_without_a_logo_still_has_an_icon_for_the_tab(owner: User) -> None:
    site = site_of(owner)
    html = bytes(publish(by=owner, site=site, version=site.version).html).decode()
    assert '<link rel="icon" href="data:image/svg+xml;base64,' in html
    assert "apple-touch-icon" not in html


def test_a_card_is_light_enough_for_a_messenger() -> None:
    assert len(card_from_mark(mark())) < 100_000


def test_search_engines_read_a_business_with_only_what_schema_org_knows(owner: User) -> None:
    html = bytes(with_logo(owner).html).decode()
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
    assert (told["@context"], told["@type"]) == ("https://schema.org", "LocalBusiness")
    assert set(told) <= KNOWN
    assert all(isinstance(value, str) and value for value in told.values())
    assert all(told[name].startswith(f"{ROOT}s/jardin-de-khady/") for name in ("url", "image", "logo"))


def test_the_sitemap_is_well_formed_and_names_absolute_addresses(owner: User, client: Client) -> None:
    with_logo(owner)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert root.tag == f"{space}urlset"
    assert [one.text for one in root.iter(f"{space}loc")] == ["https://genesis.example/s/jardin-de-khady/"]
    assert all(re.match(r"\d{4}-\d\d-\d\dT", str(one.text)) for one in root.iter(f"{space}lastmod"))


def test_what_robots_are_told_has_only_directives_that_they_know(db: None, client: Client) -> None:
    lines = [line for line in client.get("/robots.txt").content.decode().splitlines() if line]
    assert {line.split(":")[0] for line in lines} == {"User-agent", "Allow", "Disallow", "Sitemap"}
