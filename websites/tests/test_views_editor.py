"""The editor: forms, buttons, conflicts, an expired login, texts to review."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from briefs.tests.factories import BusinessBriefFactory
from businesses.models import Business
from businesses.services import create_business
from businesses.tests.factories import BusinessFactory
from organizations.tests.factories import MembershipFactory
from websites.definition.operations import SetSite
from websites.definition.schema import Definition
from websites.generation.site import make_site
from websites.models import Site
from websites.services import change, definition_of
from websites.tests.results import keep_all
from websites.tests.test_editing import SITE, block

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def site(owner: User) -> Site:
    site = make_site(by=owner, business=BusinessFactory.create(owner=owner))
    site.definition = SITE.model_dump(mode="json")
    site.save()
    return site


def url(name: str, site: Site) -> str:
    return reverse(f"websites:{name}", args=[site.pk])


def hero(**texts: str) -> dict[str, Any]:
    """Return what the welcome section's form sends."""
    fields = {"headline": "Bonjour", "text": "", "button": "", "image": "", "version": "1", **texts}
    return {"block": "bbbbbb", **{f"bbbbbb-{name}": value for name, value in fields.items()}}


def services(**texts: str) -> dict[str, Any]:
    """Return what the services' form sends."""
    fields = {
        "title": "Nos paniers",
        "entries.0.title": "Petit",
        "entries.0.price": "1 000 F",
        "entries.1.title": "Grand",
        "entries.1.price": "500 F",
        "version": "1",
        **texts,
    }
    return {"block": "cccccc", **{f"cccccc-{name}": value for name, value in fields.items()}}


def current_definition(site: Site) -> Definition:
    return definition_of(Site.objects.get(pk=site.pk))


def titles(site: Site) -> list[str]:
    return [entry.title for entry in block(current_definition(site), "cccccc").entries]


def test_the_website_is_made_from_the_business_page(owner: User, client_of: ClientOf) -> None:
    business: Business = BusinessFactory.create(owner=owner)
    browser = client_of(owner)
    page = browser.get(reverse("businesses:business", args=[business.pk]))
    address = reverse("websites:make", args=[business.pk])
    assert address in page.content.decode()
    assert browser.post(address)["Location"] == url("editor", Site.objects.get())
    assert url("editor", Site.objects.get()) in browser.get(page.request["PATH_INFO"]).content.decode()


def test_a_form_writes_its_section(owner: User, site: Site, client_of: ClientOf) -> None:
    page = client_of(owner).post(url("save_section", site), hero(headline="Salut <b>"), follow=True)
    assert block(current_definition(site), "bbbbbb").headline == "Salut <b>"
    assert "Salut &lt;b&gt;" in page.content.decode()
    assert "<b>" not in page.content.decode()


def test_the_empty_entry_adds_one(owner: User, site: Site, client_of: ClientOf) -> None:
    client_of(owner).post(url("save_section", site), services(**{"entries.2.title": "Moyen"}))
    assert titles(site) == ["Petit", "Grand", "Moyen"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("up 1", ["Grand", "Petit"]), ("down 0", ["Grand", "Petit"]), ("remove 0", ["Grand"])],
)
def test_entries_are_moved_and_removed_by_buttons(
    owner: User, site: Site, client_of: ClientOf, order: str, expected: list[str]
) -> None:
    client_of(owner).post(url("save_section", site), {**services(), "entry": order})
    assert titles(site) == expected


def test_removing_an_emptied_entry_removes_no_other(owner: User, site: Site, client_of: ClientOf) -> None:
    emptied = services(**{"entries.0.title": "", "entries.0.price": ""})
    client_of(owner).post(url("save_section", site), {**emptied, "entry": "remove 0"})
    assert titles(site) == ["Grand"]


def test_a_text_too_long_is_shown_again_with_its_limit(owner: User, site: Site, client_of: ClientOf) -> None:
    page = client_of(owner).post(url("save_section", site), hero(headline="y" * 201))
    assert page.status_code == 422
    assert "y" * 201 in page.content.decode()
    assert block(current_definition(site), "bbbbbb").headline == "Bonjour"


