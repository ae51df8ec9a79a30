"""Previews: framing, options, saving a previewed look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from agents.contract import Inputs
from agents.template import AGENT
from agents.template.themes import themes
from briefs.choices import chosen
from briefs.models import BusinessBrief
from briefs.signals import collect_urls
from briefs.tests.factories import BusinessBriefFactory
from businesses.services import create_business
from coaching.signals import responses
from websites.generation.site import make_site
from websites.models import Site
from websites.services import definition_of
from websites.tests.factories import SiteImageFactory
from websites.tests.results import keep_all

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(brief)
    brief.refresh_from_db()
    return brief


@pytest.fixture
def site(owner: User, brief: BusinessBrief) -> Site:
    return make_site(by=owner, business=create_business(by=owner, brief=brief))


def url(name: str, *parts: object) -> str:
    return reverse(f"websites:{name}", args=parts)


def test_the_page_may_be_framed_by_our_own_pages_only(site: Site, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(url("preview_page", site.pk))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_theme_is_previewed_without_being_saved(site: Site, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("preview_page", site.pk), {"theme": "affiche", "palette": "nuit"})
    site.refresh_from_db()
    assert '<body class="affiche"' in page.content.decode()
    assert definition_of(site).theme != "affiche"


def test_the_page_around_a_preview_stays_as_dark_as_the_person_chose(
    site: Site, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    client.cookies["theme"] = "dark"
    html = client.get(url("preview", site.pk), {"theme": "affiche"}).content.decode()
    assert 'data-theme="dark"' in html


def test_a_tone_is_previewed_in_texts_that_were_not_edited(
    site: Site, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    pages = {
        client.get(url("preview_page", site.pk), {"tone": tone}).content
        for tone in ("warm", "plain", "proud")
    }
    assert len(pages) > 1


def test_unknown_options_are_ignored(site: Site, owner: User, client_of: ClientOf) -> None:
    options = {"theme": "nope", "palette": "<b>", "tone": "angry"}
    client = client_of(owner)
    plain = client.get(url("preview_page", site.pk)).content
    assert client.get(url("preview_page", site.pk), options).content == plain


def test_the_frames_show_the_page_twice(site: Site, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("preview", site.pk), {"theme": "ligne"}).content.decode()
    assert page.count(f'src="{url("preview_page", site.pk)}?theme=ligne"') == 2


def test_a_previewed_look_is_saved(site: Site, owner: User, client_of: ClientOf) -> None:
    sent = {"version": site.version, "theme": "ligne", "palette": "ocean"}
    response = client_of(owner).post(url("preview_keep", site.pk), sent)
    site.refresh_from_db()
    assert response["Location"] == url("editor", site.pk)
    assert (definition_of(site).theme, definition_of(site).palette) == ("ligne", "ocean")


@pytest.mark.parametrize("sent", [{"theme": "nope"}, {"theme": "ligne", "version": "99"}, {}])
def test_an_invalid_look_changes_nothing(
    sent: dict[str, Any], site: Site, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("preview_keep", site.pk), {"version": site.version, **sent})
    before = site.definition
    site.refresh_from_db()
    assert response.status_code == 302
    assert site.definition == before


def test_the_chooser_shows_every_theme(site: Site, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("themes", site.pk)).content.decode()
    assert page.count("<iframe") == len(themes())


@pytest.mark.parametrize("name", ["preview_page", "preview", "themes"])
def test_a_stranger_finds_no_preview(name: str, site: Site, stranger: User, client_of: ClientOf) -> None:
    assert client_of(stranger).get(url(name, site.pk)).status_code == 404


def test_an_image_is_sent_to_its_people_only(
    site: Site, owner: User, stranger: User, client_of: ClientOf, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = SiteImageFactory.create(site=site)
    image.file.save("garden.webp", ContentFile(b"RIFF"))
    address = url("preview_image", site.pk, image.pk, "full")
    response = client_of(owner).get(address)
    assert b"".join(response) == b"RIFF"
    assert client_of(stranger).get(address).status_code == 404


@pytest.mark.parametrize("size", ["full", "small"])
def test_a_lost_image_is_shown_as_a_grey_area(
    size: str, site: Site, owner: User, client_of: ClientOf, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = SiteImageFactory.create(site=site)
    response = client_of(owner).get(url("preview_image", site.pk, image.pk, size))
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")


def test_an_image_has_two_sizes_only(site: Site, owner: User, client_of: ClientOf) -> None:
    image = SiteImageFactory.create(site=site)
    assert client_of(owner).get(url("preview_image", site.pk, image.pk, "huge")).status_code == 404


def test_a_brief_previews_its_site_before_it_exists(
    brief: BusinessBrief, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("brief_preview", brief.pk), {"theme": "table"}).content.decode()
    assert '<body class="table"' in page
    assert not Site.objects.exists()


def test_the_results_show_the_best_themes_with_their_own_texts(brief: BusinessBrief) -> None:
    result = AGENT.run(Inputs(language="fr", business_name="Nila", sector="crafts"), lambda *told: None)
    [pages] = responses(collect_urls, brief=brief)
    context = {"brief": brief, "result": result, "chosen": chosen(brief, []), "csrf_token": "x", **pages}
    html = render_to_string("briefs/results/_template.html", context)
    assert html.count("<iframe") == len(themes())
    assert f"{url('brief_preview', brief.pk)}?theme=atelier" in html


@pytest.mark.parametrize(
    ("name", "queries"), [("preview", 1), ("preview_page", 2), ("themes", 1), ("editor", 5), ("publish", 6)]
)
def test_the_number_of_queries_does_not_grow_with_the_images(
    name: str,
    queries: int,
    site: Site,
    owner: User,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    SiteImageFactory.create_batch(3, site=site)
    client = client_of(owner)
    with django_assert_num_queries(3 + queries):  # session, user, whose rows
        client.get(url(name, site.pk))


def test_the_preview_of_a_brief_takes_few_queries(
    brief: BusinessBrief,
    owner: User,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_num_queries(3 + 3):
        client.get(url("brief_preview", brief.pk))
