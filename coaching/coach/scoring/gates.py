"""Gates: reasons that cap the score of an answer, such as empty, too short, copied, no price at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from coaching.coach.data_files import load
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.results import CriterionResult, Gate, ReviewContext
from nlp.data_files import word_set
from nlp.text import Span, is_content, language_of, stem, tokens

CAP = 30
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
MIN_WORDS = 5
COPY_SHARE = 0.8
MIN_COPIED_STEMS = 3
MAX_LENGTH_RATIO, MAX_STEP_LENGTH_RATIO = 3, 1.5
DESCRIPTIVE = (
    "group",
    "group_generic",
    "finish",
    "society",
    "place",
    "local",
    "future",
    "become",
    "change",
    "value",
)
LINES_QUOTED, LINE_LENGTH = 6, 40
MIN_BARE_PRICE = 100
MIN_SPECIFIC_WORDS = 3
FULL_POINTS = 2


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
    key = _validity_gate(step, reading, context, bool(unfinished)) or _missing_part(step, reading, results)
    if key is None:
        return None
    message: str = load(f"{reading.language}/messages")["gates"][key]
    if key == "unfinished":
        message = message.replace("{lines}", _quoted_lines(reading, unfinished))
    return Gate(key, _cap(key, results), message)


def _cap(key: str, results: Sequence[CriterionResult]) -> int:
    """Return the cap of a gate, which is lower where none of the parts that the gate asks for has a point."""
    parts, lower = LOWER_CAPS.get(key, ((), 0))
    bare = parts and not any(result.points for result in results if result.key in parts)
    return lower if bare else CAPS.get(key, CAP)


def _quoted_lines(reading: Reading, lines: Sequence[Span]) -> str:
    """Return the beginnings of the unfinished lines, quoted."""
    quote = load(f"{reading.language}/messages")["stock"]["quote"]
    texts = [" ".join(reading.answer[start:end].split()) for start, end in lines[:LINES_QUOTED]]
    short = [
        text if len(text) <= LINE_LENGTH else text[:LINE_LENGTH].rsplit(" ", 1)[0] + " …" for text in texts
    ]
    return ", ".join(quote.replace("{word}", text) for text in short)


def _missing_part(step: str, reading: Reading, results: Sequence[CriterionResult]) -> str | None:
    """Return the gate of an answer that lacks an essential part of its step."""
    judge = _OF_STEP.get(step)
    return judge(reading, {result.key: result.points for result in results}) if judge else None


def _unproven(_reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a difference that has neither a clear alternative nor a proof."""
    return "unproven" if points["alternative"] + points["proof"] < FULL_POINTS else None


