"""Run a worker for background jobs."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from jobs import worker


class Command(BaseCommand):
    """`manage.py worker`: runs on any machine that reaches the database, several times if needed."""

    help = (
        "Do background jobs (the five agents of a brief, mails) until SIGTERM or Ctrl-C; a job under way is "
        "finished first. Survives a restart of the database. The jobs of a worker that died go to others "
        "within half a minute. Start one for each core that may be busy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the concurrency and `--once`."""
        parser.add_argument(
            "--concurrency", type=_positive, default=1, metavar="N", help="jobs side by side (default 1)"
        )
        parser.add_argument("--once", action="store_true", help="do what is queued, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do jobs; messages go to standard error, unless --verbosity is 0."""
        is_quiet = options["verbosity"] == 0 or options["once"]
        greeting = "The worker is ready. Ctrl-C stops it; a job under way is finished first."
        worker.work(
            concurrency=options["concurrency"],
            once=options["once"],
            report=self.stderr.write,
            greeting="" if is_quiet else greeting,
        )
        if not is_quiet:
            self.stderr.write("The worker has stopped. Jobs that are still queued wait for the next one.")


def _positive(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)
