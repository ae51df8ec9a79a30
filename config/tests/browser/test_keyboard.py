"""Everything by keyboard: what has the focus can be seen, and the way on is reached."""

import pytest

from accounts.models import User
from coaching.tests.conftest import VISION, stored
from coaching.tests.factories import CoachingSessionFactory
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Stops of the Tab key from the top of a page, at most.
STOPS = 30
_FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
        || style.boxShadow !== "none";
    return {name: one.id || one.name || one.textContent.trim().slice(0, 40), seen: seen && box.width > 0,
            primary: one.matches("main .btn-primary")};
}"""


def walk_to_primary(person: Person) -> list[str]:
    """Press Tab until the primary button has the focus; return the stops whose focus cannot be seen."""
    unseen = []
    for _ in range(STOPS):
        person.page.keyboard.press("Tab")
        stop = person.page.evaluate(_FOCUSED)
        unseen += [] if stop["seen"] else [stop["name"]]
        if stop["primary"]:
            return unseen
    pytest.fail(f"no primary button within {STOPS} stops")


def test_a_visitor_reaches_the_way_on_and_always_sees_where_they_are(
    opens: Opens, subtests: pytest.Subtests
) -> None:
    person = opens(language="fr")
    for path in ("/", "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"):
        with subtests.test(path):
            person.go(path)
            assert walk_to_primary(person) == []


def test_so_does_somebody_who_is_new(owner: User, opens: Opens, subtests: pytest.Subtests) -> None:
    person = opens(language="fr", by=owner)
    for path in ("/coaching/", "/coaching/new/", "/briefs/", "/businesses/"):
        with subtests.test(path):
            person.go(path)
            assert walk_to_primary(person) == []


def test_an_answer_is_written_and_sent_without_a_mouse(owner: User, opens: Opens) -> None:
    person = opens(language="fr", by=owner)
    session = CoachingSessionFactory.create(user=owner)
    person.go(f"/coaching/{session.session_id}/vision/")
    person.page.focus("#id_text")
    person.page.keyboard.insert_text(VISION)
    assert walk_to_primary(person) == []
    person.page.keyboard.press("Enter")
    person.page.wait_for_selector("#review")
    assert stored(session, "vision").user_response == VISION


def test_the_first_stop_leads_past_the_menu(opens: Opens) -> None:
    person = opens(language="fr")
    person.go("/")
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    assert person.page.url.endswith("#main")
