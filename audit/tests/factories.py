"""Rows of the trail for tests."""

from factory.django import DjangoModelFactory

from audit.models import Activity


class ActivityFactory(DjangoModelFactory[Activity]):
    """Something that the system itself did."""

    class Meta:
        model = Activity

    action = "audit.tests.happened"
    target_label = "Jardin de Khady"