@pytest.mark.parametrize(
    ("order", "block_id", "expected"),
    [
        ("up", "cccccc", "acbdefa"),
        ("down", "bbbbbb", "acbdefa"),
        ("remove", "dddddd", "abcefa"),
        ("add", "questions", "abcdef?a"),
    ],
)
def test_sections_are_arranged_by_buttons(
    owner: User, site: Site, client_of: ClientOf, order: str, block_id: str, expected: str
) -> None:
    client_of(owner).post(url("arrange", site), {"do": order, "block": block_id, "version": "1"})
    known = {one.id for one in SITE.blocks}
    assert (
        "".join(one.id[0] if one.id in known else "?" for one in current_definition(site).blocks) == expected
    )


def test_hiding_and_undoing_by_buttons(owner: User, site: Site, client_of: ClientOf) -> None:
    browser = client_of(owner)
    browser.post(url("arrange", site), {"do": "hide", "block": "cccccc", "version": "1"})
    assert block(current_definition(site), "cccccc").is_hidden
    browser.post(url("undo", site), {"version": "2"})
    assert current_definition(site) == SITE
    browser.post(url("redo", site), {"version": "3"})
    assert block(current_definition(site), "cccccc").is_hidden


@pytest.mark.parametrize(
    "sent", [{}, {"do": "up"}, {"do": "x", "block": "bbbbbb"}, {"do": "add", "block": "x"}]
)
def test_an_unknown_action_changes_nothing(
    owner: User, site: Site, client_of: ClientOf, sent: dict[str, str]
) -> None:
    page = client_of(owner).post(url("arrange", site), {"version": "1", **sent})
    assert page.status_code == 422
    assert current_definition(site) == SITE


def test_look_and_titles_are_written(owner: User, site: Site, client_of: ClientOf) -> None:
    sent = {
        "theme": "marche",
        "palette": "ocean",
        "mark": "",
        "title": "T",
        "description": "D",
        "version": "1",
    }
    client_of(owner).post(
        url("look", site), {"site-version": "1"} | {f"site-{one}": value for one, value in sent.items()}
    )
    assert (
        current_definition(site).palette,
        current_definition(site).title,
        current_definition(site).description,
    ) == ("ocean", "T", "D")


def test_a_conflict_shows_the_other_change_and_the_typed_text(
    owner: User, colleague: User, site: Site, client_of: ClientOf
) -> None:
    MembershipFactory.create(user=colleague, organization=site.organization)
    change(by=owner, site=site, version=1, operation=SetSite(aspect="title", value="Neuf"))
    page = client_of(colleague).post(url("save_section", site), hero(headline="Le mien"))
    html = page.content.decode()
    assert page.status_code == 409
    assert "Neuf" in html
    assert "Awa Ndiaye" in html
    assert 'value="Le mien"' in html
    again = client_of(colleague).post(url("save_section", site), hero(headline="Le mien", version="2"))
    assert again.status_code == 302
    assert block(current_definition(site), "bbbbbb").headline == "Le mien"


def test_a_text_for_a_section_that_is_gone_is_shown_to_be_copied(
    owner: User, site: Site, client_of: ClientOf
) -> None:
    browser = client_of(owner)
    browser.post(url("arrange", site), {"do": "remove", "block": "bbbbbb", "version": "1"})
    page = browser.post(url("save_section", site), hero(headline="Perdu ?"))
    assert page.status_code == 409
    assert "Perdu ?" in page.content.decode()


def test_typed_text_is_restored_after_signing_in_again(owner: User, site: Site, expired_of: ClientOf) -> None:
    client = expired_of(owner)
    sent = client.post(url("save_section", site), hero(headline="Tapé trop tard"))
    assert sent["Location"].startswith(reverse("account_login"))
    client.force_login(owner)
    assert "Tapé trop tard" in client.get(url("editor", site)).content.decode()
    assert "Tapé trop tard" not in client.get(url("editor", site)).content.decode()


def test_typed_text_is_never_restored_for_another_person(
    owner: User, colleague: User, site: Site, expired_of: ClientOf
) -> None:
    MembershipFactory.create(user=colleague, organization=site.organization)
    client = expired_of(owner)
    client.post(url("save_section", site), hero(headline="Secret"))
    client.force_login(colleague)
    page = client.get(url("editor", site))
    assert page.status_code == 200
    assert "Secret" not in page.content.decode()


@pytest.fixture
def outdated(owner: User) -> Site:
    """Return a site whose brief has changed since it was made."""
    brief = keep_all(BusinessBriefFactory.create(coaching_session__user=owner))
    site = make_site(by=owner, business=create_business(by=owner, brief=brief))
    brief.value_proposition = "Un panier de 4 kg à 3 000 FCFA, livré avant midi."
    brief.save()
    return site


