"""Cases to play: the start of a session and one person's answers, read from a JSON file and checked."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from coaching.answers import clean_answer
from coaching.models import CoachingSession
from coaching.steps import ANSWER_LIMIT, CONTENT_STEPS, LAST
from reference.lookup import find_country
from reference.models import Sector

#: The keys that a case must have beside the answers to the content steps.
START: Final = ("business_name", "sector", "country", "city", "lang")
#: The answers; null means “I do not know yet”, and the last one may be missing.
ANSWERS: Final = (*CONTENT_STEPS, LAST)
LONGEST: Final = {"business_name": 120, "city": 80}
_BEFORE_A_CASE: Final = re.compile(r"[\s,]*(?=[^\s,\]])")


class CaseError(ValueError):
    """A file that cannot be played; each line of the message is a reason."""


@dataclass(frozen=True)
class Case:
    """A session to play; an answer is None where the person says “I do not know yet”."""

    business_name: str
    sector: str
    country: str
    city: str
    language: str
    answers: Mapping[str, str | None]
    notes: tuple[str, ...] = ()


def read_cases(text: str, index: int | None = None) -> list[Case]:
    """Return the cases of a JSON text, an object or a list of objects; with `index`, only that one (from 0).

    Raises CaseError with all faults of these cases.
    """
    rows = _parse(text)
    if index is not None and not 0 <= index < len(rows):
        raise CaseError(f"There is no case {index}: the file has {len(rows)}, counted from 0.")
    chosen = range(len(rows)) if index is None else [index]
    lines = _lines(text)
    faults = [f"Line {lines[n]}, case {n}: {fault}" for n in chosen for fault in _faults(rows[n])]
    if faults:
        raise CaseError("\n".join(faults))
    return [_case(rows[n]) for n in chosen]


def _parse(text: str) -> list[Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise CaseError(f"Line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise CaseError("Line 1: nested too deeply.") from error
    except ValueError as error:
        raise CaseError("A number has thousands of digits.") from error
    rows = [data] if isinstance(data, dict) else data
    if not rows or not isinstance(rows, list):
        raise CaseError("Line 1: expected one case (an object) or a list of at least one.")
    return rows


def _lines(text: str) -> list[int]:
    """Return the line, counted from 1, on which each case of a valid JSON text begins."""
    scanner, lines = json.JSONDecoder(), []
    end = text.index("[") + 1 if text.lstrip().startswith("[") else 0
    while start := _BEFORE_A_CASE.match(text, end):
        lines.append(text.count("\n", 0, start.end()) + 1)
        end = scanner.raw_decode(text, start.end())[1]
    return lines


def _faults(row: Any) -> list[str]:
    """Return the reasons why a row cannot be played."""
    if not isinstance(row, dict):
        return ["is not an object."]
    missing = [key for key in (*START, *CONTENT_STEPS) if key not in row]
    if missing:
        return [f"missing keys: {', '.join(missing)}."]
    faults = [fault for key in (*START, *ANSWERS) if (fault := _text_fault(key, row.get(key)))]
    if faults:
        return faults
    if row["lang"] not in CoachingSession.Language.values:
        faults.append(f"lang is {row['lang']!r}, must be fr or en.")
    if find_country(row["country"]) is None:
        faults.append(f"country {row['country']!r} is unknown; give a name or a code, after load_reference.")
    return faults


def _text_fault(key: str, value: Any) -> str:
    """Return why the value of a key cannot be used, "" when it can."""
    if value is None and key in ANSWERS:
        return ""
    if not isinstance(value, str) or not clean_answer(value).text:
        wanted = "text, or null for “I do not know yet”" if key in ANSWERS else "text that is not empty"
        return f"{key} must be {wanted}."
    if re.search("[\x00\ud800-\udfff]", value):
        return f"{key} holds a null byte or half a character (a lone surrogate)."
    longest = LONGEST.get(key, ANSWER_LIMIT)
    return f"{key} has {len(value)} characters, {longest} at most." if len(value) > longest else ""


def _case(row: Mapping[str, Any]) -> Case:
    """Return a checked row as a case, with notes on a sector that we do not have and on unknown keys."""
    slug, notes = row["sector"].strip().lower(), []
    if not Sector.objects.filter(pk=slug).exists():
        notes.append(f"sector {row['sector']!r} is not in our list; played as 'other'")
        slug = "other"
    ignored = sorted(row.keys() - {*START, *ANSWERS})
    if ignored:
        named = clean_answer(", ".join(ignored).encode(errors="backslashreplace").decode()).text
        notes.append(f"unknown keys left aside: {named}")
    return Case(
        business_name=clean_answer(row["business_name"]).text.strip(),
        sector=slug,
        country=getattr(find_country(row["country"]), "pk", ""),
        city=clean_answer(row["city"]).text.strip(),
        language=row["lang"],
        answers={key: row.get(key) for key in ANSWERS},
        notes=tuple(notes),
    )
