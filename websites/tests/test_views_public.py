"""Published pages as visitors get them."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.models import User
from organizations.tenancy import NOBODY, SYSTEM, set_viewer
from websites.models import Publication
from websites.publishing import services as publishing
from websites.tests.factories import PublishedFileFactory
from websites.tests.sites import edit, online, site_of

pytestmark = pytest.mark.django_db
PAGE = "/s/jardin-de-khady/"


@pytest.fixture
def published(owner: User) -> Publication:
    return online(owner)


def get(path: str = PAGE, **headers: str) -> object:
    return Client().get(path, headers=headers)


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0, identity", None),
        ("", None),
    ],
)
def test_a_page_comes_in_the_encoding_that_the_browser_takes(
    published: Publication, client: Client, asked: str, sent: str | None
) -> None:
    page = client.get(PAGE, headers={"Accept-Encoding": asked})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    assert page.headers.get("Content-Encoding") == sent
    assert unpack(page.content) == bytes(published.html)
    assert int(page["Content-Length"]) == len(page.content)


def test_the_headers_allow_caching_and_forbid_everything_else(published: Publication, client: Client) -> None:
    page = client.get(PAGE)
    assert page["Vary"] == "Accept-Encoding"
    assert page["Cache-Control"].startswith("public, max-age=10, stale-while-revalidate=")
    assert page["Content-Security-Policy"] == published.policy
    assert page["X-Content-Type-Options"] == "nosniff"


def test_no_response_sets_or_reads_a_cookie(
    published: Publication, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(1) as asked:
        page = client.get(PAGE)
    assert "session" not in asked.captured_queries[0]["sql"]
    assert not page.cookies
    assert "Set-Cookie" not in page.headers


def test_a_browser_that_has_the_page_gets_304(
    published: Publication, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    etag = client.get(PAGE)["ETag"]
    with django_assert_num_queries(1):
        again = client.get(PAGE, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert "Content-Encoding" not in again.headers


def test_a_page_published_anew_has_another_etag(published: Publication, client: Client, owner: User) -> None:
    etag = client.get(PAGE)["ETag"]
    site = edit(published.site, name="Autre nom")
    publishing.publish(by=owner, site=site, version=site.version)
    assert client.get(PAGE, headers={"If-None-Match": etag}).status_code == 200


def test_head_returns_only_the_length(published: Publication, client: Client) -> None:
    page = client.head(PAGE)
    assert (page.content, page["Content-Length"]) == (b"", str(len(bytes(published.html))))


def test_visitors_read_no_row_of_a_tenant(published: Publication, client: Client) -> None:
    set_viewer(NOBODY)
    try:
        assert client.get(PAGE).status_code == 200
    finally:
        set_viewer(SYSTEM)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_is_only_read(published: Publication, client: Client, method: str) -> None:
    assert getattr(client, method)(PAGE).status_code == 405


def test_a_draft_is_not_to_be_found(owner: User, client: Client) -> None:
    site_of(owner)
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("path", ["/s/", "/s/nobody/", "/s/nobody/logo.svg", "/s/a/b/c/", "/s/%00/", "/s/é/"])
@pytest.mark.parametrize(("language", "text"), [("fr", "Il n’y a pas de site"), ("en", "There is no site")])
def test_not_found_pages_use_the_visitors_language(
    db: None, client: Client, path: str, language: str, text: str
) -> None:
    page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code == 404
    assert text in page.content.decode()
    assert not page.cookies


def test_an_address_without_its_slash_leads_to_the_page(published: Publication, client: Client) -> None:
    assert client.get(PAGE.rstrip("/"))["Location"] == PAGE


@pytest.mark.parametrize(
    "typed",
    [
        "/s/Jardin-de-Khady/",
        "/s/Jardin-de-Khady",
        "/s/jardin_de_khady/",
        "/s/jardín-dé-khady/",
        "/s/jardin de khady/",
        "/s/jardin-de-khady,",
        "/s/jardin-de-khady/,",
        "/s/jardin-de-khady).",
        "/S/JARDIN-DE-KHADY/",
        "/s/𝓳𝓪𝓻𝓭𝓲𝓷-de-khady/",
    ],
)
def test_a_mistyped_address_leads_to_the_site(published: Publication, client: Client, typed: str) -> None:
    page = client.get(typed, follow=True)
    assert (page.status_code, page.redirect_chain[-1]) == (200, (PAGE, 301))


def test_a_mistyped_address_of_a_file_leads_to_the_file(published: Publication, client: Client) -> None:
    assert client.get("/s/Jardin-de-Khady/card.png")["Location"] == f"{PAGE}card.png"
    assert client.get(f"{PAGE}card.png/").status_code == 404


def test_a_mistyped_former_address_leads_to_the_site(
    published: Publication, client: Client, owner: User
) -> None:
    publishing.change_address(by=owner, site=published.site, text="Khady Bio")
    assert client.get("/s/Jardin_de_Khady/", follow=True).redirect_chain[-1] == ("/s/khady-bio/", 301)


def test_every_public_url_is_on_the_host_of_the_sites(
    client: Client, owner: User, settings: Settings
) -> None:
    settings.SITES_URL = "https://sites.example"
    html = bytes(online(owner).html).decode()
    assert '<link rel="canonical" href="https://sites.example/s/jardin-de-khady/">' in html
    assert "https://sites.example/s/jardin-de-khady/" in client.get("/sitemap.xml").content.decode()
    assert "Sitemap: https://sites.example/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "genesis.example" not in html


def test_a_site_taken_down_says_so(published: Publication, client: Client, owner: User) -> None:
    publishing.unpublish(by=owner, site=published.site)
    page = client.get(PAGE, headers={"Accept-Language": "en"})
    assert (page.status_code, page["Cache-Control"]) == (410, "no-store")
    assert "not online at the moment" in page.content.decode()


def test_the_former_address_redirects_permanently(
    published: Publication, client: Client, owner: User
) -> None:
    publishing.change_address(by=owner, site=published.site, text="khady-bio")
    moved = client.get(PAGE)
    assert (moved.status_code, moved["Location"]) == (301, "/s/khady-bio/")


def test_an_image_is_sent_as_it_is_and_kept_for_ever(published: Publication, client: Client) -> None:
    image = PublishedFileFactory.create(publication=published, content=b"webp")
    answer = client.get(f"{PAGE}{image.name}")
    assert (answer.content, answer["Content-Type"]) == (b"webp", "image/webp")
    assert "immutable" in answer["Cache-Control"]


def test_a_logo_opened_directly_may_run_nothing(published: Publication, client: Client) -> None:
    PublishedFileFactory.create(publication=published, name="logo.svg", media_type="image/svg+xml")
    logo = client.get(f"{PAGE}logo.svg")
    assert logo["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "max-age=300" in logo["Cache-Control"]


@pytest.mark.parametrize("name", ["images/../x.webp", "images/abc.webp", "a.php", "images/", "favicon.svg"])
def test_only_files_of_the_page_are_sent(published: Publication, client: Client, name: str) -> None:
    assert client.get(f"{PAGE}{name}").status_code == 404


def test_the_sitemap_lists_no_draft(published: Publication, stranger: User, client: Client) -> None:
    site_of(stranger, slug="brouillon")
    listed = client.get("/sitemap.xml").content.decode()
    assert "https://genesis.example/s/jardin-de-khady/" in listed
    assert "brouillon" not in listed


def test_robots_learn_where_the_sitemap_is(db: None, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Allow: /s/" in text
    assert "Sitemap: https://genesis.example/sitemap.xml" in text
