"""Decisions on results: what they change, who did it, and what happens when two people decide at once."""

import pytest
from django.db import transaction

from accounts.models import User
from audit.models import Activity
from briefs.choices import chosen, options
from briefs.documents.page import export
from briefs.errors import InvalidWording, ItemChanged, NoSuchItem
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import DecidedItem, decided_items
from briefs.services import decisions
from briefs.services.runs import inputs_of
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import content, keep, keep_all, text

pytestmark = pytest.mark.django_db
KEY = "headline.warm"


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(made)
    return made


def item(brief: BusinessBrief, key: str = KEY) -> DecidedItem:
    return next(one for one in decided_items(brief, "content", brief.choices.all()) if one.item.key == key)


def test_an_edit_replaces_the_text_everywhere(owner: User, brief: BusinessBrief) -> None:
    shown = decisions.decide(
        action="edit",
        by=owner,
        brief=brief,
        agent="content",
        key=KEY,
        text=" Cueilli ce matin ",
        seen=item(brief).seen,
    )
    assert (shown.state, shown.text, shown.version) == ("edited", "Cueilli ce matin", 1)
    assert inputs_of(brief, list(brief.choices.all())).site_texts[KEY] == "Cueilli ce matin"
    assert {"key": KEY, "text": "Cueilli ce matin", "state": "edited"} in export(brief)["results"]["content"]


def test_a_rejected_item_is_in_no_export(owner: User, brief: BusinessBrief) -> None:
    decisions.decide(action="reject", by=owner, brief=brief, agent="content", key=KEY, seen=item(brief).seen)
    assert KEY not in {one["key"] for one in export(brief)["results"]["content"]}
    assert KEY not in inputs_of(brief, list(brief.choices.all())).site_texts


def test_the_agents_own_words_are_an_acceptance(owner: User, brief: BusinessBrief) -> None:
    before = item(brief)
    shown = decisions.decide(
        action="edit", by=owner, brief=brief, agent="content", key=KEY, text=before.text, seen=before.seen
    )
    assert shown.state == "accepted"


def test_a_decision_can_be_taken_back(owner: User, brief: BusinessBrief) -> None:
    decisions.decide(
        action="edit", by=owner, brief=brief, agent="content", key=KEY, text="À moi", seen=item(brief).seen
    )
    shown = decisions.decide(
        action="reset", by=owner, brief=brief, agent="content", key=KEY, seen=item(brief).seen
    )
    assert (shown.state, shown.text) == ("", shown.item.text)
    assert not ItemChoice.objects.exists()


def test_each_decision_is_in_the_trail_with_its_actor(owner: User, brief: BusinessBrief) -> None:
    decisions.decide(action="accept", by=owner, brief=brief, agent="content", key=KEY, seen=item(brief).seen)
    row = Activity.objects.about(brief).get(action="briefs.item.decided")
    assert row.actor_id == owner.pk
    assert row.changes == {"item": {"new": f"content/{KEY}"}, "state": {"old": "", "new": "accepted"}}


def test_the_second_of_two_people_changes_nothing(owner: User, colleague: User, brief: BusinessBrief) -> None:
    seen = item(brief).seen
    decisions.decide(
        action="edit", by=owner, brief=brief, agent="content", key=KEY, text="Le premier", seen=seen
    )
    with pytest.raises(ItemChanged):
        decisions.decide(
            action="edit", by=colleague, brief=brief, agent="content", key=KEY, text="Le second", seen=seen
        )
    assert item(brief).text == "Le premier"


@pytest.mark.parametrize("how", ["accept", "reject", "reset"])
def test_a_second_click_is_no_conflict(owner: User, brief: BusinessBrief, how: decisions.ItemAction) -> None:
    seen = item(brief).seen
    for _click in range(2):
        decisions.decide(action=how, by=owner, brief=brief, agent="content", key=KEY, seen=seen)
    assert item(brief).state == {"accept": "accepted", "reject": "rejected", "reset": ""}[how]


def test_a_text_made_anew_since_the_page_was_loaded_is_not_accepted_unseen(
    owner: User, brief: BusinessBrief
) -> None:
    seen = item(brief).seen
    voice = content().voices["warm"].model_copy(update={"headline": text(KEY, "Tout autre chose")})
    voices = {**content().voices, "warm": voice}
    keep(brief, "content", content().model_copy(update={"voices": voices}))
    with pytest.raises(ItemChanged):
        decisions.decide(action="accept", by=owner, brief=brief, agent="content", key=KEY, seen=seen)


def test_an_item_that_is_gone_cannot_be_decided_on(owner: User, brief: BusinessBrief) -> None:
    with pytest.raises(NoSuchItem):
        decisions.decide(action="accept", by=owner, brief=brief, agent="content", key="why.9", seen="")


def test_an_empty_wording_is_refused(owner: User, brief: BusinessBrief) -> None:
    with pytest.raises(InvalidWording):
        decisions.decide(
            action="edit", by=owner, brief=brief, agent="content", key=KEY, text=" \n", seen=item(brief).seen
        )


def test_a_decision_that_fails_leaves_no_trace(
    owner: User, brief: BusinessBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("briefs.ledger.claims.write", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        decisions.decide(
            action="accept", by=owner, brief=brief, agent="content", key=KEY, seen=item(brief).seen
        )
    assert not ItemChoice.objects.exists()
    assert not Activity.objects.about(brief).exists()


def test_without_a_choice_the_best_stands_in(brief: BusinessBrief) -> None:
    now = chosen(brief, [])
    assert (now.tone, now.mark, now.theme, now.by_person) == (
        "warm",
        "mark.monogram",
        "theme.market",
        frozenset(),
    )
    assert now.palette in options(brief, "palette")


def test_what_a_person_chose_holds(owner: User, brief: BusinessBrief) -> None:
    for what, value in {"tone": "proud", "mark": "mark.badge", "theme": "theme.window"}.items():
        decisions.choose(by=owner, brief=brief, what=what, value=value)  # type: ignore[arg-type]  # the keys
    now = chosen(brief, brief.choices.all())
    assert (now.tone, now.mark, now.theme) == ("proud", "mark.badge", "theme.window")
    assert now.by_person == {"tone", "mark", "theme"}


def test_a_rejected_mark_does_not_stand_in(owner: User, brief: BusinessBrief) -> None:
    mark = decided_items(brief, "logo", [])[0]
    decisions.decide(action="reject", by=owner, brief=brief, agent="logo", key=mark.item.key, seen=mark.seen)
    assert chosen(brief, brief.choices.all()).mark == "mark.badge"


def test_a_choice_of_something_that_is_not_offered_is_refused(owner: User, brief: BusinessBrief) -> None:
    with pytest.raises(NoSuchItem):
        decisions.choose(by=owner, brief=brief, what="theme", value="theme.nowhere")


def test_a_brief_without_results_has_choices_too() -> None:
    now = chosen(BusinessBriefFactory.create(), [])
    assert (now.mark, now.theme) == ("", "")
