"""What the browser tests share: the code lists loaded, and windows onto the running site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from config.tests.browser.devices import Person, device
from reference.services import load_reference

Opens = Callable[..., Person]


@pytest.fixture
def code_lists(transactional_db: None) -> None:
    """Load countries and sectors, as every installation has them."""
    load_reference()


@pytest.fixture
def opens(chromium: Browser, live_server: LiveServer, code_lists: None) -> Iterator[Opens]:
    """Give windows onto the site: `opens(language="fr", by=owner)`; all are closed in the end."""
    with ExitStack() as windows:

        def window(**how: Any) -> Person:
            one: AbstractContextManager[Person] = device(chromium, live_server.url, **how)
            return windows.enter_context(one)

        yield window