def _wide_clientele(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a clientele that is everybody, or that has no clear segment and no pain."""
    if reading.found("universal") and not reading.found("restrict"):
        return "everyone"
    return "wide" if points["segment"] < FULL_POINTS and not points["pain"] else None


def _uncovered(_reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a synthesis that leaves most steps out."""
    return None if points["coverage"] or points["coherence"] else "uncovered"


def _idle_mission(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a mission that only says what the business does not do, or does nothing."""
    if reading.found("denial") and not reading.sentences_with("present_verb") - reading.sentences_with(
        "denial"
    ):
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
    if _is_tangible(reading):
        return None
    if not _is_wished(reading) and any(reading.found(name) for name in DESCRIPTIVE):
        return None
    return "wish_group" if reading.found("group") and not reading.found("superlative") else "wish"


def _is_tangible(reading: Reading) -> bool:
    """Return whether a vision has a date, a figure or a group whose situation changes."""
    found = reading.found
    whose = found("group") or (found("group_generic") and len(reading.specific) >= MIN_SPECIFIC_WORDS)
    changes = found("change") and whose
    ends = found("group") and found("finish") and not found("superlative")
    return bool(found("horizon") or found("year") or _counts(reading) or changes or ends)


def _is_wished(reading: Reading) -> bool:
    """Return whether an answer says "I want"."""
    return bool(reading.found("wish") or reading.found("owner_wants"))


def _poor_vision(reading: Reading, points: Mapping[str, int]) -> str | None:
    """Return the gate of a vision that is a mere wish, one's own growth, or lacks time and measure."""
    if wish := _mere_wish(reading):
        return wish
    if _is_for_oneself(reading) and not points["beneficiary"]:
        return "own_growth"
    if _is_wished(reading) and points["future"] < FULL_POINTS and not points["challenge"]:
        return "wish_open"
    return None


def _is_for_oneself(reading: Reading) -> bool:
    """Return whether a vision says what the owner wants or becomes, without a group or society."""
    found = reading.found
    grows = found("self_growth") or found("selling")
    alone = grows or not (found("group") or found("group_generic"))
    own = grows or _is_wished(reading) or found("own_future")
    return bool(own and alone and not found("society"))


def _counts(reading: Reading) -> bool:
    """Return whether a figure counts anything but time: "27 years old" is no measure of a vision."""
    units = word_set(reading.language, "time_units")
    words = [*reading.folded, ""]
    return any(words[end] not in units for _, end in reading.found("num"))


def _speaks_of_price(reading: Reading) -> bool:
    """Return whether an offer mentions its price, or has a figure that may be one."""
    if reading.found("pricing") or reading.found("money") or reading.found("currency"):
        return True
    bare = {start for start, _ in reading.found("num")} - reading.covered("composition")
    return any(reading.figure(position) >= MIN_BARE_PRICE for position in bare)


def _validity_gate(step: str, reading: Reading, context: ReviewContext, is_open: bool) -> str | None:
    """Return the gate of an answer that cannot be judged: too short, foreign, copied or unfinished."""
    if _is_placeholder(reading):
        return "empty"
    if not is_open and len({token.folded for token in reading.fresh}) < MIN_WORDS:
        return "short"
    if _is_foreign(reading):
        return "language"
    if reading.is_noise:
        return "unread"
    if _is_copy(step, reading, context):
        return "copy"
    if is_open:
        return "unfinished"
    return None


def _is_foreign(reading: Reading) -> bool:
    """Return whether an answer is written in another language than the session's."""
    return language_of(set(reading.folded), reading.answer) not in (None, reading.language)


def _is_placeholder(reading: Reading) -> bool:
    """Return whether an answer has no words but fillers such as "test" or "aaa"."""
    filler = _filler_words(reading.language)
    return all(word in filler or len(set(word)) == 1 for word in reading.folded)


@lru_cache(maxsize=2)
def _filler_words(language: str) -> frozenset[str]:
    """Return the filler words of a language."""
    listed = load(f"{language}/messages")["placeholders"]["words"]
    return frozenset(word.strip() for word in listed.split(","))


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of the content words of a text.

    Cached, because the other texts stay the same while an answer is written.
    """
    stop = word_set(language, "stop")
    return frozenset(
        stem(token.folded, language) for token in tokens(text, language) if is_content(token.folded, stop)
    )


def _is_copy(step: str, reading: Reading, context: ReviewContext) -> bool:
    """Return whether 80 % of an answer's stems stand in its question, an example or another step.

    A much longer text is not compared, as it has many words by chance. The limit is stricter for another
    step, because the same customers are rightly named in several steps. The synthesis repeats the others and
    is left out.
    """
    own = reading.stems
    if len(own) < MIN_COPIED_STEMS:
        return False
    return any(
        len(own & other) >= COPY_SHARE * len(own) and len(other) <= longest * len(own)
        for other, longest in _sources(step, reading.language, context)
    )


def _sources(step: str, language: str, context: ReviewContext) -> Iterable[tuple[frozenset[str], float]]:
    """Yield the stems of each text that must not be copied, and how many times longer it may be."""
    for text in (context.question, *context.examples):
        yield _stems(text, language), MAX_LENGTH_RATIO
    for key, text in context.answers.items():
        if key not in (step, "synthesis"):
            yield _stems(text, language), MAX_STEP_LENGTH_RATIO


#: The function that finds the gate of each step; it takes the points by criterion.
_OF_STEP: Mapping[str, Callable[[Reading, Mapping[str, int]], str | None]] = {
    "vision": _poor_vision,
    "mission": _idle_mission,
    "clientele": _wide_clientele,
    "differentiation": _unproven,
    "offre": _bare_offer,
    "synthesis": _uncovered,
}
