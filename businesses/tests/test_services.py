"""Finishing a session, editing its brief, and creating its business."""

import pytest
from django.urls import reverse

from accounts.models import User
from audit.models import Activity
from briefs.errors import BriefChanged
from briefs.models import BusinessBrief
from briefs.results import agents_to_run_again, items_to_review
from briefs.services import runs
from briefs.services.briefs import delete_brief, edit_brief, finish_coaching
from briefs.signals import collect_next_steps
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import keep_all
from businesses import services
from businesses.models import Business
from businesses.services import BusinessExists
from businesses.signals import business_deleted
from businesses.tests.factories import BusinessFactory
from coaching.errors import StepNotOpen
from coaching.models import CoachingSession, SessionStatus
from coaching.signals import responses
from coaching.steps import CONTENT_STEPS, LAST
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(owner: User) -> CoachingSession:
    """Give a session whose five answers are accepted."""
    made: CoachingSession = CoachingSessionFactory.create(user=owner, status=SessionStatus.IN_PROGRESS)
    for name in CONTENT_STEPS:
        values = {"user_response": f"Réponse {name}.", "is_complete": True, "attempts": 1, "score": 80}
        made.steps.filter(name=name).update(**values, confidence_score=0.8)
    return made


def test_finishing_makes_the_brief_from_the_answers(owner: User, session: CoachingSession) -> None:
    brief = finish_coaching(by=owner, session=session)
    assert (brief.target_audience, brief.value_proposition) == ("Réponse clientele.", "Réponse offre.")
    assert brief.location == {"city": "Dakar", "country": session.country_id}
    session.refresh_from_db()
    assert (session.status, session.coaching_confidence) == (SessionStatus.SUB_AGENTS_RUNNING, 0.8)
    assert Activity.objects.about(brief).filter(action="briefs.brief.made").exists()


def test_a_finished_brief_is_found_by_its_name(owner: User, session: CoachingSession) -> None:
    brief = finish_coaching(by=owner, session=session)
    assert BusinessBrief.objects.named(session.business_name).get() == brief


def test_finishing_again_makes_a_new_brief_of_a_deleted_one(owner: User, session: CoachingSession) -> None:
    delete_brief(by=owner, brief=finish_coaching(by=owner, session=session))
    assert Activity.objects.filter(action="briefs.brief.deleted").exists()
    session.refresh_from_db()
    assert session.completed_at is None
    again = finish_coaching(by=owner, session=session)
    assert list(BusinessBrief.objects.all()) == [again]


def test_a_session_with_an_open_step_cannot_be_finished(owner: User, session: CoachingSession) -> None:
    session.steps.filter(name="offre").update(is_complete=False, attempts=0)
    with pytest.raises(StepNotOpen):
        finish_coaching(by=owner, session=session)
    session.refresh_from_db()
    assert session.status == SessionStatus.IN_PROGRESS
    assert not BusinessBrief.objects.exists()


