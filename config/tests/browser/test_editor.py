"""The editor of a site by hand and by keyboard: a change in one place loses nothing in another."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from businesses.tests.factories import BusinessFactory
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import Person
from websites.generation.site import make_site
from websites.models import Site
from websites.services import definition_of
from websites.tests.test_editing import SITE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERO, SERVICES = "bbbbbb", "cccccc"
TYPED = "Cueilli ce matin, pas encore enregistré"
Edits = Callable[..., Person]


@pytest.fixture
def site(owner: User, code_lists: None) -> Site:
    site = make_site(by=owner, business=BusinessFactory.create(owner=owner))
    site.definition = SITE.model_dump(mode="json")
    site.save()
    return site


@pytest.fixture
def edits(owner: User, site: Site, opens: Opens) -> Edits:
    """Open the editor for the owner, in French, on a phone."""

    def editing(**how: Any) -> Person:
        person = opens(language="fr", by=owner, **how)
        person.go(f"/sites/{site.pk}/")
        return person

    return editing


def type_a_text(person: Person) -> None:
    """Type into the welcome section, and save nothing."""
    person.page.click(f"#block-{HERO} summary")
    person.page.fill(f"#id_{HERO}-text", TYPED)


def press(person: Person, button: str) -> None:
    """Press a button with the keyboard, and wait until the page tells what it did."""
    person.page.focus(f"#{button}")
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#messages .alert")).to_be_visible()


def focused(person: Person) -> str:
    return str(person.page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_a_text_typed_in_one_section_stays_when_another_is_moved(edits: Edits) -> None:
    person = edits()
    type_a_text(person)
    press(person, f"down-{SERVICES}")
    expect(person.page.locator(f"#id_{HERO}-text")).to_have_value(TYPED)
    expect(person.page.locator(f"#id_{HERO}-text")).to_be_visible()


def test_a_command_that_is_not_understood_stays_while_a_section_is_hidden(edits: Edits) -> None:
    person = edits()
    person.fill(text="fais-moi un café")
    person.page.click("#do-it")
    expect(person.page.locator(".command .alert")).to_be_visible()
    press(person, f"hide-{SERVICES}")
    expect(person.page.locator("#command")).to_have_value("fais-moi un café")


def test_the_focus_stays_on_the_button_that_moves_a_section(edits: Edits) -> None:
    person = edits()
    press(person, f"down-{HERO}")
    assert focused(person) == f"down-{HERO}"


def test_at_the_top_the_focus_goes_to_the_section_itself(edits: Edits) -> None:
    person = edits()
    press(person, f"up-{SERVICES}")
    assert focused(person).startswith("Services")


def test_a_deleted_section_leaves_the_focus_at_the_list(edits: Edits) -> None:
    person = edits()
    press(person, f"remove-{SERVICES}")
    assert focused(person) == "sections"


def test_what_was_saved_is_told_beside_the_button_without_scripts(edits: Edits, site: Site) -> None:
    person = edits(scripts=False)
    type_a_text(person)
    person.page.click(f"#save-{HERO}")
    expect(person.page.locator(f"#block-{HERO} .told")).to_contain_text(TYPED)
    assert any(getattr(one, "text", "") == TYPED for one in definition_of(Site.objects.get()).blocks)


@pytest.mark.parametrize(("link", "page"), [("Publish", "publish/"), ("Preview", "preview/frames/")])
def test_a_link_of_the_editor_leads_to_its_page(link: str, page: str, edits: Edits, site: Site) -> None:
    person = edits()
    person.page.locator("#editor .tools a", has_text=person.word(link)).click()
    person.page.wait_for_url(f"**/sites/{site.pk}/{page}")
