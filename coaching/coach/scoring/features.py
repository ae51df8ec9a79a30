"""Features of an answer beyond its cues: objects of verbs, precise groups, long lists, shared topics."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from coaching.coach.scoring.evidence import add_evidence, compared_parts, is_explicit_comparison
from coaching.coach.scoring.groups import GROUP_WINDOW, add_groups, add_trades
from coaching.coach.scoring.outcomes import add_outcomes
from coaching.coach.scoring.reading import Reading, TokenRange
from coaching.coach.scoring.results import ReviewContext
from nlp.data_files import word_set
from nlp.money import amounts
from nlp.quotations import phrase_matches
from nlp.text import Span, stem

OBJECT_WINDOW = 5
MIN_LIST_ITEMS = 4
#: Categories of a step whose hits must not count time.
COUNTS = {"vision": ("finish",), "clientele": ("size",)}
MIN_SPEECH_WORDS = 4
#: Words that may begin a new clause.
CLAUSE_OPENERS = frozenset(
    {"et", "ou", "mais", "nous", "je", "on", "par", "and", "or", "but", "we", "i", "by"}
)
#: Words after which a qualifier belongs to something else.
REDIRECTING = frozenset(
    {"grace", "travers", "via", "pour", "afin", "through", "for", "so", "towards", "vers", "envers"}
)
INDEFINITE_ARTICLES = frozenset({"a", "an", "un", "une"})
_QUOTATION = re.compile(r"«[^«»]+»|“[^“”]+”|\"[^\"]+\"")
LIST_SIGNS = frozenset(",;/•·")
LIST_CONJUNCTIONS = frozenset({"et", "ou", "and", "or"})
PHRASE_BREAKS = frozenset(".:;!?\n")
MIN_SHARED_STEMS = 2
#: Categories of what an offer gives or asks; a cost of the business is none of them.
SOLD = (
    "outcome",
    "pain",
    "terms",
    "payment",
    "product",
    "unit",
    "quantity",
    "priced",
    "money",
    "pay_ability",
)
PAIN_BEFORE, PAIN_AFTER = 4, 8
NO_PAIN = ("place", "money", "payment", "channel", "group", "pay_ability")
MIN_BARE_PRICE = 100
STEPS_THAT_ANSWER_PAIN = ("differentiation", "offre")


def add_features(step: str, reading: Reading, context: ReviewContext) -> None:
    """Add to a reading the categories and measures that rules may use beyond the cues."""
    specific, units = dict(reading.specific), word_set(reading.language, "time_units")
    add_trades(step, reading)
    add_outcomes(step, reading)
    for name in COUNTS.get(step, ()):
        reading.keep(name, lambda hit: not _counts_time(reading, hit, units))
    add_groups(step, reading)
    reading.add("object", _followed(reading, "offer_verb", specific, OBJECT_WINDOW))
    qualifiers = specific | dict(
        hit for name in ("age", "num", "situation", "place") for hit in reading.found(name)
    )
    bare = word_set(reading.language, "generic_people")
    precise = {position: end for position, end in qualifiers.items() if reading.folded[position] not in bare}
    reading.add("group_precise", _followed(reading, "group", precise, GROUP_WINDOW))
    reading.add("feature_list", _long_lists(reading))
    reading.add("speech", _speech(reading))
    reading.drop("universal", reading.covered("not_universal", "speech"))
    reading.keep("universal", lambda hit: not _spans_break(reading, hit))
    if step == "differentiation":
        _add_comparisons(reading, context)
    if step == "offre":
        _add_offer(reading, units)
    if step in STEPS_THAT_ANSWER_PAIN:
        reading.add("pain_shared", _shared_topics(reading, context.answers.get("clientele", "")))
    add_evidence(step, reading, context.business_name)


def _add_comparisons(reading: Reading, context: ReviewContext) -> None:
    """Add what a difference is compared with; promises and what does not exist yet are no alternatives."""
    compared = compared_parts(reading)
    explicit = [part for part in compared if is_explicit_comparison(reading, part)]
    promised = reading.covered("promise")
    spans = (match.span for match in phrase_matches(reading.answer, "", reading.language, "rivals"))
    reading.add("rival", _token_ranges(reading, spans) + explicit)
    reading.drop("rival", promised)
    absent = reading.sentences_with("absent")
    reading.keep("named_alternative", lambda hit: reading.sentence_index[hit[0]] not in absent)
    reading.drop("unlike", promised)
    reading.drop("negated", reading.covered("none_yet"))
    reading.add("beside", compared)
    reading.measures["offer_priced"] = len(amounts(context.answers.get("offre", "")))


def _add_offer(reading: Reading, units: Container[str]) -> None:
    """Reduce an offer to what the customer gets and pays: no ingredients, own costs or delivery times."""
    reading.drop("composition", reading.covered("share"))
    for name in ("outcome_measure", "pricing"):
        reading.drop(name, reading.covered("composition"))
    costs = _own_costs(reading)
    for name in SOLD:
        reading.drop(name, costs)
    counted = reading.covered("composition", "quantity", "money")
    bare = [hit for hit in reading.found("num") if hit[0] not in counted and _may_be_price(reading, hit[0])]
    reading.add("bare_price", bare)
    reading.keep("quantity", lambda hit: not _is_delay(reading, hit, units))


def _followed(reading: Reading, name: str, qualifiers: dict[int, int], window: int) -> list[TokenRange]:
    """Return the hits of a category that a qualifier follows in their sentence, within a window.

    `qualifiers` gives the end of each by its start. A hit is extended over its qualifier unless a new clause
    may begin in between.
    """
    found = []
    for (start, last), after in _before_qualifiers(reading, name, qualifiers, window):
        between = set(reading.folded[last:after])
        opens_thing = name == "group" and reading.folded[last] in INDEFINITE_ARTICLES
        if between.isdisjoint(REDIRECTING) and not opens_thing:
            found.append((start, qualifiers[after] if between.isdisjoint(CLAUSE_OPENERS) else last))
    return found


def _before_qualifiers(
    reading: Reading, name: str, qualifiers: dict[int, int], window: int
) -> Iterator[tuple[TokenRange, int]]:
    """Yield the hits of a category with the first qualifier after each, within a window and sentence."""
    for start, end in reading.found(name):
        after = next((position for position in range(end, end + window) if position in qualifiers), None)
        if after is not None and reading.share_sentence(after, start):
            yield (start, end), after


def _long_lists(reading: Reading) -> list[TokenRange]:
    """Return where the fifth of several short items without figures stands, joined by commas or the like."""
    found, start, items = [], 0, 0
    counted = {first for first, _ in reading.found("num")}
    for position in range(1, len(reading.tokens)):
        if _is_separated(reading, position) or (items and reading.folded[position - 1] in LIST_CONJUNCTIONS):
            is_long = position - start > MIN_LIST_ITEMS or not counted.isdisjoint(range(start, position))
            items, start = 1 if is_long else items + 1, position
            if items == MIN_LIST_ITEMS:
                found.append((position, position + 1))
    return found


def _is_separated(reading: Reading, position: int) -> bool:
    """Return whether a comma or the like separates a token from the one before."""
    between = reading.answer[reading.tokens[position - 1].end : reading.tokens[position].start]
    return between not in ("", " ") and not LIST_SIGNS.isdisjoint(between)


def _counts_time(reading: Reading, hit: TokenRange, units: Container[str]) -> bool:
    """Return whether a figure counts time: the ten of "in ten years, traders" is no number of traders."""
    start, end = hit
    last = reading.folded[end - 1]
    counted = reading.folded[start + 1] if end - start > 2 else last
    return counted in units or (end - start == 3 and last in units)


def _speech(reading: Reading) -> list[TokenRange]:
    """Return the quotations of at least four words: what people said."""
    spans = (Span(*match.span()) for match in _QUOTATION.finditer(reading.answer))
    return [hit for hit in _token_ranges(reading, spans) if hit[1] - hit[0] >= MIN_SPEECH_WORDS]


def _token_ranges(reading: Reading, spans: Iterable[Span]) -> list[TokenRange]:
    """Return the token ranges of some spans of the answer."""
    starts = [token.start for token in reading.tokens]
    return [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans]


def _may_be_price(reading: Reading, position: int) -> bool:
    """Return whether a figure is at least a hundred and no informative word directly follows it.

    In "120 chairs" the figure counts chairs and is no price.
    """
    after = position + 1
    counts = after < len(reading.tokens) and reading.layout.adjacent[after] and reading.informative[after]
    return reading.figure(position) >= MIN_BARE_PRICE and not counts


def _is_delay(reading: Reading, hit: TokenRange, units: Container[str]) -> bool:
    """Return whether a quantity is a time after "in" or "within": a delay and not a quantity sold."""
    is_time = any(word in units or word.rstrip("s") in units for word in reading.folded[slice(*hit)])
    before = word_set(reading.language, "before_delay")
    return is_time and hit[0] > 0 and reading.folded[hit[0] - 1] in before


def _own_costs(reading: Reading) -> set[int]:
    """Return the positions from each cost of the business to the end of its sentence or a word of selling."""
    sold = word_set(reading.language, "sold")
    positions: set[int] = set()
    for start, _ in reading.found("own_cost"):
        for position in range(start, len(reading.tokens)):
            if not reading.share_sentence(position, start) or reading.folded[position] in sold:
                break
            positions.add(position)
    return positions


def _spans_break(reading: Reading, hit: TokenRange) -> bool:
    """Return whether a phrase runs over a full stop, colon, semicolon or line break."""
    return not PHRASE_BREAKS.isdisjoint(reading.answer[slice(*reading.span(hit))])


@lru_cache(maxsize=1024)
def _pain_topics(text: str, language: str) -> frozenset[str]:
    """Return the topics near the pains of a text, without its places, people and money.

    Cached, because the text of another step stays the same while an answer is written.
    """
    reading = Reading(text, language)
    near = {
        position
        for start, end in reading.found("pain")
        for position in range(max(start - PAIN_BEFORE, 0), min(end + PAIN_AFTER, len(reading.tokens)))
        if reading.share_sentence(position, start)
    }
    return frozenset(_topic(reading, position) for position in near - reading.covered(*NO_PAIN)) - {""}


def _topic(reading: Reading, position: int) -> str:
    """Return the topic of a token: its stem, "time" for every unit of time, "" for an uninformative word."""
    word = reading.folded[position]
    if word in word_set(reading.language, "time_units"):
        return "time"
    is_informative = reading.informative[position] and not reading.is_figure(position)
    has_topic = is_informative and word not in word_set(reading.language, "amount")
    return stem(word, reading.language) if has_topic else ""


def _shared_topics(reading: Reading, other: str) -> list[TokenRange]:
    """Return the first word on each pain topic of another step; nothing for fewer than two topics."""
    topics = _pain_topics(other, reading.language) if other else frozenset()
    shared: dict[str, int] = {}
    for position in range(len(reading.tokens)) if topics else ():
        topic = _topic(reading, position)
        if topic in topics:
            shared.setdefault(topic, position)
    return (
        [(position, position + 1) for position in shared.values()] if len(shared) >= MIN_SHARED_STEMS else []
    )
