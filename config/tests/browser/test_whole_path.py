"""From signing up to a paused business: in French on a phone, and in English without any script."""

from typing import Any

import pytest

from businesses.models import Business
from coaching.models import CoachingStep
from coaching.tests.sessions import BAKERY, CRATES
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import DESK
from config.tests.browser.walk import Story, Walk
from config.tests.browser.world import WEAK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRENCH = Story(
    email="ablavi@example.org",
    start={"business_name": "Caisse Fraîche", "city": "Parakou", "country": "BJ"},
    sector="agriculture",
    answers=CRATES,
    weak=WEAK["fr"],
    searched="fraiche",
)
ENGLISH = Story(
    email="kojo@example.org",
    start={"business_name": "Morning Loaf", "city": "Accra", "country": "GH"},
    sector="restaurant",
    answers=BAKERY,
    weak=WEAK["en"],
    searched="LOAF",
)
WAYS: dict[str, tuple[Story, dict[str, Any]]] = {
    "french-phone": (FRENCH, {"language": "fr"}),
    "english-desk-without-scripts": (ENGLISH, {"language": "en", "width": DESK, "scripts": False}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_person_goes_from_an_idea_to_a_business(way: str, opens: Opens) -> None:
    story, window = WAYS[way]
    walk = Walk(opens(**window), story)
    walk.sign_up()
    walk.start()
    walk.six_steps()
    walk.finish()
    walk.find_and_pause()
    assert Business.objects.get().status == "paused"
    vision, mission, clientele, differentiation, *_ = CoachingStep.objects.order_by("step_order")
    assert (vision.attempts, mission.attempts) == (2, 1)
    assert clientele.overridden
    assert differentiation.is_unknown
    assert walk.person.complaints == []
