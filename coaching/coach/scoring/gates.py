"""Gates: reasons that cap the score of an answer, such as empty, too short, copied, no price at all."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from coaching.coach.data_files import load
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.results import CriterionResult, Gate, ReviewContext
from nlp.data_files import word_set
from nlp.text import Span, content_words, language_of, stem

#: The most points of an answer with a gate; 30 for all others.
CAPS = {
    "everyone": 40,
    "unfinished": 55,
    "no_price": 49,
    "unproven": 59,
    "bare_offer": 59,
    "uncovered": 55,
    "wish": 39,
    "wish_group": 45,
    "own_growth": 49,
    "wish_open": 59,
    "unread": 10,
    "denial": 20,
    "no_act": 39,
    "for_nobody": 45,
    "wide": 49,
}
BEYOND_PRICE = ("outcome", "pains", "terms", "proof")
#: Gates whose cap is lower if none of some criteria has a point: these criteria, and the cap.
LOWER_CAPS = {
    "unproven": (("alternative", "proof"), 45),
    "no_price": (("price", "payment", *BEYOND_PRICE), 39),
}
#: The categories of a picture of a place or of people.
DESCRIPTIVE = (
    "group", "group_generic", "finish", "society", "place", "local", "future", "become", "change", "value",
)  # fmt: skip
_UNPRONOUNCEABLE = re.compile("^[^aeiouy]{3,}$|[^aeiouy]{5}|asdf|qsdf|sdfg|azer|qwer|poiu|jkl|wxcv|zxcv")


def find_gate(
    step: str,
    reading: Reading,
    context: ReviewContext,
    results: Sequence[CriterionResult],
    unfinished: Sequence[Span] = (),
) -> Gate | None:
    """Return the first gate that applies to an answer, or None.

    `results` are the criteria of the answer, `unfinished` its lines with blanks still to fill in.
    """
    points = {result.key: result.points for result in results}
    key = _validity_gate(step, reading, context, bool(unfinished)) or _OF_STEP[step](reading, points)
    if key is None:
        return None
    message: str = load(f"{reading.language}/messages")["gates"][key]
    parts, lower = LOWER_CAPS.get(key, ((), 0))
    is_bare = parts and not any(points[part] for part in parts)
    cap = lower if is_bare else CAPS.get(key, 30)
    return Gate(key, cap, message.replace("{lines}", _quoted_lines(reading, unfinished)))


def _quoted_lines(reading: Reading, lines: Sequence[Span]) -> str:
    """Return the beginnings of the first six unfinished lines, quoted."""
    quote = load(f"{reading.language}/messages")["generic"]["quote"]
    texts = (" ".join(reading.answer[start:end].split()) for start, end in lines[:6])
    short = (text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + " …" for text in texts)
    return ", ".join(quote.replace("{word}", text) for text in short)


def _unproven(_reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a difference that has neither a clear alternative nor a proof."""
    return "unproven" if points["alternative"] + points["proof"] < 2 else None


