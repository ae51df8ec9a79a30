"""Fixtures for every test of the project."""

from __future__ import annotations

import asyncio
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import hypothesis
import pgtrigger
import pytest
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from localrun.chromium import ADVICE, FLAGS, find_chromium

#: The database that each process of a run copies; the next run makes it anew.
TEMPLATE = "test_genesis_template"
#: How long the end of a test waits for a request that its browser left behind.
MOST_REQUEST_SECONDS = 10
pytest_plugins = ["localrun.tests.processes"]  # data prepared once, for tests in any folder
#: The same examples at each run, so that a test fails for everybody or for nobody;
#: `--hypothesis-profile=default` looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile("same")

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from accounts.models import User


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Hide the event loop that playwright keeps in this thread from tests without a browser.

    Django has separate connections where a loop runs, so those of the test just run are closed.
    """
    loop = asyncio._get_running_loop()
    if loop and "chromium" not in getattr(item, "fixturenames", ()):
        asyncio._set_running_loop(None)
    result = yield
    if loop := loop or asyncio._get_running_loop():
        connections.close_all()
        asyncio._set_running_loop(loop)
    return result


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a real Chromium; without one the test fails and says how to get it."""
    program = find_chromium()
    if program is None:
        pytest.fail(ADVICE, pytrace=False)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in the test's thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        loop = asyncio._get_running_loop()
        yield browser
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> None:
    """Let the processes of pytest-xdist copy one migrated database, which the first of them makes."""
    if worker_id == "master":
        return
    of_all = tmp_path_factory.getbasetemp().parent
    with (of_all / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (of_all / "template").exists():
            with django_db_blocker.unblock():
                _make_template()
            (of_all / "template").touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


def _make_template() -> None:
    """Make the template database; the settings stay as they were."""
    name, test_name = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = TEMPLATE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"] = name, test_name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Disable the trigger that keeps the audit trail, so that Django can empty it after tests that commit.

    The test of the trigger enables it.
    """
    with django_db_blocker.unblock():
        pgtrigger.disable("audit.Activity:kept")


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """Let the live server finish its requests before Django empties the tables that they read."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(MOST_REQUEST_SECONDS)


# --- The named cast: who acts in tests -------------------------------------------------------------------


def _user(login: str, **columns: object) -> User:
    from accounts.tests.factories import UserFactory  # models load after this file

    return UserFactory.create(email=f"{login}@example.org", **columns)


@pytest.fixture
def owner(db: None) -> User:
    """Give the owner of what the test looks at; their e-mail is confirmed."""
    return _user("owner", name="Awa Ndiaye")


@pytest.fixture
def colleague(db: None) -> User:
    """Give a person whom a test may make a colleague of the owner."""
    return _user("colleague", name="Kofi Boateng")


@pytest.fixture
def stranger(db: None) -> User:
    """Give a person of another organization than the owner's."""
    return _user("stranger", name="Moussa Traoré")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Give a browser in which a person is signed in: `client_of(owner).get(...)`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def staff(db: None, client_of: Callable[[User], Client]) -> Client:
    """Give a browser in which a member of the support staff is signed in."""
    return client_of(_user("staff", is_staff=True, is_superuser=True))


@pytest.fixture
def expired_of(client_of: Callable[[User], Client]) -> Callable[[User], Client]:
    """Give a browser in which a person's login has expired: `expired_of(owner).post(...)`."""

    def expire(user: User) -> Client:
        client = client_of(user)
        client.get("/accounts/profile/")
        del client.cookies["sessionid"]
        return client

    return expire


@pytest.fixture(autouse=True)
def _clear_cache(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Clear the cache after a test that commits: Django empties the tables of models, not the cache's."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = {"live_server", "transactional_db"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        from django.core.cache import cache  # settings load after this file

        with django_db_blocker.unblock():
            cache.clear()


@pytest.fixture(autouse=True)
def _reset_viewer(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Set the viewer to the system after a test that left another one in this thread."""
    yield
    from organizations import tenancy  # models load after this file

    if tenancy._here.person != tenancy.SYSTEM:
        with django_db_blocker.unblock():
            tenancy.set_viewer(tenancy.SYSTEM)
