"""The logo's page and its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from agents.contract import AGENT_KEYS, agent
from agents.logo import AGENT
from agents.palettes import palettes
from briefs.choices import READERS, ChoiceKind, chosen
from briefs.models import BusinessBrief
from briefs.results import StoredResult
from briefs.services.runs import inputs_of
from briefs.tests.factories import BusinessBriefFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
FILES = ("logo_svg", "logo_png", "logo_zip", "logo_favicon")


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    result = AGENT.run(inputs_of(made, []), lambda done, doing: None)
    made.logo_creation = StoredResult(
        version=1, provider="built-in", inputs_hash="x", made_at="2026-01-01", result=result.model_dump()
    ).model_dump(mode="json")
    made.save(update_fields=["logo_creation"])
    return made


def got(client: Client, brief: BusinessBrief, name: str, query: str = "", *more: object) -> Any:
    return client.get(reverse(f"briefs:{name}", args=[brief.pk, "sign", *more]) + query)


def test_the_page_shows_all_marks_and_proposes_one(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    html = client_of(owner).get(reverse("briefs:logo", args=[brief.pk])).content.decode()
    assert html.count("mark-card") == 8
    assert html.count("is-current") == 1


def test_without_a_logo_the_page_says_when_there_will_be_one(owner: User, client_of: ClientOf) -> None:
    bare = BusinessBriefFactory.create(coaching_session__user=owner)
    page = client_of(owner).get(reverse("briefs:logo", args=[bare.pk]), headers={"Accept-Language": "en"})
    assert "No logo yet" in page.content.decode()
    assert got(client_of(owner), bare, "logo_svg").status_code == 302


def test_the_person_chooses_a_mark_and_colours(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client, page = client_of(owner), reverse("briefs:logo", args=[brief.pk])
    client.post(page, {"mark": "emblem"})
    assert client.post(page, {"palette": "ocean"}).status_code == 302
    holds = chosen(brief, brief.choices.all())
    assert (holds.mark, holds.palette) == ("mark.emblem", "ocean")
    assert palettes()["ocean"].brand in got(client, brief, "logo_svg").content.decode()


@pytest.mark.parametrize("wrong", [{"mark": "nope"}, {"palette": "nope"}, {"mark": "<b>"}])
def test_a_choice_that_is_not_offered_changes_nothing(
    owner: User, brief: BusinessBrief, client_of: ClientOf, wrong: dict[str, str]
) -> None:
    client_of(owner).post(reverse("briefs:logo", args=[brief.pk]), wrong)
    assert not brief.choices.exists()


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_finds_no_file(
    stranger: User, brief: BusinessBrief, client_of: ClientOf, name: str
) -> None:
    assert got(client_of(stranger), brief, name).status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_files_are_for_taking_away_and_taken_for_nothing_else(
    owner: User, brief: BusinessBrief, client_of: ClientOf, name: str
) -> None:
    response = got(client_of(owner), brief, name)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_known_is_not_sent_again(
    owner: User, brief: BusinessBrief, client_of: ClientOf, name: str
) -> None:
    client = client_of(owner)
    path = reverse(f"briefs:{name}", args=[brief.pk, "sign"])
    known = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": known}).status_code == 304


def test_the_png_is_1024_pixels_wide_and_clear(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    picture = Image.open(io.BytesIO(got(client_of(owner), brief, "logo_png").content)).convert("RGBA")
    assert max(picture.size) == 1024
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)


def test_the_png_on_the_brand_is_filled_with_its_colour(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    content = got(client_of(owner), brief, "logo_png", "?on=brand").content
    corner = Image.open(io.BytesIO(content)).convert("RGBA").getpixel((0, 0))
    assert isinstance(corner, tuple)
    colour = "#" + "".join(f"{int(part):02x}" for part in corner[:3])
    assert colour == palettes()[chosen(brief, ()).palette].brand


def test_the_favicon_has_three_sizes(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    picture = Image.open(io.BytesIO(got(client_of(owner), brief, "logo_favicon").content))
    assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.parametrize("side", [32, 180])
def test_icons_are_square(owner: User, brief: BusinessBrief, client_of: ClientOf, side: int) -> None:
    content = got(client_of(owner), brief, "logo_icon", "", side).content
    assert Image.open(io.BytesIO(content)).size == (side, side)


def test_a_style_that_does_not_exist_is_not_found(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    path = reverse("briefs:logo_svg", args=[brief.pk, "nope"])
    assert client_of(owner).get(path).status_code == 404


def test_an_icon_of_another_size_is_not_drawn(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    assert got(client_of(owner), brief, "logo_icon", "", 5000).status_code == 404


def test_the_zip_holds_every_form_with_colours_and_licence(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    with zipfile.ZipFile(io.BytesIO(got(client_of(owner), brief, "logo_zip").content)) as opened:
        assert {"logo.svg", "logo.png", "logo-on-brand.png", "favicon.ico"} <= set(opened.namelist())
        ElementTree.fromstring(opened.read("logo-for-dark.svg"))
        readme = opened.read("README.txt").decode()
    assert "SIL Open Font License 1.1" in readme
    assert "Couleurs" in readme


def test_a_png_is_drawn_once(
    owner: User, brief: BusinessBrief, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(owner)
    first = got(client, brief, "logo_png").content
    monkeypatch.setattr("briefs.documents.logo._rasterize", None)
    assert got(client, brief, "logo_png").content == first


def test_the_page_needs_few_queries(
    owner: User,
    brief: BusinessBrief,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(12):
        client.get(reverse("briefs:logo", args=[brief.pk]))


def test_the_page_shows_the_trade_that_was_read_and_a_pick_of_another_stays(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    BusinessBrief.objects.filter(pk=brief.pk).update(business_name="Boulangerie du Coin")
    client, page = client_of(owner), reverse("briefs:logo", args=[brief.pk])
    assert '<option value="bakery" selected>' in client.get(page).content.decode()
    client.post(page, {"trade": "pastry"})
    BusinessBrief.objects.filter(pk=brief.pk).update(business_name="Boulangerie du Marché")
    brief.refresh_from_db()
    assert inputs_of(brief, list(brief.choices.all())).trade == "pastry"
    assert '<option value="pastry" selected>' in client.get(page).content.decode()


def test_a_picked_sign_and_the_pick_of_no_listed_trade_reach_the_agents(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client, page = client_of(owner), reverse("briefs:logo", args=[brief.pk])
    client.post(page, {"symbol": "heart"})
    client.post(page, {"trade": "none"})
    inputs = inputs_of(brief, list(brief.choices.all()))
    assert (inputs.trade, inputs.symbol) == ("", "heart")
    assert set(brief.runs.values_list("agent", flat=True)) == {"research", "content", "logo", "seo"}


def test_an_unknown_trade_or_sign_is_refused(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    page = reverse("briefs:logo", args=[brief.pk])
    client_of(owner).post(page, {"trade": "alchemy", "symbol": "dragon"})
    assert not brief.choices.exists()


@pytest.mark.parametrize("what", READERS)
def test_a_choice_makes_exactly_the_agents_that_read_it_run_again(what: ChoiceKind) -> None:
    assert READERS[what] == tuple(key for key in AGENT_KEYS if what in agent(key).reads)
