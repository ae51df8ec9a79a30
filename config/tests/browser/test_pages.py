"""Every page, in both languages and themes, on a phone and at a desk: nothing to mend for any reader."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from accounts.models import User
from accounts.tests.factories import UserFactory
from config.tests.browser import world, world_prepared
from config.tests.browser.conftest import Opens
from config.tests.browser.devices import DESK, PHONE, VARYING, Person, axe, overflow, too_small
from config.tests.browser.looks import Look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Both languages together see each page at both widths in both themes. Axe looks with all its rules first,
#: then with those that a theme can break; the last view brings no new theme, so axe does not look.
VIEWS: dict[str, Sequence[tuple[int, str, Callable[[Page], list[str]]]]] = {
    "fr": ((PHONE, "light", axe), (DESK, "dark", partial(axe, only=VARYING))),
    "en": ((PHONE, "dark", partial(axe, only=VARYING)), (DESK, "light", lambda page: [])),
}
PEOPLE = [world.visitors, world.newcomer, world.busy, world.settled, world_prepared.prepared]
#: Put pictures of all pages there, to look at them.
SHOTS = os.environ.get("SHOTS", "")


def faults_of(person: Person, look: Look) -> list[str]:
    """Return what is wrong with a page: accessibility, width, targets, console."""
    page = person.page
    page.set_viewport_size({"width": PHONE, "height": 780})
    person.complaints.clear()
    person.go(look.path)
    look.act(page)
    found = [f"small: {one}" for one in too_small(page)]
    for width, theme, look_closely in VIEWS[person.language]:
        page.set_viewport_size({"width": width, "height": 780})
        show_in(person, theme)
        found += [f"{width} px: {overflow(page)} px too wide"] if overflow(page) else []
        found += [f"{width} px, {theme}: {one}" for one in look_closely(page)]
        picture(person, f"{look.name}-{width}-{theme}")
    return found + person.complaints


def show_in(person: Person, theme: str) -> None:
    """Change the theme, and wait until every colour has finished changing."""
    person.page.evaluate(
        """async theme => {
            document.documentElement.dataset.theme = theme;
            await Promise.allSettled(document.getAnimations().map(one => one.finished));
        }""",
        theme,
    )


def picture(person: Person, name: str) -> None:
    """Keep a picture of the page when pictures are asked for."""
    if SHOTS:
        person.page.screenshot(path=Path(SHOTS) / f"{person.language}-{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("people", PEOPLE, ids=lambda people: people.__name__)
def test_every_page_can_be_read_and_used_by_all(
    people: object, language: str, opens: Opens, settings: LazySettings
) -> None:
    settings.DC360_URL, settings.DC360_SECRET = (
        "https://partner.example",
        "a secret that nobody uses anywhere",
    )
    made = people(language)  # type: ignore[operator]  # one of PEOPLE
    user, looks = made if isinstance(made, tuple) else (None, made)
    assert user is None or isinstance(user, User)
    person = opens(language=language, by=user)
    faults = {look.name: faults_of(person, look) for look in looks}
    assert [f"{name}: {fault}" for name, found in faults.items() for fault in found] == []


ADMIN = ["", "accounts/user/", "coaching/coachingsession/", "accounts/user/add/", "websites/site/"]


def test_the_admin_can_be_read_in_both_themes_under_the_content_policy(
    opens: Opens, subtests: pytest.Subtests
) -> None:
    staff = UserFactory.create(email="staff@example.org", is_staff=True, is_superuser=True)
    person = opens(language="fr", width=DESK, by=staff)
    for page in ADMIN:
        with subtests.test(page):
            person.go(f"/admin/{page}")
            assert person.page.locator("#content").is_visible()
            assert [fault for theme in ("light", "dark") for fault in seen_in(person, theme, page)] == []
            assert person.complaints == []


def seen_in(person: Person, theme: str, page: str) -> list[str]:
    """Return what axe finds on a page of the admin in one theme."""
    show_in(person, theme)
    picture(person, f"admin-{page.replace('/', '-')}{theme}")
    only = None if theme == "light" else VARYING
    return [f"{theme}: {fault}" for fault in axe(person.page, only=only)]
