"""No typed word is lost: reload, Back, two tabs, a double click, a switch of language, an ended login."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.tests.factories import PASSWORD
from coaching.models import CoachingSession
from coaching.tests.conftest import VISION, stored
from coaching.tests.factories import CoachingSessionFactory
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHER = "Un autre texte, tapé dans un autre onglet."


@pytest.fixture
def session(owner: User, code_lists: None) -> CoachingSession:
    """Give a fresh session of the owner."""
    return CoachingSessionFactory.create(user=owner)


@pytest.fixture
def person(owner: User, session: CoachingSession, opens: Opens) -> Person:
    """Give the owner at the first question, on a phone, in French."""
    person = opens(language="fr", by=owner)
    person.go(f"/coaching/{session.session_id}/vision/")
    return person


def typed(person: Person) -> str:
    """Return what the box holds."""
    return person.page.input_value("#id_text")


def type_and_wait(person: Person, text: str) -> None:
    """Type, and wait until the page says that it is saved."""
    person.page.fill("#id_text", text)
    expect(person.page.locator("[data-autosave-status]")).to_have_text(person.word("Saved"))


def test_a_draft_saves_itself_and_is_there_after_a_reload(person: Person, session: CoachingSession) -> None:
    type_and_wait(person, VISION)
    assert stored(session, "vision").draft == VISION
    person.page.reload()
    assert typed(person) == VISION


def test_a_text_left_before_it_was_saved_is_offered_again(person: Person) -> None:
    person.page.on("dialog", lambda question: question.accept())
    person.page.fill("#id_text", VISION)
    person.go("/coaching/")
    person.page.go_back()
    if typed(person) != VISION:
        person.page.click("[data-draft-restore]")
    assert typed(person) == VISION


def test_back_from_the_next_page_shows_the_text(person: Person, session: CoachingSession) -> None:
    type_and_wait(person, VISION)
    person.press("Save and leave")
    person.page.wait_for_url("**/coaching/")
    person.page.go_back()
    assert typed(person) == VISION


def test_two_tabs_show_both_texts_and_the_person_chooses(person: Person, session: CoachingSession) -> None:
    second = Person(person.page.context.new_page(), person.url, "fr")
    second.go(f"/coaching/{session.session_id}/vision/")
    type_and_wait(person, VISION)
    second.page.fill("#id_text", OTHER)
    second.press("Ask the coach", inside="#answer")
    expect(second.page.locator("#conflict .compare")).to_contain_text(VISION)
    expect(second.page.locator("#conflict .compare")).to_contain_text(OTHER)
    second.press("Keep this text")
    expect(second.page.locator("#conflict")).to_have_count(0)
    assert stored(session, "vision").draft == OTHER


def test_a_double_click_makes_one_review(person: Person, session: CoachingSession) -> None:
    person.page.fill("#id_text", VISION)
    person.page.dblclick("#answer .btn-primary")
    expect(person.page.locator("#review")).to_be_visible()
    assert stored(session, "vision").attempts == 1


def test_the_language_changes_on_the_same_page(person: Person) -> None:
    type_and_wait(person, VISION)
    here = person.page.url
    person.page.click("header [name=language][value=en]")
    expect(person.page.locator("html")).to_have_attribute("lang", "en")
    assert (person.page.url, typed(person)) == (here, VISION)


def test_a_deleted_session_comes_back(person: Person, session: CoachingSession) -> None:
    person.go("/coaching/")
    person.press("Delete")
    expect(person.page.locator("article.session")).to_have_count(0)
    person.press("Undo")
    expect(person.page.locator("article.session, #id_text").first).to_be_visible()
    assert CoachingSession.objects.filter(pk=session.pk).exists()


def test_a_login_that_ended_in_mid_step_keeps_the_text(person: Person, owner: User) -> None:
    person.page.fill("#id_text", VISION)
    person.page.context.clear_cookies(name="sessionid")
    person.press("Ask the coach", inside="#answer")
    person.page.wait_for_url("**/login/**")
    person.fill(login=str(owner.email), password=PASSWORD)
    person.page.click("main form button[type=submit]")
    person.page.wait_for_url("**/vision/")
    assert typed(person) == VISION
