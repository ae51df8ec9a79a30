"""A played session as text for a terminal."""

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Final

from django.utils import translation

from briefs.models import BRIEF_TEXTS
from businesses.demo.play import Played
from coaching.coach import CriterionResult
from coaching.coach.consistency.contradictions import Contradiction
from coaching.models import CoachingStep
from coaching.steps import PATH

WIDTH: Final = 92
#: Returns a text in a colour: `paint("strong", "80")`. Colours: title, strong, solid, usable, draft, quiet.
Paint = Callable[[str, str], str]


def plain(_name: str, text: str) -> str:
    """Return the text without colours, for files and pipes."""
    return text


def report(played: Played, paint: Paint = plain) -> str:
    """Return the text: each step with its review, the contradictions, the brief."""
    session = played.session
    place = f"{session.sector_id} · {session.city} · {session.country_id} · {session.language}"
    lines = ["═" * WIDTH, paint("title", session.business_name), paint("quiet", place)]
    lines += [paint("quiet", f"note: {note}") for note in played.case.notes]
    for step in played.steps:
        lines += _step(step, paint)
    lines += _contradictions(played.contradictions, paint)
    with translation.override("en"):  # the coach speaks the session's language, the report around it English
        lines += _brief(played, paint)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    """Return the text in lines of WIDTH that begin with `first`, then with `rest` or as many spaces."""
    return textwrap.wrap(
        re.sub(r"[ \t\r\n]+", " ", text).strip(),  # keeps the no-break spaces of French
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest or " " * len(first),
        break_on_hyphens=False,
    )


def _head(title: str, right: str, paint: Paint, tone: str) -> list[str]:
    bar = "─" * max(3, WIDTH - len(title) - len(right) - 5)
    return ["", f"── {paint('title', title)} {bar} {paint(tone, right)}"]


def _step(step: CoachingStep, paint: Paint) -> Iterator[str]:
    title = f"{step.step_order} {PATH[step.step_order - 1].text('en').title}"
    review = step.review
    if review is None:
        yield from _head(title, "I do not know yet" if step.is_unknown else "not answered", paint, "quiet")
        return
    yield from _head(title, f"{review.score}/100 {review.band}", paint, review.band)
    yield from _wrapped(step.user_response, "  │ ", "  │ ")
    yield ""
    for criterion in review.criteria:
        yield from _criterion(criterion, paint)
    if review.gate:
        yield from _wrapped(review.gate.message, f"  Gate (at most {review.gate.cap}): ")
    yield from _wrapped(review.message, "  Coach: ")
    yield from _wrapped(review.next_question, "  Next:  ")


def _criterion(criterion: CriterionResult, paint: Paint) -> Iterator[str]:
    """Yield the points, weight, label and quotations of a criterion, then its advice."""
    quotes = " … ".join(f"“{quote}”" for quote in dict.fromkeys(criterion.quotes))
    head = f"  {'●' * criterion.points:○<2} ×{criterion.weight:g} {criterion.label}"
    first, *others = _wrapped(quotes, f"{head}: ", " " * 10) or [head]
    yield paint(("draft", "usable", "strong")[criterion.points], first)
    yield from others
    yield from (paint("quiet", line) for line in _wrapped(criterion.advice, " " * 8 + "→ "))


def _contradictions(pairs: tuple[Contradiction, ...], paint: Paint) -> Iterator[str]:
    yield from _head("Contradictions", str(len(pairs)), paint, "usable" if pairs else "strong")
    for pair in pairs:
        for said in (pair.first, pair.second):
            yield from _wrapped(f"{said.step}: “{said.quote}”", "  ≠ ")
        yield from _wrapped(f"{pair.explanation} {pair.question}", "    ")


def _brief(played: Played, paint: Paint) -> Iterator[str]:
    brief = played.brief
    share = f"complete {brief.brief_completeness:.0%}, confidence {brief.overall_confidence:.0%}"
    yield from _head("Brief", share, paint, "solid")
    for field in ("summary", *BRIEF_TEXTS):
        label = str(brief._meta.get_field(field).verbose_name).capitalize()  # type: ignore[union-attr]  # plain columns
        yield from _wrapped(getattr(brief, field) or "—", f"  {label}: ", "      ")
    yield f"  Ready for a website: {'yes' if brief.is_ready_for_website else 'no'}"
