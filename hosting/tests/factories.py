"""Websites at the partner for tests."""

import factory
from factory.django import DjangoModelFactory

from briefs.tests.factories import BusinessBriefFactory
from hosting.models import PartnerWebsite
from hosting.services import business_brief


class PartnerWebsiteFactory(DjangoModelFactory[PartnerWebsite]):
    """A website that the partner has put online."""

    class Meta:
        model = PartnerWebsite

    brief = factory.SubFactory(BusinessBriefFactory)
    organization = factory.SelfAttribute("brief.organization")
    status = "placed"
    content = factory.LazyAttribute(lambda row: business_brief(row.brief))
    fingerprint = "0" * 64
    url = "https://sites.example/1"
