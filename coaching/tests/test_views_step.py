"""The page of a step: what it shows, what it saves, and how conflicts are resolved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from coaching import services
from coaching.models import CoachingSession
from coaching.steps import ANSWER_LIMIT, CONTENT_STEPS
from coaching.tests.conftest import VISION, stored

pytestmark = pytest.mark.django_db
UrlOf = Callable[..., str]
#: What finding the signed-in person costs: their session, their account, and whose rows the database shows.
LOGIN = 3
WEAK = "Je veux réussir dans la vie."


def page(response: Any) -> str:
    return str(response.content.decode())


def close(session: CoachingSession, *names: str) -> None:
    for name in names:
        services.mark_unknown(by=session.user, session_id=session.session_id, name=name, text="", version=0)


def test_a_step_asks_one_question_in_the_sessions_language(browser_of_owner: Client, url_of: UrlOf) -> None:
    text = page(browser_of_owner.get(url_of("step", "vision")))
    assert "Dans dix ans" in text
    assert "Ask the coach" in text
    assert "Step 1 of 6" in text


def test_a_step_page_speaks_french(browser_of_owner: Client, url_of: UrlOf) -> None:
    browser_of_owner.cookies["django_language"] = "fr"
    assert "Demander au coach" in page(browser_of_owner.get(url_of("step", "vision")))


def test_a_stranger_finds_nothing(stranger: User, client_of: Callable[[User], Client], url_of: UrlOf) -> None:
    client = client_of(stranger)
    for name in ("step", "draft", "help", "accept", "unknown"):
        method = client.get if name in {"step", "help"} else client.post
        assert method(url_of(name, "vision")).status_code == 404


@pytest.mark.parametrize(
    "address", ["/coaching/nothing/vision/", "/coaching/x/cooking/", "/coaching/%00/vision/"]
)
def test_an_unknown_session_or_step_is_not_found(browser_of_owner: Client, address: str) -> None:
    assert browser_of_owner.get(address).status_code == 404


def test_going_on_must_be_posted(browser_of_owner: Client, url_of: UrlOf) -> None:
    assert browser_of_owner.get(url_of("accept", "vision")).status_code == 405


@pytest.mark.parametrize("name", ["draft", "unknown"])
def test_an_address_that_shows_a_page_only_after_a_post_leads_to_the_step(
    browser_of_owner: Client, url_of: UrlOf, name: str
) -> None:
    assert browser_of_owner.get(url_of(name, "vision")).headers["Location"] == url_of("step", "vision")


def test_a_step_not_reached_leads_to_the_open_one(browser_of_owner: Client, url_of: UrlOf) -> None:
    response = browser_of_owner.get(url_of("step", "offre"), follow=True)
    assert response.redirect_chain[-1][0] == url_of("step", "vision")
    assert "opens when the ones before it are done" in page(response)


def test_an_answer_is_reviewed_and_the_page_can_be_refreshed(browser_of_owner: Client, url_of: UrlOf) -> None:
    response = browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0})
    assert response.headers["Location"] == url_of("step", "vision") + "#review"
    text = page(browser_of_owner.get(url_of("step", "vision")))
    assert "What the coach says" in text
    assert "<mark>" in text


def test_an_answer_is_scored_in_place_with_htmx(browser_of_owner: Client, url_of: UrlOf) -> None:
    data = {"text": VISION, "version": 0}
    text = page(browser_of_owner.post(url_of("step", "vision"), data, headers={"HX-Request": "true"}))
    assert text.lstrip().startswith('<div id="work">')
    assert "What the coach says" in text


def test_markup_in_an_answer_stays_text(browser_of_owner: Client, url_of: UrlOf) -> None:
    browser_of_owner.post(
        url_of("step", "vision"), {"text": f"<script>alert(1)</script> {VISION}", "version": 0}
    )
    text = page(browser_of_owner.get(url_of("step", "vision")))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write a few words first"),
        (" \n ", "Write a few words first"),
        ("é" * (ANSWER_LIMIT + 1), "shorten it"),
    ],
)
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_an_answer_that_cannot_be_taken_is_shown_again(
    browser_of_owner: Client, url_of: UrlOf, text: str, message: str, htmx: dict[str, str]
) -> None:
    response = browser_of_owner.post(url_of("step", "vision"), {"text": text, "version": 0}, headers=htmx)
    assert response.status_code == 422
    assert message in page(response)
    assert text in page(response)


def test_hidden_characters_are_taken_out_and_told(browser_of_owner: Client, url_of: UrlOf) -> None:
    data = {"text": f"{VISION}\x00\u202e", "version": 0}
    text = page(browser_of_owner.post(url_of("step", "vision"), data, follow=True))
    assert "Invisible characters were taken out" in text


@pytest.mark.parametrize(
    "text",
    ["😀🎉 👩🏾‍🌾", "Nous vendons du riz. " * 200, "We will feed every family in Thiès by 2036.", "سوق"],
)
def test_any_writing_gets_a_review(browser_of_owner: Client, url_of: UrlOf, text: str) -> None:
    response = browser_of_owner.post(url_of("step", "vision"), {"text": text, "version": 0}, follow=True)
    assert response.status_code == 200
    assert "What the coach says" in page(response)


@pytest.mark.parametrize(
    "junk", [{"version": "x"}, {"version": "-4", "editor": "<>", "opened": "9" * 40}, {}]
)
def test_fields_that_make_no_sense_lose_no_text(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession, junk: dict[str, str]
) -> None:
    assert browser_of_owner.post(url_of("step", "vision"), {"text": VISION, **junk}).status_code == 302
    assert stored(session, "vision").user_response == VISION


def test_two_tabs_show_both_texts(browser_of_owner: Client, url_of: UrlOf, session: CoachingSession) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0, "editor": "a1"})
    response = browser_of_owner.post(url_of("step", "vision"), {"text": WEAK, "version": 0, "editor": "b2"})
    assert response.status_code == 409
    assert WEAK in page(response)
    assert VISION in page(response)
    assert stored(session, "vision").user_response == VISION


def test_the_chosen_text_of_a_conflict_is_kept(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0, "editor": "a1"})
    browser_of_owner.post(url_of("draft", "vision"), {"text": WEAK, "version": 1, "editor": "c3"})
    assert stored(session, "vision").text == WEAK


def test_an_autosave_gives_the_new_version(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    data = {"text": "Dans dix", "version": 0}
    text = page(browser_of_owner.post(url_of("draft", "vision"), data, headers={"HX-Request": "true"}))
    assert 'name="version" value="1"' in text
    assert stored(session, "vision").draft == "Dans dix"


def test_an_autosave_in_conflict_says_so_and_changes_nothing(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    services.save_draft(session=session, name="vision", text="ailleurs", version=0, editor="a1")
    data = {"text": "ici", "version": 0, "editor": "b2"}
    response = browser_of_owner.post(url_of("draft", "vision"), data, headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "See both texts" in page(response)
    assert stored(session, "vision").draft == "ailleurs"


def test_save_and_leave_comes_back_to_the_same_words(browser_of_owner: Client, url_of: UrlOf) -> None:
    data = {"text": "Dans dix ans, peut-être", "version": 0, "then": "leave"}
    response = browser_of_owner.post(url_of("draft", "vision"), data)
    assert response.headers["Location"] == "/coaching/"
    assert "Dans dix ans, peut-être" in page(browser_of_owner.get(url_of("session"), follow=True))


def test_a_draft_can_be_dropped(browser_of_owner: Client, url_of: UrlOf, session: CoachingSession) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0})
    browser_of_owner.post(url_of("draft", "vision"), {"text": WEAK, "version": 1})
    browser_of_owner.post(url_of("draft", "vision"), {"text": WEAK, "then": "drop"})
    assert stored(session, "vision").text == VISION


def test_a_weak_answer_may_go_on_against_advice(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    text = page(browser_of_owner.post(url_of("step", "vision"), {"text": WEAK, "version": 0}, follow=True))
    assert "Improve my answer" in text
    assert "Continue anyway" in text
    assert browser_of_owner.post(url_of("accept", "vision")).headers["Location"] == url_of("step", "mission")
    assert stored(session, "vision").overridden


def test_nothing_read_nothing_accepted(browser_of_owner: Client, url_of: UrlOf) -> None:
    response = browser_of_owner.post(url_of("accept", "vision"), follow=True)
    assert response.redirect_chain[-1][0] == url_of("step", "vision")
    assert "Send your answer to the coach once" in page(response)


def test_not_knowing_goes_on(browser_of_owner: Client, url_of: UrlOf, session: CoachingSession) -> None:
    response = browser_of_owner.post(
        url_of("unknown", "vision"), {"text": "peut-être", "version": 0}, follow=True
    )
    assert response.redirect_chain[-1][0] == url_of("step", "mission")
    assert stored(session, "vision").draft == "peut-être"
    assert "that is a fair answer" in page(browser_of_owner.get(url_of("step", "vision")))


def test_an_answered_step_can_be_changed_later(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    close(session, "vision", "mission")
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 1})
    assert stored(session, "vision").user_response == VISION
    assert stored(session, "vision").session.current_step == "clientele"


def test_the_help_reads_the_draft_and_offers_beginnings(browser_of_owner: Client, url_of: UrlOf) -> None:
    data = {"text": "je je veux vendre", "version": 0, "then": "help"}
    text = page(browser_of_owner.post(url_of("draft", "vision"), data, follow=True))
    assert 'name="starter"' in text
    assert "je je veux vendre" in text


def test_a_beginning_is_added_to_what_stands_there(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    data = {"text": "Bonjour.", "version": 0, "starter": "Dans dix ans,"}
    browser_of_owner.post(url_of("draft", "vision"), data)
    assert stored(session, "vision").draft == "Bonjour. Dans dix ans, "


def test_a_proposal_is_added_below_and_loses_nothing(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    browser_of_owner.post(
        url_of("draft", "vision"), {"text": "Mon idée.", "version": 0, "picked": "proposal-0"}
    )
    draft = stored(session, "vision").draft
    assert draft.startswith("Mon idée.\n\n")
    assert "Jardin de Khady" in draft


def test_the_help_in_place_is_a_fragment(browser_of_owner: Client, url_of: UrlOf) -> None:
    text = page(browser_of_owner.get(url_of("help", "vision"), headers={"HX-Request": "true"}))
    assert "<html" not in text
    assert "data-insert" in text


def test_help_without_proposals_says_why_and_what_to_do(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    close(session, "vision")
    text = page(browser_of_owner.get(url_of("help", "mission")))
    assert "no other step has an answer of yours yet" in text
    assert f'<a href="{url_of("step", "vision")}">Vision</a>' in text


def test_a_step_that_is_not_known_yet_is_not_announced_as_done(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0})
    browser_of_owner.post(url_of("accept", "vision"))
    close(session, "mission")
    text = page(browser_of_owner.get(url_of("step", "clientele")))
    assert "Vision (done)" in text
    assert "Mission (not known yet)" in text


def test_what_is_noted_as_unknown_is_not_offered_again(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    assert "I do not know yet</button>" in page(browser_of_owner.get(url_of("step", "vision")))
    close(session, "vision")
    assert "I do not know yet</button>" not in page(browser_of_owner.get(url_of("step", "vision")))


@pytest.mark.parametrize(("language", "said"), [("en", "5,200 characters"), ("fr", "5\xa0200 caractères")])
def test_a_long_answer_is_counted_as_the_reader_writes_thousands(
    browser_of_owner: Client, url_of: UrlOf, language: str, said: str
) -> None:
    browser_of_owner.cookies["django_language"] = language
    response = browser_of_owner.post(url_of("step", "vision"), {"text": "mot " * 1299 + "fin.", "version": 0})
    assert said in page(response).replace("\u202f", "\xa0")


def test_the_synthesis_shows_all_answers_and_what_is_open(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0})
    browser_of_owner.post(url_of("accept", "vision"))
    close(session, *CONTENT_STEPS[1:])
    text = page(browser_of_owner.get(url_of("step", "synthesis")))
    assert "300 familles" in text
    assert text.count("To find out") == 4


def test_the_synthesis_cannot_be_unknown_or_accepted(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    close(session, *CONTENT_STEPS)
    for name in ("unknown", "accept"):
        browser_of_owner.post(url_of(name, "synthesis"), {"text": "", "version": 0})
    assert not stored(session, "synthesis").is_complete


#: The most queries that asking for a page of the path may cost, and that answering may; the login's included.
GET_BUDGET, POST_BUDGET = 6, 10


def test_a_step_page_stays_within_its_queries(
    browser_of_owner: Client,
    url_of: UrlOf,
    session: CoachingSession,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0})
    with django_assert_num_queries(LOGIN + 2):  # the step with its session, what is not known yet
        browser_of_owner.get(url_of("step", "vision"))


def test_help_and_synthesis_stay_within_their_queries(
    browser_of_owner: Client,
    url_of: UrlOf,
    session: CoachingSession,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    close(session, *CONTENT_STEPS)
    for name in ("step", "help"):
        with django_assert_max_num_queries(GET_BUDGET):
            browser_of_owner.get(url_of(name, "synthesis"))


@pytest.mark.parametrize(("htmx", "queries"), [({}, 6), ({"HX-Request": "true"}, 7)])
def test_an_answer_stays_within_its_queries(
    browser_of_owner: Client,
    url_of: UrlOf,
    django_assert_num_queries: DjangoAssertNumQueries,
    htmx: dict[str, str],
    queries: int,
) -> None:
    assert LOGIN + queries <= POST_BUDGET
    with django_assert_num_queries(LOGIN + queries):  # begin, two locks, two saves, end; in place the step
        browser_of_owner.post(url_of("step", "vision"), {"text": VISION, "version": 0}, headers=htmx)


@pytest.mark.parametrize(("name", "data"), [("draft", {"then": "leave"}), ("unknown", {}), ("accept", {})])
def test_every_other_post_of_a_step_stays_within_the_same(
    browser_of_owner: Client,
    url_of: UrlOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    name: str,
    data: dict[str, str],
) -> None:
    browser_of_owner.post(url_of("step", "vision"), {"text": WEAK, "version": 0})
    with django_assert_max_num_queries(POST_BUDGET):
        browser_of_owner.post(url_of(name, "vision"), {"text": "Autre début", "version": 1, **data})


def test_a_refused_answer_stays_within_the_same(
    browser_of_owner: Client,
    url_of: UrlOf,
    session: CoachingSession,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    services.save_draft(session=session, name="vision", text="ailleurs", version=0, editor="a1")
    for text in ("", WEAK):
        with django_assert_max_num_queries(POST_BUDGET):
            browser_of_owner.post(url_of("step", "vision"), {"text": text, "version": 0})


def test_a_finished_session_leads_to_its_brief_also_on_a_second_click(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    close(session, *CONTENT_STEPS)
    finish = f"/coaching/{session.session_id}/finish/"
    first, second = browser_of_owner.post(finish), browser_of_owner.post(finish)
    assert first.headers["Location"] == second.headers["Location"]
    assert "Open my brief" in page(browser_of_owner.get(url_of("step", "synthesis")))


def test_a_session_that_was_changed_after_its_end_brings_its_brief_up_to_date(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    close(session, *CONTENT_STEPS)
    browser_of_owner.post(f"/coaching/{session.session_id}/finish/")
    browser_of_owner.post(url_of("unknown", "offre"), {"text": "", "version": 1})
    said = page(browser_of_owner.get(url_of("step", "synthesis")))
    assert "Update my brief" in said
    assert "Finish and make my brief" not in said


def test_where_no_app_above_answers_there_is_nothing_to_finish(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(session, *CONTENT_STEPS)
    monkeypatch.setattr("coaching.views.context.responses", lambda *_, **__: [])
    response = browser_of_owner.get(url_of("step", "synthesis"))
    assert (response.status_code, "/finish/" in page(response)) == (200, False)


def test_help_works_on_no_text_that_is_too_long_to_be_kept(
    browser_of_owner: Client, url_of: UrlOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coaching.views.wizard.with_picked_help", lambda *_: pytest.fail("worked on it"))
    sent = {"text": "mot " * ANSWER_LIMIT * 2, "version": "0", "picked": "reformulation"}
    assert browser_of_owner.post(url_of("draft", "vision"), sent).status_code == 422
