"""Web search: adapter and fake keep one contract, and nothing that happens there stops the research."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache

from accounts.models import User
from agents.contract import Inputs, WebPage
from agents.schemas import ResearchResult
from briefs.models import AgentRun, BusinessBrief
from briefs.results import result
from briefs.services import runs
from briefs.tests.factories import BusinessBriefFactory
from briefs.web_search import (
    BOUNDS,
    MAX_PAGES,
    MAX_TEXT,
    RestSearch,
    SearchError,
    SearchRefused,
    SearchUnavailable,
    WebSearch,
    page,
    queries,
    search_settings,
    valid_pages,
    with_web_pages,
)
from outbound.tests.servers import Door, Service, drips, listening

KEY = "a-key-that-nobody-may-read"
ROWS = [
    {"title": "Prix des repas", "url": "https://example.org/repas", "content": "Un repas coûte 900 F."},
    {"title": "Patente", "url": "https://example.org/patente", "content": "La mairie délivre la patente."},
]
INPUTS = Inputs(language="fr", business_name="Panier", sector="restaurant", country="SN", city="Dakar")


class Web(Service):
    """A search service that finds ROWS."""

    def reply(self, door: Door) -> None:
        if door.headers["Authorization"] != f"Bearer {KEY}":
            door.answer(401, b"{}")
        else:
            door.answer(200, json.dumps({"results": ROWS}).encode())


@pytest.fixture
def web() -> Iterator[Web]:
    """Give a search service that listens on loopback."""
    yield from listening(Web())


class FakeSearch:
    """Answers every query with the same rows; the exceptions `fails_with` are raised first, one a call."""

    def __init__(self, rows: Sequence[Any] = (), *fails_with: SearchError) -> None:
        self.asked: list[str] = []
        self._rows = rows
        self._fails_with = list(fails_with)

    def search(self, query: str, *, most: int = 3) -> tuple[WebPage, ...]:
        """See `WebSearch.search`."""
        self.asked.append(query)
        if self._fails_with:
            raise self._fails_with.pop(0)
        return valid_pages(self._rows)[:most]


def real(url: str, key: str = KEY, seconds: float = 2) -> RestSearch:
    return RestSearch(url, key, bounds=replace(BOUNDS, part=seconds), sleep=lambda _: None)


@pytest.fixture(params=["real", "fake"])
def search(request: pytest.FixtureRequest, web: Web) -> WebSearch:
    """Give the adapter and the fake in turn: both keep the same promises."""
    return real(web.url) if request.param == "real" else FakeSearch(ROWS)


def slow(door: Door) -> None:
    time.sleep(0.6)


def hangs_up(door: Door) -> None:
    door.close_connection = True


def answers(status: int, body: bytes = b"{}", **headers: str) -> Callable[[Door], None]:
    return lambda door: door.answer(status, body, **headers)


# --- The contract -----------------------------------------------------------------------------------------


def test_a_query_gives_pages_in_order(search: WebSearch) -> None:
    pages = search.search("repas Dakar")
    assert [one.url for one in pages] == [row["url"] for row in ROWS]
    assert pages[0].text == "Un repas coûte 900 F."


def test_no_more_pages_than_asked_for(search: WebSearch) -> None:
    assert len(search.search("repas Dakar", most=1)) == 1


def test_a_page_that_cannot_be_shown_is_left_out(web: Web) -> None:
    rows = [{"url": "javascript:alert(1)", "content": "x"}, 7, {"url": "https://a.example", "content": " "}]
    web.script = [answers(200, json.dumps({"results": [*rows, ROWS[0]]}).encode())]
    assert real(web.url).search("repas") == FakeSearch([*rows, ROWS[0]]).search("repas")
    assert len(FakeSearch([*rows, ROWS[0]]).search("repas")) == 1


def test_half_an_emoji_that_the_service_cut_costs_no_page(web: Web) -> None:
    row = {**ROWS[0], "content": "Un repas coûte 900 F. \ud83d"}
    web.script = [answers(200, json.dumps({"results": [row]}).encode())]
    [found] = real(web.url).search("repas")
    assert found.text == "Un repas coûte 900 F."


def test_the_request_carries_the_key_and_the_question(web: Web) -> None:
    real(web.url).search("repas Dakar", most=2)
    [asked] = web.asked
    assert (asked["path"], asked["headers"]["Authorization"]) == ("/search", f"Bearer {KEY}")
    assert asked["body"]["query"] == "repas Dakar"
    assert asked["body"]["max_results"] == 2


@pytest.mark.parametrize("trouble", [answers(429, Retry_After="1"), answers(503), hangs_up])
def test_a_passing_trouble_is_tried_again(web: Web, trouble: Callable[[Door], None]) -> None:
    web.script = [trouble, trouble]
    assert len(real(web.url).search("repas")) == 2
    assert len(web.asked) == 3


def test_a_slow_service_is_given_up_after_three_attempts(web: Web) -> None:
    web.script = [slow, slow, slow]
    with pytest.raises(SearchUnavailable, match="ReadTimeout"):
        real(web.url, seconds=0.1).search("repas")
    assert len(web.asked) == 3


@pytest.mark.parametrize("begin", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTT"])
def test_an_answer_that_drips_without_end_is_cut_off(web: Web, begin: bytes) -> None:
    web.script = [drips(begin)] * 3
    with pytest.raises(SearchUnavailable, match=r"too slow|Error"):
        RestSearch(web.url, KEY, bounds=replace(BOUNDS, whole=0.4)).search("repas")
    assert len(web.asked) == 1


def test_the_pauses_grow_and_heed_what_the_service_asks(web: Web) -> None:
    web.script = [answers(429, Retry_After="3"), answers(503)]
    slept: list[float] = []
    RestSearch(web.url, KEY, sleep=slept.append).search("repas")
    assert slept == [3.0, 1.5]


def test_a_packed_answer_is_not_unpacked(web: Web) -> None:
    web.script = [
        answers(200, gzip.compress(json.dumps({"results": ROWS}).encode()), Content_Encoding="gzip")
    ]
    with pytest.raises(SearchUnavailable, match="not understood"):
        real(web.url).search("repas")


def test_no_redirect_leads_into_a_private_network(web: Web) -> None:
    private = Web()
    web.script = [answers(307, Location=f"{private.url}/search")]
    with pytest.raises(SearchRefused):
        real(web.url).search("repas")
    private.server_close()
    assert not private.asked


def test_no_log_and_no_error_holds_the_key(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    web.script = [answers(500, KEY.encode())] * 3
    with caplog.at_level(logging.DEBUG), pytest.raises(SearchUnavailable) as failed:
        real(web.url).search("repas")
    assert caplog.records
    assert KEY not in caplog.text + repr(failed.value) + repr(failed.value.__cause__)


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"", b"[]", b'{"results": 7}', b"\xff\xfe", b"[" * 100_000, b"a" * (BOUNDS.largest + 1)],
)
def test_garbage_is_no_answer(web: Web, body: bytes) -> None:
    web.script = [answers(200, body)] * 3
    with pytest.raises(SearchUnavailable):
        real(web.url).search("repas")


@pytest.mark.parametrize("status", [400, 401, 403, 302])
def test_a_refusal_is_not_repeated(web: Web, status: int) -> None:
    web.script = [answers(status, b"{}", Location="https://elsewhere.example/")]
    with pytest.raises(SearchRefused):
        real(web.url).search("repas")
    assert len(web.asked) == 1


def test_nobody_at_home_is_unavailable(web: Web) -> None:
    web.server_close()
    with pytest.raises(SearchUnavailable):
        real("http://127.0.0.1:9").search("repas")


def test_a_key_that_fits_no_header_is_refused(web: Web) -> None:
    with pytest.raises(SearchRefused):
        real(web.url, key="clé’").search("repas")


# --- Foreign text -----------------------------------------------------------------------------------------


def test_foreign_text_is_cleaned_and_cut_at_a_sentence() -> None:
    found = page(
        {"title": "A\u202eB\x00", "url": "https://a.example/x", "content": "Un.\n Deux\u200b. " * 200}
    )
    assert found is not None
    assert found.title == "AB"
    assert len(found.text) <= MAX_TEXT
    assert found.text.endswith(".")


@pytest.mark.parametrize(
    "url", ["ftp://a.example", "https://me:pw@a.example", "https://[", "//a", "https://a b", "x" * 600]
)
def test_an_address_that_is_no_plain_web_address_is_dropped(url: str) -> None:
    assert page({"title": "A", "url": url, "content": "text"}) is None


# --- Before a run -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_that_the_person_wrote_is_asked() -> None:
    told = INPUTS.model_copy(update={"texts": {"offre": "Mon secret"}, "city": "12 rue de ma mère"})
    asked = " ".join(queries(told))
    assert "secret" not in asked
    assert "mère" not in asked
    assert "Panier" not in asked


@pytest.mark.django_db
def test_an_answer_is_kept_and_not_asked_for_twice() -> None:
    search = FakeSearch(ROWS)
    first, again = with_web_pages(INPUTS, search), with_web_pages(INPUTS, search)
    assert first == again
    assert len(search.asked) == len(queries(INPUTS))
    assert len(first.found) <= MAX_PAGES


@pytest.mark.django_db
def test_a_kept_answer_of_another_shape_is_asked_anew() -> None:
    with_web_pages(INPUTS, FakeSearch(ROWS))
    keys = [{"title": 1}]
    original, cache.get = cache.get, lambda *args, **kwargs: keys  # type: ignore[method-assign]
    try:
        assert with_web_pages(INPUTS, FakeSearch(ROWS)).web_reached
    finally:
        cache.get = original  # type: ignore[method-assign]


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [SearchUnavailable("down"), SearchRefused("status 401")])
def test_a_web_that_is_down_is_told_and_stops_nothing(trouble: SearchUnavailable) -> None:
    told = with_web_pages(INPUTS, FakeSearch(ROWS, trouble))
    assert (told.found, told.web_reached) == ((), False)


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    """Give a brief whose research is queued."""
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    runs.queue(by=owner, brief=made, agents=["research"])
    return made


def research(brief: BusinessBrief) -> ResearchResult:
    runs.run_open_runs(brief)
    brief.refresh_from_db()
    made = result(brief, "research")
    assert isinstance(made, ResearchResult)
    return made


@pytest.mark.django_db
def test_a_run_shows_the_pages_that_were_found(brief: BusinessBrief, web: Web, settings: Any) -> None:
    settings.WEB_SEARCH_KEY, settings.WEB_SEARCH_URL = KEY, web.url
    made = research(brief)
    assert made.web_reached
    assert [one.source.url for one in made.web if one.source] == [row["url"] for row in ROWS]


@pytest.mark.django_db
def test_a_run_without_the_web_is_done_and_asks_again_next_time(
    brief: BusinessBrief, owner: User, web: Web, settings: Any
) -> None:
    settings.WEB_SEARCH_KEY, settings.WEB_SEARCH_URL = KEY, web.url
    web.script = [answers(403)]
    assert research(brief).web_reached is False
    runs.queue(by=owner, brief=brief, agents=["research"])
    assert research(brief).web_reached
    assert AgentRun.objects.get(brief=brief).status == AgentRun.Status.SUCCEEDED


@pytest.mark.django_db
def test_a_run_without_a_key_asks_nobody(brief: BusinessBrief, web: Web, settings: Any) -> None:
    settings.WEB_SEARCH_KEY, settings.WEB_SEARCH_URL = "", web.url
    assert research(brief).web_reached is None
    assert not web.asked


@pytest.mark.parametrize(
    ("key", "url", "faults"),
    [
        ("", "http://x", 0),
        (KEY, "https://a.example", 0),
        (KEY, "http://127.0.0.1:9", 0),
        (KEY, "http://x", 1),
    ],
)
def test_the_key_never_travels_in_the_open(key: str, url: str, faults: int, settings: Any) -> None:
    settings.WEB_SEARCH_KEY, settings.WEB_SEARCH_URL = key, url
    assert len(search_settings()) == faults


def test_found_pages_refuse_other_addresses() -> None:
    with pytest.raises(ValueError, match="pattern"):
        WebPage(title="A", url="javascript:alert(1)", text="x")
