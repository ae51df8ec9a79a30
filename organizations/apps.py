"""The organizations app: who works with whom, in which role."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Organizations, roles and memberships."""

    name = "organizations"
    verbose_name = "Organizations"

    def ready(self) -> None:
        """Connect the receiver that gives every new person an organization."""
        from organizations import receivers  # noqa: F401  # models are not ready any earlier