def test_a_text_whose_fact_changed_is_marked(owner: User, outdated: Site, client_of: ClientOf) -> None:
    html = client_of(owner).get(url("editor", outdated), headers={"Accept-Language": "en"}).content.decode()
    assert "To review" in html
    assert 'value="entries.0.price"' in html
    assert 'value="entries.1.title"' not in html


def test_a_refused_section_repeats_no_notice_of_texts_to_review(
    owner: User, outdated: Site, client_of: ClientOf
) -> None:
    section = next(one.id for one in current_definition(outdated).blocks if one.kind == "hero")
    sent = {"block": section, f"{section}-headline": "a" * 300, f"{section}-version": "1"}
    page = client_of(owner).post(url("save_section", outdated), sent)
    assert page.status_code == 422
    assert 'class="told"' not in page.content.decode()


def test_keeping_a_text_ends_its_review(owner: User, outdated: Site, client_of: ClientOf) -> None:
    browser = client_of(owner)
    services_id = next(one.id for one in current_definition(outdated).blocks if one.kind == "services")
    sent = {"block": services_id, "path": "entries.0.price", "do": "keep", "version": "1"}
    browser.post(url("resolve_changed_text", outdated), sent)
    assert 'value="entries.0.price"' not in browser.get(url("editor", outdated)).content.decode()
    assert block(current_definition(outdated), services_id).entries[0].price == "2 500 FCFA"


def test_the_new_text_of_the_brief_is_taken(owner: User, client_of: ClientOf) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    site = make_site(by=owner, business=create_business(by=owner, brief=brief))
    brief.business_name = "Jardin neuf"
    brief.save()
    header = current_definition(site).blocks[0].id
    browser = client_of(owner)
    browser.post(
        url("resolve_changed_text", site), {"block": header, "path": "name", "do": "take", "version": "1"}
    )
    assert block(current_definition(site), header).name == "Jardin neuf"


def test_the_editor_opens_in_few_queries(
    owner: User, outdated: Site, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    browser = client_of(owner)
    with django_assert_max_num_queries(12):
        browser.get(url("editor", outdated))


def test_a_typed_line_changes_the_site(owner: User, site: Site, client_of: ClientOf) -> None:
    sent = {"text": "change le titre en « Salut »", "version": "1"}
    page = client_of(owner).post(url("command", site), sent, follow=True)
    assert block(current_definition(site), "bbbbbb").headline == "Salut"
    assert "Salut" in page.content.decode()


def test_a_typed_undo_undoes_the_last_change(owner: User, site: Site, client_of: ClientOf) -> None:
    browser = client_of(owner)
    browser.post(url("command", site), {"text": "cache les services", "version": "1"})
    browser.post(url("command", site), {"text": "annule", "version": "2"})
    assert current_definition(site) == SITE


def test_an_unknown_line_gets_suggestions(owner: User, site: Site, client_of: ClientOf) -> None:
    page = client_of(owner).post(url("command", site), {"text": "ajoute une fusée", "version": "1"})
    html = page.content.decode()
    assert page.status_code == 422
    assert 'value="ajoute une fusée"' in html
    assert html.count("?command=") >= 3
    assert current_definition(site) == SITE


def test_a_line_for_an_older_version_is_shown_again(owner: User, site: Site, client_of: ClientOf) -> None:
    change(by=owner, site=site, version=1, operation=SetSite(aspect="title", value="Neuf"))
    page = client_of(owner).post(url("command", site), {"text": "cache les services", "version": "1"})
    assert page.status_code == 409
    assert 'value="cache les services"' in page.content.decode()


def test_a_new_section_is_unfolded(client_of: ClientOf, owner: User, site: Site) -> None:
    sent = {"do": "add", "block": "testimonials", "version": "1"}
    answer = client_of(owner).post(url("arrange", site), sent)
    known = {one.id for one in SITE.blocks}
    added = next(one.id for one in current_definition(site).blocks if one.id not in known)
    assert answer["Location"] == f"{url('editor', site)}?open={added}#block-{added}"


def test_a_moved_section_stays_folded_and_the_page_starts_at_it(
    client_of: ClientOf, owner: User, site: Site
) -> None:
    answer = client_of(owner).post(url("arrange", site), {"do": "down", "block": "bbbbbb", "version": "1"})
    assert answer["Location"] == f"{url('editor', site)}#block-bbbbbb"
