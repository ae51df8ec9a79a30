"""Briefs for tests, complete in every text."""

import factory
from factory.django import DjangoModelFactory

from briefs.models import AgentRun, BusinessBrief, Claim, ItemChoice, search_text
from coaching.tests.factories import CoachingSessionFactory


class BusinessBriefFactory(DjangoModelFactory[BusinessBrief]):
    """The brief of a session whose coaching is over."""

    class Meta:
        model = BusinessBrief

    coaching_session = factory.SubFactory(CoachingSessionFactory, status="brief_ready")
    organization = factory.SelfAttribute("coaching_session.organization")
    business_name = factory.SelfAttribute("coaching_session.business_name")
    search_text = factory.LazyAttribute(lambda row: search_text(row.business_name))
    sector = factory.SelfAttribute("coaching_session.sector")
    language = factory.SelfAttribute("coaching_session.language")
    location = factory.LazyFunction(lambda: {"city": "Dakar", "country": "SN"})
    vision = "En 2035, mille familles de Dakar mangent des légumes cueillis le matin même."
    mission = "Nous livrons à pied, avant midi, les légumes des Niayes à nos voisins de Grand Yoff."
    target_audience = "Les familles de Grand Yoff qui cuisinent chaque jour et rentrent après le marché."
    differentiation = "Contrairement au marché, nous livrons avant midi ce qui a été cueilli le matin."
    value_proposition = "Un panier de 4 kg à 2 500 FCFA, livré avant midi, payé par Wave ou en espèces."
    brief_completeness = 0.9
    overall_confidence = 0.7


class AgentRunFactory(DjangoModelFactory[AgentRun]):
    """A run that waits for its turn."""

    class Meta:
        model = AgentRun

    brief = factory.SubFactory(BusinessBriefFactory)
    organization = factory.SelfAttribute("brief.organization")
    agent = "research"


class ItemChoiceFactory(DjangoModelFactory[ItemChoice]):
    """A site text that was taken as it is."""

    class Meta:
        model = ItemChoice

    brief = factory.SubFactory(BusinessBriefFactory)
    organization = factory.SelfAttribute("brief.organization")
    agent = "content"
    key = "about.warm"
    state = "accepted"


class ClaimFactory(DjangoModelFactory[Claim]):
    """A figure that the person said in the offer."""

    class Meta:
        model = Claim

    brief = factory.SubFactory(BusinessBriefFactory)
    organization = factory.SelfAttribute("brief.organization")
    place = "brief/value_proposition"
    position = factory.Sequence(int)
    numeral = "2 500"
    kind = "said"
    step = "offre"
    quote = "Un panier de 4 kg à 2 500 FCFA"
