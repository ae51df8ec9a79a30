"""A changed fact marks exactly the items that depend on it, through site texts too; own wordings stay."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from agents.contract import AGENT_KEYS, AgentKey, agent
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import (
    ANSWER_READERS,
    DecidedItem,
    agents_to_run_again,
    changed_keys,
    decided_items,
    fact_texts,
    items_to_review,
    outdated_agents,
)
from briefs.services import decisions
from briefs.services.briefs import edit_brief
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import content, keep, keep_all, text

pytestmark = pytest.mark.django_db
#: A change of the brief for each fact, by the fact that it changes.
CHANGES: dict[str, dict[str, object]] = {
    "name": {"business_name": "Jardin de Coumba"},
    "price": {"value_proposition": "Un panier de 4 kg à 3 000 FCFA, livré avant midi, payé en espèces."},
    "place": {"location": {"city": "Thiès", "country": "SN"}},
    "customer": {"target_audience": "Les cantines scolaires de Rufisque qui servent cent repas par jour."},
}
AGENTS: tuple[AgentKey, ...] = ("research", "content", "logo", "seo", "template")
ALL = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(made)
    return made


def keys_to_review(brief: BusinessBrief) -> set[str]:
    """Return "agent/key" of all that is to be reviewed."""
    found = items_to_review(brief, list(brief.choices.all()))
    return {f"{one.decided.agent}/{one.decided.item.key}" for one in found}


def items(brief: BusinessBrief) -> dict[str, DecidedItem]:
    choices = list(brief.choices.all())
    return {
        f"{one.agent}/{one.item.key}": one for agent in AGENTS for one in decided_items(brief, agent, choices)
    }


def closure(brief: BusinessBrief, facts: set[str]) -> set[str]:
    """Return, by walking from the facts to their dependants until nothing is added, what rests on them."""
    found: set[str] = set()
    while True:
        new = {
            place
            for place, one in items(brief).items()
            if facts & set(one.item.uses) or found & {f"content/{key}" for key in one.item.from_texts}
        }
        if new <= found:
            return found
        found |= new


def change(brief: BusinessBrief, values: dict[str, object]) -> set[str]:
    """Change the brief and return the facts that changed."""
    before = fact_texts(brief)
    for field, value in values.items():
        setattr(brief, field, value)
    brief.save()
    now = fact_texts(brief)
    return {key for key in now if now[key] != before[key]}


def test_nothing_is_marked_when_nothing_changed(brief: BusinessBrief) -> None:
    assert keys_to_review(brief) == set()


@pytest.mark.parametrize("fact", list(CHANGES))
def test_a_changed_fact_marks_its_closure_and_nothing_else(brief: BusinessBrief, fact: str) -> None:
    facts = change(brief, CHANGES[fact])
    assert fact in facts
    assert keys_to_review(brief) == closure(brief, facts)
    assert keys_to_review(brief)


@given(
    st.lists(st.sampled_from(list(CHANGES)), min_size=1, max_size=3, unique=True),
    st.sets(
        st.sampled_from(["content/headline.warm", "content/service.1.price", "seo/title", "logo/mark.badge"])
    ),
    st.sampled_from(["accept", "edit", "reject"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=ALL)
def test_whatever_was_decided_the_marks_are_the_closure_and_words_stay(
    owner: User, brief: BusinessBrief, which: list[str], decided: set[str], how: decisions.ItemAction
) -> None:
    start(brief)
    for place in sorted(decided):
        decide(owner, brief, place, how)
    keep(brief, "seo")
    facts: set[str] = set()
    for fact in which:
        facts |= change(brief, CHANGES[fact])
    rejected = decided if how == "reject" else set()
    assert keys_to_review(brief) == closure(brief, facts) - rejected
    if how == "edit":
        keep_all(brief)
        assert all(items(brief)[place].text == "À moi." for place in decided)


def start(brief: BusinessBrief) -> None:
    """Put the brief back to how it was made."""
    fresh = BusinessBriefFactory.build(coaching_session=brief.coaching_session)
    for field in ("business_name", "location", "target_audience", "value_proposition"):
        setattr(brief, field, getattr(fresh, field))
    brief.save()
    ItemChoice.objects.filter(brief=brief).delete()
    keep_all(brief)


def decide(by: User, brief: BusinessBrief, place: str, how: decisions.ItemAction) -> None:
    agent = next(one for one in AGENTS if place.startswith(one))
    key, seen = place.partition("/")[2], items(brief)[place].seen
    decisions.decide(by=by, brief=brief, agent=agent, key=key, action=how, text="À moi.", seen=seen)
    brief.refresh_from_db()


@pytest.mark.parametrize("how", ["acknowledge", "accept"])
def test_what_was_looked_at_is_not_marked_any_more(
    owner: User, brief: BusinessBrief, how: decisions.ItemAction
) -> None:
    change(brief, CHANGES["price"])
    before = keys_to_review(brief)
    decide(owner, brief, "content/service.1.price", how)
    assert keys_to_review(brief) == before - {"content/service.1.price"}


def test_looking_at_ones_own_wording_keeps_it(owner: User, brief: BusinessBrief) -> None:
    decide(owner, brief, "content/service.1.price", "edit")
    change(brief, CHANGES["price"])
    assert "content/service.1.price" in keys_to_review(brief)
    decide(owner, brief, "content/service.1.price", "acknowledge")
    assert "content/service.1.price" not in keys_to_review(brief)
    assert items(brief)["content/service.1.price"].text == "À moi."


def test_a_rewritten_site_text_marks_what_was_made_from_it(owner: User, brief: BusinessBrief) -> None:
    decide(owner, brief, "content/headline.warm", "edit")
    assert keys_to_review(brief) == {"seo/title"}


def test_a_rerun_with_the_new_facts_clears_the_marks(brief: BusinessBrief) -> None:
    change(brief, CHANGES["place"])
    assert keys_to_review(brief)
    keep_all(brief)
    assert keys_to_review(brief) == set()


def test_an_accepted_item_made_anew_is_not_marked(owner: User, brief: BusinessBrief) -> None:
    decide(owner, brief, "content/service.1.price", "accept")
    change(brief, CHANGES["price"])
    keep(brief, "content")
    assert "content/service.1.price" not in keys_to_review(brief)


def test_only_agents_that_could_do_better_are_offered(owner: User, brief: BusinessBrief) -> None:
    decide(owner, brief, "content/service.1.price", "edit")
    change(brief, CHANGES["price"])
    found = items_to_review(brief, list(brief.choices.all()))
    assert {one.decided.agent for one in found} == {"research", "content"}
    assert agents_to_run_again(found) == ("research",)


def test_acceptance_of_one_text_says_nothing_of_another(owner: User, brief: BusinessBrief) -> None:
    decide(owner, brief, "content/service.1.text", "reject")
    assert items(brief)["content/service.1.text"].state == "rejected"
    service = content().services[0]
    other = service.model_copy(update={"text": text("service.1.text", "Livré chaque matin")})
    keep(brief, "content", content().model_copy(update={"services": (other,)}))
    assert items(brief)["content/service.1.text"].state == ""


def test_a_fact_that_nobody_knew_then_counts_as_empty() -> None:
    assert changed_keys(["price", "place"], [{"place": "a"}], {"price": "b", "place": "a"}) == ("price",)


def test_an_edit_of_the_brief_leaves_its_results_alone(owner: User, brief: BusinessBrief) -> None:
    before = {place: one.text for place, one in items(brief).items()}
    edit_brief(by=owner, brief=brief, version=0, values=CHANGES["price"])
    brief.refresh_from_db()
    assert {place: one.text for place, one in items(brief).items()} == before


def test_new_answers_make_results_outdated_without_a_changed_fact(brief: BusinessBrief) -> None:
    assert outdated_agents(brief) == ()
    change(brief, {"differentiation": "Nous pesons devant vous."})
    assert keys_to_review(brief) == set()
    assert outdated_agents(brief) == ANSWER_READERS


def test_the_readers_of_answers_are_those_whose_inputs_hold_them() -> None:
    assert set(ANSWER_READERS) == {key for key in AGENT_KEYS if "texts" in agent(key).reads}
