"""Features of an answer beyond its cues: objects of verbs, precise groups, long lists, shared topics."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from coaching.coach.scoring.evidence import add_evidence, compared_parts, is_explicit_comparison
from coaching.coach.scoring.groups import GROUP_WINDOW, add_groups, add_trades
from coaching.coach.scoring.outcomes import add_outcomes
from coaching.coach.scoring.reading import PART_BREAKS, Reading, TokenRange
from coaching.coach.scoring.results import ReviewContext
from nlp.data_files import word_set
from nlp.money import amounts
from nlp.quotations import phrase_matches
from nlp.text import stem

#: Words that may begin a new clause.
CLAUSE_OPENERS = frozenset(
    {"et", "ou", "mais", "nous", "je", "on", "par", "and", "or", "but", "we", "i", "by"}
)
LIST_SIGNS = frozenset(",;/•·")
#: Words after which a qualifier belongs to something else.
REDIRECTING = frozenset(
    {"grace", "travers", "via", "pour", "afin", "through", "for", "so", "towards", "vers", "envers"}
)
#: Categories of what an offer gives or asks; a cost of the business is none of them.
SOLD = (
    "outcome", "pain", "terms", "payment", "product",
    "unit", "quantity", "priced", "money", "pay_ability",
)  # fmt: skip


def add_features(step: str, reading: Reading, context: ReviewContext) -> None:
    """Add to a reading the categories and measures that rules may use beyond the cues."""
    specific = dict(reading.specific)
    add_trades(step, reading)
    add_outcomes(step, reading)
    add_groups(step, reading)
    reading.add("object", _followed(reading, "offer_verb", specific, 5))
    qualifiers = specific | dict(
        hit for name in ("age", "num", "situation", "place") for hit in reading.found(name)
    )
    bare = word_set(reading.language, "generic_people")
    precise = {position: end for position, end in qualifiers.items() if reading.folded[position] not in bare}
    reading.add("group_precise", _followed(reading, "group", precise, GROUP_WINDOW))
    reading.add("feature_list", _long_lists(reading))
    quotes = (match.span() for match in re.finditer(r"«[^«»]+»|“[^“”]+”|\"[^\"]+\"", reading.answer))
    reading.add("speech", [hit for hit in _token_ranges(reading, quotes) if hit[1] - hit[0] > 3])
    reading.drop("universal", reading.covered("not_universal", "speech"))
    reading.keep("universal", lambda hit: PART_BREAKS.isdisjoint(reading.answer[slice(*reading.span(hit))]))
    if step == "differentiation":
        _add_comparisons(reading, context)
    if step == "offre":
        _add_offer(reading)
    if step in ("differentiation", "offre"):
        reading.add("pain_shared", _shared_topics(reading, context.answers.get("clientele", "")))
    add_evidence(step, reading, context.business_name)


def _add_comparisons(reading: Reading, context: ReviewContext) -> None:
    """Add what a difference is compared with; promises and what does not exist yet are no alternatives."""
    compared = compared_parts(reading)
    explicit = [part for part in compared if is_explicit_comparison(reading, part)]
    promised = reading.covered("promise")
    rivals = (rival.span for rival in phrase_matches(reading.answer, "", reading.language, "rivals"))
    reading.add("rival", _token_ranges(reading, rivals) + explicit)
    reading.drop("rival", promised)
    absent = reading.sentences_with("absent")
    reading.keep("named_alternative", lambda hit: reading.sentence_index[hit[0]] not in absent)
    reading.drop("unlike", promised)
    reading.drop("negated", reading.covered("none_yet"))
    reading.add("beside", compared)
    reading.measures["offer_priced"] = len(amounts(context.answers.get("offre", "")))


def _add_offer(reading: Reading) -> None:
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
    reading.keep("quantity", lambda hit: not _is_delay(reading, hit))


def _followed(reading: Reading, name: str, qualifiers: dict[int, int], window: int) -> list[TokenRange]:
    """Return the hits of a category that a qualifier follows in their sentence, within a window.

    `qualifiers` gives the end of each by its start. A hit is extended over its qualifier unless a new clause
    may begin in between.
    """
    found = []
    for start, last in reading.found(name):
        near = (at for at in range(last, last + window) if at in qualifiers)
        after = next(near, start)
        between = set(reading.folded[last:after])
        follower = reading.folded[last] if last < len(reading.tokens) else ""
        opens_thing = name == "group" and follower in ("a", "an", "un", "une")
        is_near = after > start and reading.share_sentence(after, start)
        if is_near and between.isdisjoint(REDIRECTING) and not opens_thing:
            found.append((start, qualifiers[after] if between.isdisjoint(CLAUSE_OPENERS) else last))
    return found


def _long_lists(reading: Reading) -> list[TokenRange]:
    """Return where the fifth of several short items without figures stands, joined by commas or the like."""
    found, start, items = [], 0, 0
    counted = {first for first, _ in reading.found("num")}
    for position, (one, other) in enumerate(pairwise(reading.tokens), 1):
        is_listed = items and one.folded in ("et", "ou", "and", "or")
        if is_listed or not LIST_SIGNS.isdisjoint(reading.answer[one.end : other.start]):
            is_long = position - start > 4 or not counted.isdisjoint(range(start, position))
            items, start = 1 if is_long else items + 1, position
            if items == 4:
                found.append((position, position + 1))
    return found


def _token_ranges(reading: Reading, spans: Iterable[tuple[int, int]]) -> list[TokenRange]:
    """Return the token ranges of some spans of the answer."""
    starts = [token.start for token in reading.tokens]
    return [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans]


def _may_be_price(reading: Reading, position: int) -> bool:
    """Return whether a figure is at least a hundred and no informative word directly follows it.

    In "120 chairs" the figure counts chairs and is no price.
    """
    after = position + 1
    counts = after < len(reading.tokens) and reading.layout.adjacent[after] and reading.informative[after]
    return reading.figure(position) >= 100 and not counts


def _is_delay(reading: Reading, hit: TokenRange) -> bool:
    """Return whether a quantity is a time after "in" or "within": a delay and not a quantity sold."""
    units = word_set(reading.language, "time_units")
    is_time = any(word in units or word.rstrip("s") in units for word in reading.folded[slice(*hit)])
    before = reading.folded[max(hit[0] - 1, 0) : hit[0]]
    return is_time and not word_set(reading.language, "before_delay").isdisjoint(before)


def _own_costs(reading: Reading) -> set[int]:
    """Return the positions from each cost of the business to the end of its sentence or a word of selling."""
    positions: set[int] = set()
    sold = word_set(reading.language, "sold")
    for start, _ in reading.found("own_cost"):
        after = range(start, len(reading.tokens))
        ends = (at for at in after if reading.folded[at] in sold or not reading.share_sentence(at, start))
        positions.update(range(start, next(ends, after.stop)))
    return positions


@lru_cache(maxsize=1024)
def _pain_topics(text: str, language: str) -> frozenset[str]:
    """Return the topics near the pains of a text, without its places, people and money.

    Cached, because the text of another step stays the same while an answer is written.
    """
    reading = Reading(text, language)
    near = {
        position
        for start, end in reading.found("pain")
        for position in range(max(start - 4, 0), min(end + 8, len(reading.tokens)))
        if reading.share_sentence(position, start)
    }
    near -= reading.covered("place", "money", "payment", "channel", "group", "pay_ability")
    return frozenset(_topic(reading, position) for position in near) - {""}


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
    positions = reversed(range(len(reading.tokens))) if topics else ()
    first = {topic: position for position in positions if (topic := _topic(reading, position)) in topics}
    return sorted((position, position + 1) for position in first.values()) if len(first) > 1 else []
