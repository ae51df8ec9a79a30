"""The PDF of a brief: cover with logo and radar, texts, research, and the source of every figure."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst

from briefs.documents.pdf.content import brief_data, logo_svg
from briefs.models import BusinessBrief

_FOLDER: Final = Path(__file__).parent


def render(brief: BusinessBrief) -> bytes:
    """Return the PDF of a brief (A4, tagged, in its language); the same brief gives the same bytes.

    Texts are passed as data, so they cannot become markup.
    """
    inputs = {"data": json.dumps(brief_data(brief), ensure_ascii=False), "logo": logo_svg(brief)}
    pdf = _compiler().compile(_source(), sys_inputs=inputs, format="pdf")
    assert isinstance(pdf, bytes)  # noqa: S101  # narrows the type: a PDF is one file
    return pdf


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (_FOLDER / "brief.typ").read_bytes()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return a compiler with our fonts only, so that all machines give the same page."""
    return typst.Compiler(font_paths=[str(_FOLDER / "fonts")], ignore_system_fonts=True)
