"""Play a whole coaching session from a file."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import User
from businesses.demo.cases import Case, CaseError, read_cases
from businesses.demo.play import Played, play
from businesses.demo.report import Paint, plain, report
from coaching.errors import CoachingError


class Command(BaseCommand):
    """`manage.py play_session FILE.json --email USER`, which uses the services that the pages use."""

    help = (
        "Play cases through the coach: start a session, give every answer once, print each review, the "
        "contradictions and the brief. A case is a JSON object with business_name, sector, country, city, "
        "lang (fr or en) and the answers vision, mission, clientele, differentiation, offre (null is “I do "
        "not know yet”) and, if wished, synthesis. The whole file is checked before anything is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, the user, the case of a list, and JSON output."""
        parser.add_argument(
            "file", type=Path, metavar="FILE.json", help="one case or a list of cases; - reads standard input"
        )
        parser.add_argument("--email", required=True, help="the person whose sessions these become")
        parser.add_argument("--index", type=int, help="play only this case of a list, counted from 0")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play the cases of the file and print them; nothing is stored when the file or the user is wrong."""
        try:
            cases = read_cases(_text(options["file"]), options["index"])
        except CaseError as error:
            raise CommandError(f"{options['file']} was not played, nothing was written.\n{error}") from error
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(
                f"There is no account with the address {options['email']}. Nothing was written."
            )
        if options["json"]:
            played = [self._play(user, case).to_dict() for case in cases]
            self.stdout.write(json.dumps({"cases": played}, ensure_ascii=False, indent=2))
            return
        for number, case in enumerate(cases, start=1):
            self.stderr.write(f"Playing {number} of {len(cases)}: {case.business_name}")
            self.stdout.write(report(self._play(user, case), self._paint()))

    def _play(self, user: User, case: Case) -> Played:
        """Play one case with the messages in its own language."""
        try:
            with translation.override(case.language):
                return play(by=user, case=case)
        except CoachingError as error:
            raise CommandError(f"{case.business_name} was not played: {error}") from error

    def _paint(self) -> Paint:
        """Return colours for a terminal, none elsewhere."""
        if not self.stdout.isatty():
            return plain
        styles = {
            "title": self.style.MIGRATE_HEADING,
            "strong": self.style.SUCCESS,
            "solid": self.style.SUCCESS,
            "usable": self.style.WARNING,
            "draft": self.style.ERROR,
        }
        return lambda name, text: styles[name](text) if name in styles else f"\x1b[2m{text}\x1b[0m"


def _text(file: Path) -> str:
    """Return the file's text; raises CommandError with the reason when it cannot be read."""
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CommandError(f"{file} is not UTF-8 text: line {line}, byte {error.start}.") from error
