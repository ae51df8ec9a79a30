"""Cases to play: a start and the answers of one person, read from a JSON file and checked whole."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from coaching.answers import clean_answer
from coaching.models import CoachingSession
from coaching.steps import ANSWER_LIMIT, CONTENT_STEPS
from reference.lookup import find_country
from reference.models import Sector

#: What a case must have; the answers may be null, which means “I do not know yet”.
START: Final = ("business_name", "sector", "country", "city", "lang")
#: What it may have beside: an answer for the last step.
OPTIONAL: Final = ("synthesis",)
OTHER_SECTOR: Final = "other"
#: What no database keeps and no terminal prints.
UNFIT: Final = re.compile("[\x00\ud800-\udfff]")
LONGEST: Final = {"business_name": 120, "city": 80}
_BEFORE_A_CASE: Final = re.compile(r"[\s,]*(?=[^\s,\]])")


class CaseError(ValueError):
    """The file cannot be played; each line of the message says one reason."""


@dataclass(frozen=True)
class Case:
    """One session to play; `answers` has None where the person does not know yet."""

    business_name: str
    sector: str
    country: str
    city: str
    language: str
    answers: Mapping[str, str | None]
    notes: tuple[str, ...] = ()


def read_cases(text: str, index: int | None = None) -> list[Case]:
    """Return the cases of a JSON text: one object or a list of them; `index` (from 0) picks one.

    Raises CaseError with every fault found, so that a file is mended in one go.
    """
    rows = _parse(text)
    if index is not None and not 0 <= index < len(rows):
        raise CaseError(f"There is no case {index}: the file has {len(rows)}, counted from 0.")
    chosen = rows if index is None else [rows[index]]
    first = index or 0
    lines = _lines(text)[first:]
    faults = [
        f"Line {lines[n]}, case {first + n}: {fault}"
        for n, row in enumerate(chosen)
        for fault in _faults(row)
    ]
    if faults:
        raise CaseError("\n".join(faults))
    return [_case(row) for row in chosen]


def _parse(text: str) -> list[Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise CaseError(f"Line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise CaseError("Line 1: nested too deeply.") from error
    except ValueError as error:
        raise CaseError("A number has thousands of digits.") from error
    if isinstance(data, dict):
        return [data]
    if isinstance(data, list) and data:
        return data
    raise CaseError("Line 1: expected one case (an object) or a list of at least one.")


def _lines(text: str) -> list[int]:
    """Return the line, counted from 1, on which each case of a valid JSON text begins."""
    scanner, lines = json.JSONDecoder(), []
    end = text.index("[") + 1 if text.lstrip().startswith("[") else 0
    while start := _BEFORE_A_CASE.match(text, end):
        lines.append(text.count("\n", 0, start.end()) + 1)
        end = scanner.raw_decode(text, start.end())[1]
    return lines


def _faults(row: Any) -> list[str]:
    """Return what keeps one row from being played."""
    if not isinstance(row, dict):
        return ["is not an object."]
    missing = [key for key in (*START, *CONTENT_STEPS) if key not in row]
    if missing:
        return [f"missing keys: {', '.join(missing)}."]
    texts = [fault for key in START if (fault := _text_fault(key, row[key]))]
    answers = [fault for key in (*CONTENT_STEPS, *OPTIONAL) if (fault := _answer_fault(key, row.get(key)))]
    return [*texts, *answers] or _unknown(row)


def _text_fault(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return f"{key} must be text that is not empty."
    if UNFIT.search(value):
        return f"{key} holds a null byte or half a character (a lone surrogate)."
    if not clean_answer(value).text.strip():
        return f"{key} must be text that is not empty."
    if len(value) > LONGEST.get(key, ANSWER_LIMIT):
        return f"{key} has {len(value)} characters, {LONGEST.get(key, ANSWER_LIMIT)} at most."
    return ""


def _answer_fault(key: str, value: Any) -> str:
    fault = "" if value is None else _text_fault(key, value)
    return fault.replace("must be text that is not empty", "must be text, or null for “I do not know yet”")


def _unknown(row: Mapping[str, Any]) -> list[str]:
    """Return the values that the code lists do not have."""
    faults = []
    if row["lang"] not in CoachingSession.Language.values:
        faults.append(f"lang is {row['lang']!r}, must be fr or en.")
    if find_country(row["country"]) is None:
        faults.append(f"country {row['country']!r} is unknown; give a name or a code, after load_reference.")
    return faults


def _case(row: Mapping[str, Any]) -> Case:
    """Return a checked row as a case, with notes on what was not taken as it stands."""
    slug, notes = row["sector"].strip().lower(), []
    if not Sector.objects.filter(pk=slug).exists():
        notes.append(f"sector {row['sector']!r} is not in our list; played as {OTHER_SECTOR!r}")
        slug = OTHER_SECTOR
    ignored = sorted(row.keys() - {*START, *CONTENT_STEPS, *OPTIONAL})
    if ignored:
        named = clean_answer(", ".join(ignored).encode(errors="backslashreplace").decode()).text
        notes.append(f"unknown keys left aside: {named}")
    return Case(
        business_name=clean_answer(row["business_name"]).text.strip(),
        sector=slug,
        country=getattr(find_country(row["country"]), "pk", ""),
        city=clean_answer(row["city"]).text.strip(),
        language=row["lang"],
        answers={key: row.get(key) for key in (*CONTENT_STEPS, *OPTIONAL)},
        notes=tuple(notes),
    )
