"""Sites generated from results, from texts of the business, and without either."""

import pytest

from accounts.models import User
from agents.seo.slugs import reserved
from audit.models import Activity
from briefs.choices import ChoiceKind
from briefs.models import BusinessBrief
from briefs.services.decisions import choose
from briefs.tests.factories import BusinessBriefFactory, ItemChoiceFactory
from businesses.models import Business
from businesses.services import create_business
from businesses.tests.factories import BusinessFactory
from websites.definition.schema import Contact, Definition, Hero, Services
from websites.generation.site import make_site
from websites.models import Site
from websites.publishing.addresses import new_slugs
from websites.services import definition_of
from websites.tests.factories import FormerSlugFactory, SiteFactory
from websites.tests.results import keep_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    return brief


def definition_of_brief(owner: User, brief: BusinessBrief) -> Definition:
    return definition_of(make_site(by=owner, business=create_business(by=owner, brief=brief)))


def kinds(definition: Definition) -> list[str]:
    return [block.kind for block in definition.blocks]


def hero(definition: Definition) -> Hero:
    return next(block for block in definition.blocks if isinstance(block, Hero))


def test_every_result_is_used_in_the_site(owner: User, brief: BusinessBrief) -> None:
    definition = definition_of_brief(owner, keep_all(brief))
    assert kinds(definition) == [
        "header", "hero", "services", "features", "about", "questions", "call_to_action", "contact", "footer",
    ]  # fmt: skip
    assert (definition.theme, definition.palette, definition.mark) == ("marche", "niayes", "mark.monogram")
    assert (definition.title, definition.description) == ("Légumes frais à Dakar", "Cueillis le matin.")
    assert hero(definition).headline == "Titre warm"


def test_the_hero_button_uses_the_chosen_tone(owner: User, brief: BusinessBrief) -> None:
    choose(by=owner, brief=keep_all(brief), what="tone", value="proud")
    button = hero(definition_of_brief(owner, brief)).button
    assert button == "Appel proud"


def test_a_text_has_its_origin(owner: User, brief: BusinessBrief) -> None:
    block = hero(definition_of_brief(owner, keep_all(brief)))
    origin = block.origins["headline"]
    assert (origin.agent, origin.key, origin.text) == ("content", "headline.warm", "Titre warm")
    assert {*origin.facts} == {"promise"}


def test_services_carry_their_prices(owner: User, brief: BusinessBrief) -> None:
    definition = definition_of_brief(owner, keep_all(brief))
    services = next(block for block in definition.blocks if isinstance(block, Services))
    assert [(entry.title, entry.price) for entry in services.entries] == [
        ("Panier", "2 500 FCFA"),
        ("Bouquet", ""),
    ]
    assert services.origins["entries.0.price"].key == "service.1.price"


def test_the_accepted_tone_is_used(owner: User, brief: BusinessBrief) -> None:
    ItemChoiceFactory.create(brief=keep_all(brief), key="about.proud", state="accepted")
    assert hero(definition_of_brief(owner, brief)).headline == "Titre proud"


def test_rejected_items_are_left_out(owner: User, brief: BusinessBrief) -> None:
    for key in ("headline.warm", "service.1.title", "why.1"):
        ItemChoiceFactory.create(brief=keep_all(brief), key=key, state="rejected")
    definition = definition_of_brief(owner, brief)
    shown = [text for block in definition.blocks for text in block.written_texts().values()]
    assert hero(definition).headline == "Titre plain"
    assert "Panier" not in shown
    assert "Cueilli le matin" not in shown


def test_the_persons_own_wording_is_used(owner: User, brief: BusinessBrief) -> None:
    ItemChoiceFactory.create(brief=keep_all(brief), key="headline.warm", state="edited", text="Mon titre")
    assert hero(definition_of_brief(owner, brief)).headline == "Mon titre"


def test_the_accepted_theme_is_used(owner: User, brief: BusinessBrief) -> None:
    ItemChoiceFactory.create(brief=keep_all(brief), agent="template", key="theme.atelier")
    definition = definition_of_brief(owner, brief)
    assert (definition.theme, definition.palette) == ("atelier", "indigo")


def test_the_persons_choices_are_used(owner: User, brief: BusinessBrief) -> None:
    wanted: dict[ChoiceKind, str] = {
        "tone": "proud", "mark": "mark.monogram", "theme": "theme.atelier", "palette": "ocean",
    }  # fmt: skip
    for what, value in wanted.items():
        choose(by=owner, brief=keep_all(brief), what=what, value=value)
        brief.refresh_from_db()
    definition = definition_of_brief(owner, brief)
    assert (definition.theme, definition.palette, definition.mark) == ("atelier", "ocean", "mark.monogram")
    assert hero(definition).headline == "Titre proud"


def test_without_results_the_site_has_the_persons_own_texts(owner: User, brief: BusinessBrief) -> None:
    definition = definition_of_brief(owner, brief)
    assert kinds(definition) == ["header", "hero", "services", "features", "about", "contact", "footer"]
    assert hero(definition).headline.startswith("Nous livrons à pied")
    assert hero(definition).origins["headline"].agent == "brief"


@pytest.mark.parametrize("name", ["N" * 120, "🍋🍋🍋", "متجر خديجة", "<b>Chez & Co</b>", "é"])
def test_a_business_without_a_brief_and_with_an_odd_name_gets_a_site(owner: User, name: str) -> None:
    business: Business = BusinessFactory.create(owner=owner, business_name=name)
    definition = definition_of(make_site(by=owner, business=business))
    assert kinds(definition) == ["header", "hero", "contact", "footer"]
    assert hero(definition).headline == name


def test_a_business_has_one_site(owner: User, brief: BusinessBrief) -> None:
    business = create_business(by=owner, brief=brief)
    assert make_site(by=owner, business=business) == make_site(by=owner, business=business)
    assert Site.objects.count() == 1
    assert Activity.objects.filter(action="websites.site.made").count() == 1


def test_a_used_or_former_slug_is_not_given_again(owner: User) -> None:
    SiteFactory.create(slug="jardin")
    FormerSlugFactory.create(slug="jardin-2")
    business = BusinessFactory.create(owner=owner, business_name="Jardin")
    assert make_site(by=owner, business=business).slug == "jardin-3"


def test_a_reserved_slug_is_never_given() -> None:
    assert next(new_slugs("Admin")).startswith("admin-")
    assert not [slug for slug in reserved() if next(new_slugs(slug)) in reserved()]


@pytest.mark.parametrize("name", ["🍋", "متجر", "", "A", "x" * 200, "Chez l’Éclair & fils"])
def test_every_name_gives_a_valid_slug(name: str) -> None:
    some = new_slugs(name)
    assert all(2 <= len(next(some)) <= 60 for _ in range(8))


def test_numbers_address_and_hours_of_an_answer_fill_the_contact_section(
    owner: User, brief: BusinessBrief
) -> None:
    brief.value_proposition += (
        "\nCommandez par WhatsApp au 77 220 00 89. Ouvert du lundi au samedi de 8h à 20h."
        "\nAdresse : rue 12, en face de la mosquée"
    )
    brief.location = {"city": "Dakar", "country": "SN"}
    brief.save()
    contact = next(one for one in definition_of_brief(owner, brief).blocks if isinstance(one, Contact))
    assert (contact.whatsapp, contact.phone) == ("77 220 00 89", "")
    assert contact.hours == "Du lundi au samedi de 8h à 20h"
    assert contact.address == "Rue 12, en face de la mosquée, Dakar, Sénégal"
