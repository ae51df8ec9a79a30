"""Businesses for tests."""

import factory
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from briefs.models import search_text
from businesses.models import Business
from organizations.services import default_organization
from reference.tests.factories import SectorFactory


class BusinessFactory(DjangoModelFactory[Business]):
    """A draft business, made on its own."""

    class Meta:
        model = Business

    owner = factory.SubFactory(UserFactory)
    organization = factory.LazyAttribute(lambda row: default_organization(user=row.owner))
    business_name = "Jardin de Khady"
    search_text = factory.LazyAttribute(lambda row: search_text(row.business_name))
    sector = factory.SubFactory(SectorFactory)