def _wide_clientele(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a clientele that is everybody, or that has no clear segment and no pain."""
    if reading.found("universal") and not reading.found("restrict"):
        return "everyone"
    return "wide" if points["segment"] < 2 and not points["pain"] else None


def _uncovered(_reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a synthesis that leaves most steps out."""
    return None if points["coverage"] or points["coherence"] else "uncovered"


def _idle_mission(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a mission that only says what the business does not do, or does nothing."""
    denials = reading.sentences_with("denial")
    if denials and not reading.sentences_with("present_verb") - denials:
        return "denial"
    if not points["substance"] or points["customers"] or points["purpose"]:
        return None
    return "for_nobody" if points["products"] else "no_act"


def _bare_offer(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of an offer without a price, or with nothing but a product and its price."""
    is_bare = not any(points[key] for key in BEYOND_PRICE)
    if not points["price"] and (is_bare or not _speaks_of_price(reading)):
        return "no_price"
    return "bare_offer" if is_bare else None


def _mere_wish(reading: Reading) -> str | None:
    """Return the gate of a vision with neither time, measure nor a group whose situation changes.

    A picture of a place or of people passes too, unless the vision says "I want".
    """
    is_picture = reading.covered(*DESCRIPTIVE) and not _is_wished(reading)
    if is_picture or _is_tangible(reading):
        return None
    return "wish_group" if reading.found("group") and not reading.found("superlative") else "wish"


def _is_tangible(reading: Reading) -> bool:
    """Return whether a vision has a date, a figure or a group whose situation changes.

    A figure that counts time ("27 years old") is no measure of a vision.
    """
    found, units = reading.found, word_set(reading.language, "time_units")
    followers = [*reading.folded, ""]
    counts = any(followers[end] not in units for _, end in found("num"))
    whose = found("group") or (found("group_generic") and len(reading.specific) > 2)
    ends = found("group") and found("finish") and not found("superlative")
    return bool(found("horizon") or found("year") or counts or (found("change") and whose) or ends)


def _is_wished(reading: Reading) -> bool:
    """Return whether an answer says "I want"."""
    return bool(reading.found("wish") or reading.found("owner_wants"))


def _poor_vision(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a vision that is a mere wish, one's own growth, or lacks time and measure."""
    if wish := _mere_wish(reading):
        return wish
    if _is_for_oneself(reading) and not points["beneficiary"]:
        return "own_growth"
    is_open = _is_wished(reading) and points["future"] < 2 and not points["challenge"]
    return "wish_open" if is_open else None


def _is_for_oneself(reading: Reading) -> bool:
    """Return whether a vision says what the owner wants or becomes, without a group or society."""
    found = reading.found
    grows = found("self_growth") or found("selling")
    alone = grows or not (found("group") or found("group_generic"))
    own = grows or _is_wished(reading) or found("own_future")
    return bool(own and alone and not found("society"))


def _speaks_of_price(reading: Reading) -> bool:
    """Return whether an offer mentions its price, or has a figure from 100 on that may be one."""
    if reading.covered("pricing", "money", "currency"):
        return True
    bare = {start for start, _ in reading.found("num")} - reading.covered("composition")
    return any(reading.figure(position) >= 100 for position in bare)


def _validity_gate(step: str, reading: Reading, context: ReviewContext, is_open: bool) -> str | None:
    """Return the gate of an answer that cannot be judged: too short, foreign, copied or unfinished."""
    if _is_placeholder(reading):
        return "empty"
    if not is_open and reading.measures["distinct_words"] < 5:
        return "short"
    if language_of(set(reading.folded), reading.answer) not in (None, reading.language):
        return "language"
    if _is_noise(reading):
        return "unread"
    if _is_copy(step, reading, context):
        return "copy"
    return "unfinished" if is_open else None


def _is_placeholder(reading: Reading) -> bool:
    """Return whether an answer has no words but fillers such as "test" or "aaa"."""
    fillers = load(f"{reading.language}/messages")["placeholders"]["words"].split(", ")
    return all(len(set(word)) == 1 or word in fillers for word in reading.folded)


def _is_noise(reading: Reading) -> bool:
    """Return whether an answer is random keys: no function word, and several unpronounceable words.

    What follows a figure is a unit and does not count.
    """
    unpronounceable = (
        word
        for position, word in enumerate(reading.folded)
        if word.isalpha()
        and _UNPRONOUNCEABLE.search(word)
        and not (position and reading.is_figure(position - 1))
    )
    return not any(known.stop for known in reading.entries) and len(set(unpronounceable)) > 1


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of the content words of a text.

    Cached, because the other texts stay the same while an answer is written.
    """
    return frozenset(stem(token.folded, language) for token in content_words(text, language))


def _is_copy(step: str, reading: Reading, context: ReviewContext) -> bool:
    """Return whether 80 % of an answer's stems, at least three, stand in its question, an example or a step.

    A text three times as long is not compared, as it has many words by chance. The limit is 1.5 for another
    step, because the same customers are rightly named in several steps. The synthesis repeats the others and
    is left out.
    """
    own = {known.stem for _, known in reading.content}
    others = [text for key, text in context.answers.items() if key not in (step, "synthesis")]
    sources = [(text, 3.0) for text in (context.question, *context.examples)] + [
        (text, 1.5) for text in others
    ]
    compared = ((_stems(text, reading.language), longest) for text, longest in sources)
    return len(own) > 2 and any(
        len(own & other) >= 0.8 * len(own) and len(other) <= longest * len(own) for other, longest in compared
    )


#: The function that finds the gate of each step; it takes the points by criterion.
_OF_STEP: Mapping[str, Callable[[Reading, Mapping[str, int]], str | None]] = {
    "vision": _poor_vision,
    "mission": _idle_mission,
    "clientele": _wide_clientele,
    "differentiation": _unproven,
    "offre": _bare_offer,
    "synthesis": _uncovered,
}
