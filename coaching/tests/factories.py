"""Factories of sessions and steps; they add no activity to the audit trail."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from coaching.models import CoachingSession, CoachingStep
from coaching.steps import PATH
from organizations.services import default_organization
from reference.tests.factories import CountryFactory, SectorFactory


class CoachingSessionFactory(DjangoModelFactory[CoachingSession]):
    """A new session with its six steps, in the default organization of its user."""

    class Meta:
        model = CoachingSession
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organization = factory.LazyAttribute(lambda row: default_organization(user=row.user))
    business_name = "Jardin de Khady"
    sector = factory.SubFactory(SectorFactory)
    country = factory.SubFactory(CountryFactory)
    city = "Dakar"
    language = "fr"
    coaching_plan = factory.LazyFunction(lambda: [step.key for step in PATH])
    step_completion = factory.LazyFunction(lambda: {step.key: False for step in PATH})

    @factory.post_generation
    def steps(self: CoachingSession, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Create the six steps, unless `steps=False`."""
        if create and extracted is not False:
            CoachingStep.objects.bulk_create(
                CoachingStep(session=self, name=step.key, step_order=step.number) for step in PATH
            )


class CoachingStepFactory(DjangoModelFactory[CoachingStep]):
    """A step, in a session without other steps."""

    class Meta:
        model = CoachingStep

    session = factory.SubFactory(CoachingSessionFactory, steps=False)
    name = "vision"
    step_order = 1
