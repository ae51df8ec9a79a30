"""Addresses of sites: normalizing, refusals, and which are taken."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from accounts.models import User
from accounts.tests.factories import UserFactory
from websites.publishing import addresses
from websites.tests.factories import FormerSlugFactory, SiteFactory
from websites.tests.sites import site_of

INNOCENT = [
    "scunthorpe", "clinique-de-penistone", "essex-cars", "niger-mangues", "nigeria-fabrics",
    "computer-shop", "dispute-conseil", "reputation", "salopette-bleue", "assurances-du-golfe",
    "classe-a", "bassa-mode", "cocktails-awa", "shiitake-dakar", "arsenal-sport",
    "le-petit-bite-a-manger", "retard-zero", "fromage-rape", "chatte-noire-couture", "coq-hardi",
    "analyses-medicales", "therapiste", "grape-juice", "titi-mode", "document-express",
    "montenegro-voyages", "matiti-shop", "cumin-et-curcuma", "culture-mode", "calcul-facile",
    "specialiste-auto", "raccoon-toys", "pakistan-food", "jardin-1-2-3", "boutique-2025", "a-b-c-ecole",
    "konate-freres", "conakry-mode", "wave-coiffure", "visa-conseil", "genesis-beaute", "orange-pressee",
    "home-deco", "support-informatique", "moderne-vvip",
]  # fmt: skip
OFFENSIVE = [
    "fuck-you", "fuckyou", "f-u-c-k", "fuuuuck", "fvck-shit", "sh1t", "5hit-shop", "pute",
    "putes-dakar", "put41n", "salope", "s4l0pe", "sal0pes", "connard", "les-connards", "niquetamere",
    "nique-ta-mere", "n1que", "negre", "n3gr3s", "nigger", "n1gg3r", "nazi", "na21-nazi", "porno",
    "p0rn", "xxx", "cunt", "bitch", "b1tches-bitch", "enculer", "encule",
]  # fmt: skip
RESERVED = [
    "admin", "api", "orange-money", "wave", "genesis", "paypa1", "p-a-y-p-a-l", "pay-pal", "0range-m0ney",
    "vvave", "rnoov-money", "rn0bile-money",
    "orangemoney", "g3nesis", "genesis-support", "paypal-login", "admin-genesis", "wave-security",
]  # fmt: skip
NONE = ["", "ab", "a" * 61, "Awa", "a--b", "-ab", "été", "a b c", "12-45", "a/b"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def refused(listed: list[str], *, because: str = "") -> list[str]:
    """Return the addresses that are refused with that word."""
    refusals = {address: addresses.refusal(address) for address in listed}
    return [address for address, said in refusals.items() if said and because in said]


def test_an_innocent_name_is_not_refused() -> None:
    assert refused(INNOCENT) == []


def test_an_offensive_address_is_refused_also_when_hidden() -> None:
    assert refused(OFFENSIVE, because="offend") == OFFENSIVE


def test_addresses_that_imitate_the_product_or_a_payment_service_are_reserved() -> None:
    assert refused(RESERVED, because="reserved") == RESERVED


def test_an_invalid_address_is_refused_with_the_rule() -> None:
    assert refused(NONE) == NONE


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Chez Fatou & Fils", "chez-fatou-fils"),
        ("L’Œuf d’Or", "l-oeuf-d-or"),
        ("  Été_à  Dakar ", "ete-a-dakar"),
        ("مخبز", "mkhbz"),
        ("a" * 200, "a" * 60),
        ("/s/jardin/", "s-jardin"),
    ],
)
def test_a_typed_text_becomes_an_address(text: str, address: str) -> None:
    assert addresses.normalize(text) == address


def test_the_refusal_is_translated_into_french() -> None:
    with override("fr"):
        assert "réservée" in addresses.refusal("admin")


def test_a_former_address_is_taken_for_others_only(owner: User) -> None:
    former = FormerSlugFactory.create(site=site_of(owner), slug="premier-jardin")
    assert addresses.taken_addresses(["premier-jardin"], site=former.site) == set()
    both, other = {"premier-jardin", "jardin-de-khady"}, SiteFactory.create()
    assert addresses.taken_addresses([*both, "libre"], site=other) == both


def test_suggestions_are_free_and_valid(owner: User) -> None:
    theirs = site_of(UserFactory.create())
    mine = site_of(owner, slug="autre")
    found = addresses.suggestions(mine)
    assert found
    assert theirs.slug not in found
    assert all(addresses.refusal(one) == "" for one in found)


def test_a_name_that_gives_no_address_still_gets_suggestions(owner: User) -> None:
    site = site_of(owner)
    site.business.business_name = "🌱🌱"
    site.business.location = {"city": "Thiès"}
    assert addresses.suggestions(site)[0].endswith("thies")
