"""Delete image files that no row needs, and report rows whose file is missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from websites.media.services import missing_files, orphaned_files


class Command(BaseCommand):
    """`manage.py tidy_images`: run it every night; it is safe to run twice and during work."""

    help = (
        "Delete files in the media folder that no image of a site names and that are older than a day (a "
        "process that was killed leaves such files), and list images whose file is missing. Exits with 1 "
        "when a file is missing: take it back from a backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--dry-run`."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete orphaned files; raise CommandError when files are missing."""
        count = size = 0
        for path in orphaned_files():
            count, size = count + 1, size + path.stat().st_size
            if options["verbosity"] > 1:
                self.stdout.write(str(path))
            if not options["dry_run"]:
                path.unlink(missing_ok=True)
        action = "would be deleted" if options["dry_run"] else "deleted"
        self.stdout.write(f"{count} files {action}, {size / 1024:.0f} KB.")
        if missing := missing_files():
            raise CommandError(f"{len(missing)} files are missing:\n" + "\n".join(missing))
