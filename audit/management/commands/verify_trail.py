"""Check the hash chain of the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.models import Activity


class Command(BaseCommand):
    """`manage.py verify_trail`: reads the whole chain of hashes; exits with 1 when a link is broken."""

    help = "Check the hash chain of the activity trail; names the rows and exits with 1 when one was changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write how many rows were checked; raise CommandError with the ids of the wrong ones."""
        broken = Activity.objects.broken_links()
        if broken:
            rows = ", ".join(str(row) for row in broken[:20])
            more = f" and {len(broken) - 20} more" if len(broken) > 20 else ""
            raise CommandError(f"The trail was changed: rows {rows}{more} no longer fit their chain.")
        count = Activity.objects.count()
        self.stdout.write(self.style.SUCCESS(f"The trail is whole: {count} activities, every link fits."))
