"""The command that evaluates the coach on a file of labelled answers."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.coach.evaluation.calibration import fitted_weights
from coaching.coach.evaluation.evaluation import Evaluation, Figures, InvalidRow, Row, evaluate, read_rows


class Command(BaseCommand):
    """Print AUC, share of correctly ranked pairs and worst answers, per step and language."""

    help = (
        "Scores labelled answers (JSON Lines: id, step, lang, text, label strong|weak, pair if there is one) "
        "and prints how well the coach ranks strong above weak, beside what a bare word count would give."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file and the options."""
        parser.add_argument("file", type=Path, help="JSON Lines file of labelled answers")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument(
            "--half",
            choices=("calibration", "report", "all"),
            default="all",
            help="which half of the pairs to use (default: all)",
        )

        parser.add_argument("--fit", action="store_true", help="print weights fitted to the answers instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate the coach and print the result; raise CommandError for an unusable file."""
        rows = [row for row in self._rows(options["file"]) if options["half"] in ("all", row.half)]
        if not rows:
            raise CommandError(f"{options['file']}: no labelled answer to measure")
        result = evaluate(rows)
        if options["fit"]:
            self._print_fit(result)
        elif options["json"]:
            self.stdout.write(json.dumps(result.to_dict(), ensure_ascii=False))
        else:
            self._print(result)

    def _rows(self, path: Path) -> list[Row]:
        try:
            return read_rows(path.read_text(encoding="utf-8-sig").split("\n"))
        except OSError as error:
            raise CommandError(f"{path}: cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path}: not UTF-8 text (byte {error.start})") from error
        except InvalidRow as error:
            raise CommandError(f"{path}: {error}") from error

    def _print_fit(self, result: Evaluation) -> None:
        """Print the fitted weights of each step in the format of the rubric."""
        for step in result.by_step:
            try:
                weights = fitted_weights(step, result.scores)
            except ValueError as error:
                raise CommandError(str(error)) from error
            for key, weight in weights.items():
                self.stdout.write(f"[{step}.{key}]\nweight = {weight}")

    def _print(self, result: Evaluation) -> None:
        """Print the figures of all answers and of each group, then the worst answers."""
        self.stdout.write(
            f"{'':22}{'rows':>5}{'AUC':>8}{'pairs':>8}{'words AUC':>11}{'words pairs':>13}{'length':>8}"
        )
        self.stdout.write(_line("all", result.total))
        for group in (result.by_language, result.by_step, result.parts):
            for name, figures in group.items():
                self.stdout.write(_line(name, figures))
        for label, bands in result.total.bands.items():
            counts = ", ".join(f"{name} {count}" for name, count in bands.items())
            self.stdout.write(f"{label} answers by band: {counts}")
        for part, worst in result.worst.items():
            for one in worst:
                text = " ".join(one.row.text.split())[:110]
                line = f"{one.row.id} ({one.row.label}, {one.score}) {text}"
                self.stdout.write(f"ranked worst, {part}: {_printable(line)}")


def _printable(text: str) -> str:
    """Return the text without control characters, which could change the state of the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _line(name: str, figures: Figures) -> str:
    """Return a row of the table, with a dash for each missing figure."""
    auc, pairs, word_auc, word_pairs, length = (
        "-" if value is None else f"{value:.3f}"
        for value in (figures.auc, figures.pairs, figures.word_auc, figures.word_pairs, figures.length)
    )
    return f"{name:22}{figures.rows:>5}{auc:>8}{pairs:>8}{word_auc:>11}{word_pairs:>13}{length:>8}"
