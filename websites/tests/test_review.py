"""A changed fact marks exactly the texts that use it; edited texts stay."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from briefs.models import BusinessBrief
from briefs.results import decided_items
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import keep_all
from briefs.tests.test_dependencies import CHANGES, change, start
from businesses.services import create_business
from websites.definition.operations import KeepMine, SetSite, SetText, TakeNew
from websites.definition.schema import SITE
from websites.generation.review import to_review
from websites.generation.site import make_site
from websites.models import Site
from websites.services import change as edit
from websites.services import definition_of

pytestmark = pytest.mark.django_db
#: Texts of the site, as (kind of block, path), that the person may have reworded.
EDITED = st.sets(st.sampled_from([("hero", "headline"), ("services", "entries.0.price"), ("about", "text")]))


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(brief)
    return brief


def outdated(site: Site) -> set[tuple[str, str]]:
    """Return block kind and path of every text to review."""
    definition = definition_of(site)
    kinds = {SITE: SITE, **{block.id: block.kind for block in definition.blocks}}
    return {(kinds[review.block], review.path) for review in to_review(site, definition)}


def using_facts(site: Site, brief: BusinessBrief, facts: set[str]) -> set[tuple[str, str]]:
    """Return the texts made from an item that uses one of the facts."""
    uses = {one.item.key: set(one.item.uses) for one in decided_items(brief, "content", [])}
    return {
        (block.kind, path)
        for block in definition_of(site).blocks
        for path, origin in block.origins.items()
        if origin.agent == "content" and uses[origin.key] & facts
    }


def current_texts(site: Site) -> dict[str, object]:
    return {block.id: block.model_dump(exclude={"origins"}) for block in definition_of(site).blocks}


@given(which=st.lists(st.sampled_from(list(CHANGES)), max_size=3, unique=True), own=EDITED)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_using_changed_facts_are_to_review_and_no_text_changes(
    owner: User, brief: BusinessBrief, which: list[str], own: set[tuple[str, str]]
) -> None:
    start(brief)
    Site.objects.all().delete()
    business = getattr(brief, "business", None) or create_business(by=owner, brief=brief)
    site = make_site(by=owner, business=business)
    for kind, path in sorted(own):
        block = next((one for one in definition_of(site).blocks if one.kind == kind), None)
        if block is not None and path in block.origins:
            site = edit(
                by=owner,
                site=site,
                version=site.version,
                operation=SetText(block=block.id, path=path, text="À moi"),
            ).site
    before = current_texts(site)
    facts = set().union(*(change(brief, CHANGES[fact]) for fact in which))
    site = Site.objects.get(pk=site.pk)
    assert {at for at in outdated(site) if at in content_texts(site)} == using_facts(site, brief, facts)
    assert current_texts(site) == before


def content_texts(site: Site) -> set[tuple[str, str]]:
    """Return the texts that come from the content agent."""
    return {
        (block.kind, path)
        for block in definition_of(site).blocks
        for path, origin in block.origins.items()
        if origin.agent == "content"
    }


@pytest.fixture
def site(owner: User, brief: BusinessBrief) -> Site:
    return make_site(by=owner, business=create_business(by=owner, brief=brief))


@pytest.mark.parametrize(
    ("fact", "texts"),
    [
        ("place", {(SITE, "description"), ("contact", "address")}),
        ("name", {(SITE, "title"), ("header", "name")}),
    ],
)
def test_title_description_and_address_follow_their_facts(
    site: Site, brief: BusinessBrief, fact: str, texts: set[tuple[str, str]]
) -> None:
    assert outdated(site) == set()
    change(brief, CHANGES[fact])
    assert texts <= outdated(Site.objects.get(pk=site.pk))


def test_an_edited_title_stays_until_the_new_one_is_taken(
    owner: User, site: Site, brief: BusinessBrief
) -> None:
    own = SetSite(aspect="title", value="Chez Khady, à Thiès")
    site = edit(by=owner, site=site, version=site.version, operation=own).site
    change(brief, CHANGES["name"])
    site = Site.objects.get(pk=site.pk)
    (one,) = [one for one in to_review(site, definition_of(site)) if (one.block, one.path) == (SITE, "title")]
    assert one.mine == "Chez Khady, à Thiès"
    for kind, title in ((KeepMine, one.mine), (TakeNew, one.new.text)):
        reviewed = kind(block=SITE, path="title", origin=one.new).apply(definition_of(site))
        assert (reviewed.title, reviewed.origins["title"]) == (title, one.new)


def test_a_contact_address_offers_the_new_place(site: Site, brief: BusinessBrief) -> None:
    change(brief, {"location": {"city": "Mbour", "country": "SN"}})
    found = to_review(Site.objects.get(pk=site.pk), definition_of(site))
    assert "Mbour, Sénégal" in [one.new.text for one in found if one.path == "address"]
