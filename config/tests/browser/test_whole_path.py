"""From signing up to a site with its first message: in French on a phone, in English without any script."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from businesses.models import Business
from coaching.models import CoachingStep
from coaching.tests.sessions import BAKERY, CRATES
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import DESK
from config.tests.browser.looks import WEAK
from config.tests.browser.walk import Story, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRENCH = Story(
    email="ablavi@example.org",
    start={"business_name": "Caisse Fraîche", "city": "Parakou", "country": "BJ"},
    sector="agriculture",
    answers=CRATES,
    weak=WEAK["fr"],
    searched="fraiche",
    command="change le titre en Des tomates qui arrivent entières",
    headline="Des tomates qui arrivent entières",
    message="Louez-vous aussi des caisses à Natitingou ?",
)
ENGLISH = Story(
    email="kojo@example.org",
    start={"business_name": "Morning Loaf", "city": "Accra", "country": "GH"},
    sector="restaurant",
    answers=BAKERY,
    weak=WEAK["en"],
    searched="LOAF",
    command="change the headline to Bread before six",
    headline="Bread before six",
    message="Do you bake without sugar?",
)
WAYS: dict[str, tuple[Story, dict[str, Any]]] = {
    "french-phone": (FRENCH, {"language": "fr"}),
    "english-desk-without-scripts": (ENGLISH, {"language": "en", "width": DESK, "scripts": False}),
}


def page_of(archive: bytes) -> str:
    """Return the page in a site's ZIP."""
    with ZipFile(BytesIO(archive)) as site:
        return next(site.read(name).decode() for name in site.namelist() if name.endswith("/index.html"))


@pytest.mark.parametrize("way", WAYS)
def test_a_person_goes_from_an_idea_to_a_business(way: str, opens: Opens) -> None:
    story, window = WAYS[way]
    walk = Walk(opens(**window), story)
    walk.sign_up()
    walk.start()
    walk.six_steps()
    walk.finish()
    walk.make_the_site()
    address = walk.publish()
    walk.visit(address)
    taken = walk.read_and_take_away()
    assert story.headline in page_of(taken)
    walk.find_and_pause()
    assert Business.objects.get().status == "paused"
    vision, mission, clientele, differentiation, *_ = CoachingStep.objects.order_by("step_order")
    assert (vision.attempts, mission.attempts) == (2, 1)
    assert clientele.overridden
    assert differentiation.is_unknown
    assert walk.person.complaints == []
