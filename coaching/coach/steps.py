"""The six steps whose answers the coach reads."""

from collections.abc import Mapping

STEPS = ("vision", "mission", "clientele", "differentiation", "offre", "synthesis")
#: The most characters of an answer that are read; the form accepts far fewer.
LONGEST = 6000


def readable(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the non-empty answers of known steps, each cut at `LONGEST` characters."""
    known = {step: answers.get(step) or "" for step in STEPS}
    return {step: text[:LONGEST] for step, text in known.items() if text.strip()}