@pytest.mark.parametrize("broken", ["_save", "record"])
def test_finishing_is_one_transaction_whatever_fails_on_the_way(
    broken: str, owner: User, session: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionError("the power went")

    monkeypatch.setattr("briefs.services.briefs." + broken, fail)
    with pytest.raises(ConnectionError):
        finish_coaching(by=owner, session=session)
    session.refresh_from_db()
    assert (session.status, session.completed_at) == (SessionStatus.IN_PROGRESS, None)
    assert not session.steps.get(name=LAST).is_complete
    assert not BusinessBrief.objects.exists()
    assert not Activity.objects.filter(action__in=["coaching.session.completed", "briefs.brief.made"])


def test_finishing_again_renews_the_brief_but_keeps_what_the_person_edited(
    owner: User, session: CoachingSession
) -> None:
    brief = finish_coaching(by=owner, session=session)
    edit_brief(by=owner, brief=brief, version=brief.version, values={"mission": "À moi."})
    session.steps.filter(name__in=["vision", "mission"]).update(user_response="Nouveau.")
    session.refresh_from_db()
    session.move_to(SessionStatus.IN_PROGRESS)
    brief = finish_coaching(by=owner, session=session)
    assert (brief.vision, brief.mission, brief.edited_fields) == ("Nouveau.", "À moi.", ["mission"])


def test_finishing_again_leaves_the_results_to_be_reviewed(owner: User, session: CoachingSession) -> None:
    session.steps.filter(name="offre").update(user_response="Un panier à 2 500 F, livré à midi.")
    brief = finish_coaching(by=owner, session=session)
    keep_all(brief)
    brief.runs.update(status="succeeded")
    session.refresh_from_db()
    session.steps.filter(name="offre").update(user_response="Un panier à 3 000 F, livré à midi.")
    session.move_to(SessionStatus.IN_PROGRESS)
    brief = finish_coaching(by=owner, session=session)
    assert not brief.runs.filter(status="queued").exists()
    assert agents_to_run_again(items_to_review(brief, [])) == ("research", "content")
    session.refresh_from_db()
    assert session.status == SessionStatus.BRIEF_READY


def test_an_edit_on_an_old_version_writes_nothing(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    edit_brief(by=owner, brief=brief, version=0, values={"vision": "Première."})
    with pytest.raises(BriefChanged):
        edit_brief(by=owner, brief=brief, version=0, values={"vision": "Seconde."})
    brief.refresh_from_db()
    assert brief.vision == "Première."


def test_creating_the_business_carries_the_brief_over(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    business = services.create_business(by=owner, brief=brief)
    assert (business.status, business.mission, business.location) == ("draft", brief.mission, brief.location)
    brief.coaching_session.refresh_from_db()
    assert brief.coaching_session.status == SessionStatus.COMPLETED


def test_a_brief_has_one_business(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    services.create_business(by=owner, brief=brief)
    with pytest.raises(BusinessExists):
        services.create_business(by=owner, brief=brief)
    assert Business.objects.count() == 1


def test_a_deletion_is_told_of_once(owner: User) -> None:
    heard: list[tuple[User, Business]] = []

    def hear(by: User, business: Business, **kwargs: object) -> None:
        heard.append((by, business))

    business = BusinessFactory.create(owner=owner)
    business_deleted.connect(hear)
    for _ in range(2):
        services.delete_business(by=owner, business=business)
    business_deleted.disconnect(hear)
    assert heard == [(owner, business)]


def test_after_a_deletion_the_brief_can_give_a_new_business(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    services.delete_business(by=owner, business=services.create_business(by=owner, brief=brief))
    again = services.create_business(by=owner, brief=BusinessBrief.objects.get(pk=brief.pk))
    assert list(Business.objects.all()) == [again]


def test_a_change_records_old_and_new(owner: User) -> None:
    business = BusinessFactory.create(owner=owner)
    services.change_business(by=owner, business=business, values={"status": "active"})
    row = Activity.objects.about(business).get(action="businesses.business.changed")
    assert row.changes == {"status": {"old": "draft", "new": "active"}}


def test_a_brief_leads_to_its_business_or_to_making_it(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    [[create]] = responses(collect_next_steps, brief=brief, page="results")[:1]
    business = services.create_business(by=owner, brief=brief)
    again = BusinessBrief.objects.get(pk=brief.pk)
    [[step]] = responses(collect_next_steps, brief=again, page="results")[:1]
    assert (create.is_action, step.is_action) == (True, False)
    assert step.url == reverse("businesses:business", args=[business.pk])


def test_a_brief_that_is_ready_again_completes_the_session_of_its_business(owner: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    CoachingSession.objects.update(status=SessionStatus.SUB_AGENTS_RUNNING)
    services.create_business(by=owner, brief=brief)
    runs.settle(brief)
    assert CoachingSession.objects.get().status == SessionStatus.COMPLETED
