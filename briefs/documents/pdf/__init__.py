"""The brief as a PDF: a cover with logo and radar, the texts, what the agents add, every figure's source."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst

from briefs.documents.pdf.content import brief_data, logo_of
from briefs.models import BusinessBrief

_FOLDER: Final = Path(__file__).parent


def render(brief: BusinessBrief) -> bytes:
    """Return the brief as PDF (A4, tagged, in the brief's language); the same brief gives the same bytes.

    What people wrote goes in as data and is shown as it stands: it cannot become markup.
    """
    inputs = {"data": json.dumps(brief_data(brief), ensure_ascii=False), "logo": logo_of(brief)}
    made = _compiler().compile(_source(), sys_inputs=inputs, format="pdf")
    assert isinstance(made, bytes)  # noqa: S101  # narrows the type: a PDF is one file
    return made


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (_FOLDER / "brief.typ").read_bytes()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return a compiler that knows our fonts only, so that every machine sets the same page."""
    return typst.Compiler(font_paths=[str(_FOLDER / "fonts")], ignore_system_fonts=True)
