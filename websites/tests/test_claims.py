"""Every figure of a site has a claim in the ledger."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from briefs.ledger.claims import open_claims
from briefs.models import BusinessBrief, Claim
from briefs.services.briefs import edit_brief
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import keep_all
from businesses.services import create_business
from websites.definition.operations import SetText
from websites.definition.schema import Definition
from websites.generation.site import make_site
from websites.models import Site
from websites.services import change, definition_of, undo

pytestmark = pytest.mark.django_db
FIGURES = st.sampled_from(["2 500 F", "12,5 %", "300", "8h30", "77 123 45 67", "1er", "deux mille", "1/2"])
TEXTS = st.lists(st.sampled_from(["Ouvert ", " par jour. ", "à "]) | FIGURES, min_size=1, max_size=6)


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(brief)
    return brief


@pytest.fixture
def site(owner: User, brief: BusinessBrief) -> Site:
    return make_site(by=owner, business=create_business(by=owner, brief=brief))


def rows(site: Site) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for row in Claim.objects.filter(place__startswith="site/").order_by("place", "position"):
        found.setdefault(row.place, []).append(row)
    return found


def texts_by_place(definition: Definition) -> dict[str, str]:
    return {
        f"site/{block.id}/{path}": text
        for block in definition.blocks
        for path, text in block.written_texts().items()
    }


def find_text(site: Site, wanted: str) -> tuple[str, str]:
    """Return block id and path of a text."""
    _site, block, path = next(
        at for at, text in texts_by_place(definition_of(site)).items() if text == wanted
    ).split("/")
    return block, path


def test_a_new_site_has_the_claims_of_its_items(site: Site) -> None:
    assert {row.numeral: row.kind for found in rows(site).values() for row in found} == {
        "2 500 FCFA": "said",
        "300": "to_verify",
    }


def test_a_typed_figure_is_the_persons_own(owner: User, site: Site) -> None:
    block, path = find_text(site, "Pour 300 familles")
    changed = SetText(block=block, path=path, text="Pour 40 familles")
    change(by=owner, site=site, version=site.version, operation=changed)
    (row,) = rows(site)[f"site/{block}/{path}"]
    assert (row.numeral, row.kind, row.step) == ("40", "said", "edited")


def test_undo_makes_the_figure_unverified_again(owner: User, site: Site) -> None:
    block, path = find_text(site, "Pour 300 familles")
    operation = SetText(block=block, path=path, text="Pour nos familles")
    changed = change(by=owner, site=site, version=site.version, operation=operation)
    assert open_claims(site.business.brief, "site/") == []  # type: ignore[arg-type]  # it has a brief
    undo(by=owner, site=changed.site, version=changed.site.version)
    assert [row.numeral for row in open_claims(site.business.brief, "site/")] == ["300"]  # type: ignore[arg-type]


def test_a_price_removed_from_the_brief_must_be_verified_on_the_site(
    owner: User, brief: BusinessBrief, site: Site
) -> None:
    brief.refresh_from_db()
    offer = {"value_proposition": "Un panier à 3 000 F."}
    edit_brief(by=owner, brief=brief, version=brief.version, values=offer)
    assert {row.numeral for row in open_claims(brief, "site/")} == {"2 500 FCFA", "300"}


@given(TEXTS.map("".join))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_of_a_site_has_a_claim(owner: User, site: Site, words: str) -> None:
    site.refresh_from_db()
    block = next(one for one in definition_of(site).blocks if one.kind == "hero")
    operation = SetText(block=block.id, path="text", text=words)
    change(by=owner, site=site, version=site.version, operation=operation)
    site.refresh_from_db()
    found = rows(site)
    for place, text in texts_by_place(definition_of(site)).items():
        left = text
        for row in found.get(place, []):
            assert row.kind != "said" or row.quote
            left = left.replace(row.numeral, "", 1)
        assert not re.search(r"\d", left), (place, text)
