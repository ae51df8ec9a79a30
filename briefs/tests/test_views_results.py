"""The pages of results: overview, items, decisions, choices, another run; and the ledger's page."""

import html as html_lib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from briefs.ledger import claims
from briefs.models import AgentRun, BusinessBrief, Claim, ItemChoice
from briefs.results import decided_items
from briefs.services import decisions
from briefs.services.briefs import edit_brief
from briefs.tests.factories import AgentRunFactory, BusinessBriefFactory
from briefs.tests.results import keep_all
from businesses.services import create_business

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
KEY = "headline.warm"


@pytest.fixture
def client_of() -> ClientOf:
    """Give a browser that asks for English."""

    def sign_in(user: User) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(made)
    claims.write(made)
    return made


def url(name: str, brief: BusinessBrief, *more: object) -> str:
    return reverse(f"briefs:{name}", args=[brief.pk, *more])


def seen(brief: BusinessBrief, key: str = KEY) -> str:
    return next(
        one.seen for one in decided_items(brief, "content", brief.choices.all()) if one.item.key == key
    )


def posted(brief: BusinessBrief, action: str, **more: str) -> dict[str, str]:
    return {"key": KEY, "seen": seen(brief), "action": action, "text": "", **more}


def test_the_overview_tells_each_part_and_the_next_step(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    html = client_of(owner).get(url("results", brief)).content.decode()
    for agent in ("research", "content", "logo", "seo", "template"):
        assert url("result", brief, agent) in html
    assert "1 figure has no source yet" in html
    assert url("claims", brief) in html


def test_after_a_change_the_overview_offers_only_the_agents_concerned(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    edit_brief(
        by=owner, brief=brief, version=0, values={"value_proposition": "Un panier de 4 kg à 3 000 FCFA."}
    )
    page = client_of(owner).get(url("results", brief))
    assert [agent for agent, _label in page.context["run_again"]] == ["research", "content"]
    assert 'name="agent" value="content"' in page.content.decode()


def test_without_results_the_overview_says_what_to_do(owner: User, client_of: ClientOf) -> None:
    fresh = BusinessBriefFactory.create(coaching_session__user=owner)
    html = client_of(owner).get(url("results", fresh)).content.decode()
    assert html.count("This part has not been prepared yet.") == 5
    assert "Not prepared yet" in client_of(owner).get(url("result", fresh, "seo")).content.decode()


@pytest.mark.parametrize(("status", "words"), [("failed", "came to nothing"), ("running", "At work")])
def test_a_part_tells_how_its_run_went(owner: User, client_of: ClientOf, status: str, words: str) -> None:
    run = AgentRunFactory.create(brief__coaching_session__user=owner, status=status)
    assert words in client_of(owner).get(url("results", run.brief)).content.decode()


@pytest.mark.parametrize("agent", ["research", "content", "logo", "seo", "template"])
def test_each_part_has_its_page(owner: User, brief: BusinessBrief, client_of: ClientOf, agent: str) -> None:
    page = client_of(owner).get(url("result", brief, agent))
    assert page.status_code == 200
    assert page.context["groups"]


def test_a_page_shows_where_each_figure_comes_from(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client = client_of(owner)
    html = client.get(url("result", brief, "research")).content.decode()
    assert "4 × 2 500 = 10 000" in html
    assert "Code général des impôts du Sénégal" in html
    assert brief.value_proposition in client.get(url("result", brief, "content")).content.decode()


def test_an_unknown_agent_is_not_found(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    assert client_of(owner).get(url("result", brief, "horoscope")).status_code == 404


@pytest.mark.parametrize(
    ("action", "state"), [("accept", "accepted"), ("reject", "rejected"), ("acknowledge", "accepted")]
)
def test_a_button_decides_and_leads_back_to_its_row(
    owner: User, brief: BusinessBrief, client_of: ClientOf, action: str, state: str
) -> None:
    answer = client_of(owner).post(url("item_decide", brief, "content"), posted(brief, action))
    assert answer.headers["Location"] == f"{url('result', brief, 'content')}#item-headline-warm"
    assert ItemChoice.objects.get().state == state


def test_rewording_needs_words(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    page = client_of(owner).post(url("item_decide", brief, "content"), posted(brief, "edit", text=" "))
    assert page.status_code == 422
    assert "Write the text" in page.content.decode()


def test_too_long_a_wording_is_refused_and_kept(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    page = client_of(owner).post(url("item_decide", brief, "content"), posted(brief, "edit", text="x" * 5000))
    assert page.status_code == 422
    assert "5,000 characters; shorten it to 4,000" in page.content.decode()
    assert "x" * 5000 in page.content.decode()
    assert not ItemChoice.objects.exists()


def test_htmx_gets_the_one_row_and_the_pages_state(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    page = client_of(owner).post(
        url("item_decide", brief, "content"),
        posted(brief, "edit", text="Cueilli à l’aube"),
        headers={"HX-Request": "true"},
    )
    html = page.content.decode()
    assert html.count('<li class="item') == 1
    assert "Cueilli à l’aube" in html
    assert 'hx-swap-oob="true"' in html


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_second_of_two_sees_the_firsts_text_and_keeps_their_own(
    owner: User, brief: BusinessBrief, client_of: ClientOf, headers: dict[str, str]
) -> None:
    mine = posted(brief, "edit", text="Le second")
    decisions.decide(
        action="edit", by=owner, brief=brief, agent="content", key=KEY, text="Le premier", seen=seen(brief)
    )
    page = client_of(owner).post(url("item_decide", brief, "content"), mine, headers=headers)
    html = page.content.decode()
    assert page.status_code == 409
    assert "Le premier</p>" in html
    assert "Le second</textarea>" in html
    assert ItemChoice.objects.get().text == "Le premier"


def test_an_item_that_is_gone_is_told(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    page = client_of(owner).post(
        url("item_decide", brief, "content"), posted(brief, "accept", key="why.99"), follow=True
    )
    assert "not there any more" in page.content.decode()


def test_a_wording_of_an_item_that_is_gone_is_given_back(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    data = posted(brief, "edit", key="why.99", text="Nos <b>mots</b>")
    page = client_of(owner).post(url("item_decide", brief, "content"), data, follow=True)
    assert "Nos &lt;b&gt;mots&lt;/b&gt;" in page.content.decode()


def test_an_unknown_button_is_not_found(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    assert (
        client_of(owner).post(url("item_decide", brief, "content"), posted(brief, "burn")).status_code == 404
    )


def test_a_voice_a_logo_and_colours_can_be_chosen(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client = client_of(owner)
    for what, value in {"tone": "proud", "mark": "mark.badge", "palette": "niayes"}.items():
        client.post(url("choose", brief), {"what": what, "value": value})
    assert set(ItemChoice.objects.values_list("text", flat=True)) == {"proud", "mark.badge", "niayes"}


def test_a_choice_that_is_not_offered_changes_nothing(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client = client_of(owner)
    page = client.post(url("choose", brief), {"what": "theme", "value": "theme.casino"}, follow=True)
    assert "not there any more" in page.content.decode()
    assert client.post(url("choose", brief), {"what": "fortune", "value": "1"}).status_code == 404
    assert not ItemChoice.objects.exists()


def test_a_part_can_be_prepared_again(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    client_of(owner).post(url("results_again", brief), {"agent": ["content", "nobody"]})
    assert list(AgentRun.objects.values_list("agent", "status")) == [("content", "queued")]


def test_preparing_nothing_is_told(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    page = client_of(owner).post(url("results_again", brief), follow=True)
    assert "Choose what to run again." in page.content.decode()


def test_markup_in_a_wording_is_shown_as_text(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    evil = "<img src=x onerror=alert(1)>"
    decisions.decide(
        action="edit", by=owner, brief=brief, agent="content", key=KEY, text=evil, seen=seen(brief)
    )
    html = client_of(owner).get(url("result", brief, "content")).content.decode()
    assert evil not in html
    assert "&lt;img src=x" in html


def test_the_ledger_shows_open_figures_first_with_two_ways_on(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    html = client_of(owner).get(url("claims", brief)).content.decode()
    row = Claim.objects.get(kind="to_verify")
    assert html.index(f"claim-{row.pk}") < html.index("Un panier de 4 kg à 2 500 FCFA")
    assert f"{url('result', brief, 'content')}#item-service-1-text" in html


def test_an_open_figure_is_shown_in_its_sentence(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("claims", brief))
    line = page.context["open"][0]
    assert line.claim.numeral in line.sentence
    assert line.sentence in html_lib.unescape(page.content.decode())


def test_a_source_settles_a_figure_and_can_be_withdrawn(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client, row = client_of(owner), Claim.objects.get(kind="to_verify")
    page = client.post(url("claim_confirm", brief, row.pk), {"source": "Mairie, 2023"}, follow=True)
    assert "No figure is left to verify." in page.content.decode()
    assert "Source that you gave: Mairie, 2023" in page.content.decode()
    client.post(url("claim_confirm", brief, row.pk), {"withdraw": "1"})
    assert Claim.objects.get(kind="to_verify").pk == row.pk


def test_an_empty_source_is_refused(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    row = Claim.objects.get(kind="to_verify")
    page = client_of(owner).post(url("claim_confirm", brief, row.pk), {"source": " "}, follow=True)
    assert "Write where the figure comes from" in page.content.decode()
    assert Claim.objects.filter(kind="to_verify").exists()


def test_a_figure_that_is_gone_meanwhile_is_told(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    page = client_of(owner).post(url("claim_confirm", brief, brief.pk), {"source": "Moi"}, follow=True)
    assert "settled or changed meanwhile" in page.content.decode()


def test_a_brief_without_figures_has_a_ledger_page_too(owner: User, client_of: ClientOf) -> None:
    plain = BusinessBriefFactory.create(coaching_session__user=owner)
    assert "No figure yet" in client_of(owner).get(url("claims", plain)).content.decode()


@pytest.mark.parametrize("name", ["results", "claims"])
def test_a_stranger_finds_no_results(
    stranger: User, brief: BusinessBrief, client_of: ClientOf, name: str
) -> None:
    assert client_of(stranger).get(url(name, brief)).status_code == 404


def test_a_stranger_decides_nothing(stranger: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    client, row = client_of(stranger), Claim.objects.get(kind="to_verify")
    for address in (
        url("item_decide", brief, "content"),
        url("choose", brief),
        url("results_again", brief),
        url("claim_confirm", brief, row.pk),
    ):
        assert client.post(address, posted(brief, "accept")).status_code == 404
    assert not ItemChoice.objects.exists()


@pytest.mark.parametrize(
    ("name", "more", "queries"),
    [("results", [], 5), ("result", ["content"], 4), ("result", ["research"], 4), ("claims", [], 4)],
)
def test_a_page_of_results_costs_few_queries(
    name: str,
    more: list[str],
    queries: int,
    owner: User,
    brief: BusinessBrief,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    create_business(by=owner, brief=brief)
    client = client_of(owner)
    with django_assert_num_queries(3 + queries):  # session, user, whose rows
        client.get(url(name, brief, *more))
