"""Typed lines and the operations that they stand for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from websites.commands import Answer, History, Unclear, Understood, parse
from websites.definition.blocks import Language
from websites.definition.operations import Batch, Operation
from websites.tests.salon import salon

TABLES = Path(__file__).parent / "commands"


def compact(answer: Answer) -> str:
    """Return an answer in one line: "MoveBlock contac 2", "? 3" for a question, "undo", or "-"."""
    if isinstance(answer, Understood):
        return describe(answer.operation)
    if isinstance(answer, History):
        return "redo" if answer.is_redo else "undo"
    return f"? {len(answer.options)}" if isinstance(answer, Unclear) else "-"


def describe(operation: Operation) -> str:
    """Return an operation's name and values, without random ids."""
    if isinstance(operation, Batch):
        return " + ".join(describe(one) for one in operation.operations)
    values_by_name = operation.model_dump(exclude={"id"})
    known = {"header", "hero01", "servic", "about1", "questi", "praise", "contac", "footer"}
    if "block" in values_by_name and values_by_name["block"] not in known:
        values_by_name["block"] = "new"
    values = (
        "|".join(value.values()) if isinstance(value, dict) else str(value)
        for value in values_by_name.values()
        if value is not None
    )
    return " ".join([type(operation).__name__, *values])


def lines(language: Language) -> list[tuple[str, str]]:
    with (TABLES / f"{language}.tsv").open(newline="") as file:
        return [
            (line, expected) for line, expected in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def failures(rows: list[tuple[str, str]], site: Language, interface: Language) -> list[tuple[str, str, str]]:
    """Return the lines that were not parsed as expected, with the actual answer."""
    found = [(line, expected, compact(parse(line, salon(site), interface))) for line, expected in rows]
    return [(line, expected, answer) for line, expected, answer in found if answer != expected]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_line_is_parsed_as_the_table_says(language: Language) -> None:
    assert len(lines(language)) >= 120
    assert failures(lines(language), language, language) == []


def test_french_is_understood_under_an_english_interface() -> None:
    assert failures(lines("fr")[:40], "fr", "en") == []
