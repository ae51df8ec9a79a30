"""Findings beyond word lists: objects of verbs, precise groups, long lists, links to another step."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from coaching.coach.scoring.evidence import add_evidence, set_beside, sides
from coaching.coach.scoring.groups import GROUP_WINDOW, add_groups, add_trades
from coaching.coach.scoring.outcomes import add_lives
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.results import ReviewContext
from nlp.data_files import word_set
from nlp.money import amounts
from nlp.quotations import phrase_matches
from nlp.text import stem

OBJECT_WINDOW = 5
LIST_LENGTH = 4
COUNTED = {"vision": ("finish",), "clientele": ("size",)}
SPEECH_WORDS = 4
TURNS = frozenset({"et", "ou", "mais", "nous", "je", "on", "par", "and", "or", "but", "we", "i", "by"})
AWAY = frozenset(
    {"grace", "travers", "via", "pour", "afin", "through", "for", "so", "towards", "vers", "envers"}
)
OPENS_THING = frozenset({"a", "an", "un", "une"})
_QUOTATION = re.compile(r"«[^«»]+»|“[^“”]+”|\"[^\"]+\"")
SEPARATORS = frozenset(",;/•·")
JOINING = frozenset({"et", "ou", "and", "or"})
MIN_SHARED_STEMS = 2
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
BARE_PRICE = 100
ANSWERS_PAIN = ("differentiation", "offre")


def add_findings(step: str, reading: Reading, context: ReviewContext) -> None:
    """Adds to a reading what the rules may ask for beyond the cues."""
    specific = dict(reading.specific)
    add_trades(step, reading)
    add_lives(step, reading)
    for name in COUNTED.get(step, ()):
        reading.add(name, _counted(reading, name))
    add_groups(step, reading)
    reading.add("object", _followed(reading, "offer_verb", specific, OBJECT_WINDOW))
    marks = specific | dict(
        hit for name in ("age", "num", "situation", "place") for hit in reading.found(name)
    )
    bare = word_set(reading.language, "bare_people")
    informative = {
        position: end for position, end in marks.items() if reading.tokens[position].folded not in bare
    }
    reading.add("group_precise", _followed(reading, "group", informative, GROUP_WINDOW))
    reading.add("feature_list", _long_lists(reading))
    reading.add("speech", _speech(reading))
    reading.add("universal", _meant_for_all(reading))
    if step == "differentiation":
        _add_comparisons(reading, context)
    if step == "offre":
        _add_sale(reading)
    if step in ANSWERS_PAIN:
        reading.add("pain_shared", _shared(reading, context.answers.get("clientele", "")))
    add_evidence(step, reading, context.business_name)


def _add_comparisons(reading: Reading, context: ReviewContext) -> None:
    """Adds to a difference what it is set beside: no promise, nothing that is not there yet."""
    beside = sides(reading)
    apart = [side for side in beside if set_beside(reading, side)]
    promised = reading.found("promise")
    reading.add("rival", _without(_turns(reading, "rivals") + apart, promised))
    _leave_out_absent(reading)
    reading.add("unlike", _without(reading.found("unlike"), promised))
    reading.add("negated", _without(reading.found("negated"), reading.found("none_yet")))
    reading.add("beside", beside)
    reading.measures["offer_priced"] = len(amounts(context.answers.get("offre", "")))


def _add_sale(reading: Reading) -> None:
    """Leaves of an offer what the customer gets and pays."""
    _leave_out_compositions(reading)
    _leave_out_own_costs(reading)
    reading.add("bare_price", _bare_prices(reading))
    reading.add("quantity", [hit for hit in reading.found("quantity") if not _is_delay(reading, hit)])


def _followed(reading: Reading, name: str, marks: dict[int, int], window: int) -> list[tuple[int, int]]:
    """The hits of a category that one of the marked tokens follows in its sentence, within a window.

    The mark belongs to what is quoted unless a new clause may begin in between.
    """
    found = []
    for (first, last), after in _before_marks(reading, name, marks, window):
        words = {token.folded for token in reading.tokens[last:after]}
        opens = name == "group" and reading.tokens[last].folded in OPENS_THING
        if words.isdisjoint(AWAY) and not opens:
            found.append((first, marks[after] if words.isdisjoint(TURNS) else last))
    return found


def _before_marks(
    reading: Reading, name: str, marks: dict[int, int], window: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """The hits of a category with the first mark that follows within a window, in the same sentence."""
    for hit in reading.found(name):
        end = hit[1]
        after = next((position for position in range(end, end + window) if position in marks), None)
        if after is not None and reading.sentence_of((after, after)) == reading.sentence_of(hit):
            yield hit, after


def _long_lists(reading: Reading) -> list[tuple[int, int]]:
    """Where five or more short items without figures stand joined by commas or the like."""
    found, start, items = [], 0, 0
    words = reading.tokens
    counted = {first for first, _ in reading.found("num")}
    for position in range(1, len(words)):
        if _is_separated(reading, position) or (items and words[position - 1].folded in JOINING):
            long = position - start > LIST_LENGTH or not counted.isdisjoint(range(start, position))
            items, start = 1 if long else items + 1, position
            if items == LIST_LENGTH:
                found.append((position, position + 1))
    return found


def _is_separated(reading: Reading, position: int) -> bool:
    """Whether a comma or the like parts a token from the one before."""
    between = reading.answer[reading.tokens[position - 1].end : reading.tokens[position].start]
    return between not in ("", " ") and not SEPARATORS.isdisjoint(between)


def _counted(reading: Reading, name: str) -> list[tuple[int, int]]:
    """The hits of a category without those that count time: "in ten years, traders" are not ten, nor is
    "every day" a measure."""
    units = word_set(reading.language, "time_units")
    return [
        hit
        for hit in reading.found(name)
        if reading.tokens[hit[0] + 1 if hit[1] - hit[0] > 2 else hit[1] - 1].folded not in units
        and not (hit[1] - hit[0] == 3 and reading.tokens[hit[1] - 1].folded in units)
    ]


def _meant_for_all(reading: Reading) -> list[tuple[int, int]]:
    """The words that aim at everyone, unless denied ("not everyone"), somebody's own words, or torn."""
    denied = {
        position
        for name in ("not_universal", "speech")
        for hit in reading.found(name)
        for position in range(*hit)
    }
    return [
        hit
        for hit in reading.found("universal")
        if denied.isdisjoint(range(*hit)) and not _torn(reading, hit)
    ]


def _speech(reading: Reading) -> list[tuple[int, int]]:
    """The quotations of several words: what people said."""
    starts = [token.start for token in reading.tokens]
    found = []
    for match in _QUOTATION.finditer(reading.answer):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if last - first >= SPEECH_WORDS:
            found.append((first, last))
    return found


def _leave_out_compositions(reading: Reading) -> None:
    """Takes what a thing is made of ("90 % millet") from what may be a result or a price."""
    reading.add("composition", _without(reading.found("composition"), reading.found("share")))
    for name in ("outcome_measure", "pricing"):
        reading.add(name, _without(reading.found(name), reading.found("composition")))


def _leave_out_absent(reading: Reading) -> None:
    """Takes from the rivals what a sentence says is not there yet: it is the own idea, not an alternative."""
    absent = reading.sentence_numbers("absent", in_clause=False)
    if absent:
        found = reading.found("named_alternative")
        reading.add("named_alternative", [hit for hit in found if reading.sentence_of(hit) not in absent])


def _bare_prices(reading: Reading) -> list[tuple[int, int]]:
    """The figures of a hundred and more that stand alone: what they count is not said, so it may be money."""
    counted = {
        position
        for name in ("composition", "quantity", "money")
        for hit in reading.found(name)
        for position in range(*hit)
    }
    return [
        hit
        for hit in reading.found("num")
        if hit[0] not in counted and reading.figure(hit[0]) >= BARE_PRICE and not _counts(reading, hit[0])
    ]


def _counts(reading: Reading, position: int) -> bool:
    """Whether a telling word follows a figure directly: it is counted, as in "120 chairs"."""
    after = position + 1
    return after < len(reading.tokens) and reading.layout.adjacent[after] and reading.informative[after]


def _is_delay(reading: Reading, hit: tuple[int, int]) -> bool:
    """Whether a quantity is a span of time after "in" or "within": when it is ready, not what one gets."""
    units, before = word_set(reading.language, "time_units"), word_set(reading.language, "before_delay")
    timed = any(
        token.folded.rstrip("s") in units or token.folded in units for token in reading.tokens[slice(*hit)]
    )
    return timed and hit[0] > 0 and reading.tokens[hit[0] - 1].folded in before


def _leave_out_own_costs(reading: Reading) -> None:
    """Takes what the business itself pays from what the customer gets: a cost up to the end of its sentence.

    A word of selling or of customers ends it sooner.
    """
    sold = word_set(reading.language, "sold")
    taken: set[int] = set()
    for first, _ in reading.found("own_cost"):
        here = reading.sentence_of((first, first))
        for position in range(first, len(reading.tokens)):
            if reading.sentence_of((position, position)) != here or reading.tokens[position].folded in sold:
                break
            taken.add(position)
    for name in SOLD if taken else ():
        reading.add(name, [hit for hit in reading.found(name) if taken.isdisjoint(range(*hit))])


def _without(hits: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The token ranges that share no token with the others."""
    taken = {position for hit in others for position in range(*hit)}
    return [hit for hit in hits if taken.isdisjoint(range(*hit))]


def _turns(reading: Reading, name: str) -> list[tuple[int, int]]:
    """What a turn of phrase announces, such as the words on others that words on us follow."""
    starts = [token.start for token in reading.tokens]
    spans = [quotation.span for quotation in phrase_matches(reading.answer, "", reading.language, name)]
    return [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans]


def _torn(reading: Reading, hit: tuple[int, int]) -> bool:
    """Whether a phrase runs over a full stop, colon, semicolon or new line."""
    span = reading.span(hit)
    return any(sign in reading.answer[span.start : span.end] for sign in ".:;!?\n")


@lru_cache(maxsize=1024)
def _pain_stems(text: str, language: str) -> frozenset[str]:
    """The stems of the telling words near a pain, without places, people and money; kept, as the text stays.

    All spans of time are one: who loses a day is helped by what takes an hour.
    """
    reading = Reading(text, language)
    other = {position for name in NO_PAIN for hit in reading.found(name) for position in range(*hit)}
    near = {
        position
        for first, last in reading.found("pain")
        for position in range(max(first - PAIN_BEFORE, 0), min(last + PAIN_AFTER, len(reading.tokens)))
        if reading.sentence_of((position, position)) == reading.sentence_of((first, last))
    }
    return frozenset(_topic(reading, position) for position in near - other) - {""}


def _topic(reading: Reading, position: int) -> str:
    """What a token is about: its stem, one word for every measure of time, or nothing."""
    word = reading.tokens[position].folded
    if word in word_set(reading.language, "time_units"):
        return "time"
    told = reading.informative[position] and not reading.is_figure(position)
    return stem(word, reading.language) if told and word not in word_set(reading.language, "amount") else ""


def _shared(reading: Reading, other: str) -> list[tuple[int, int]]:
    """Words of this answer that take up what another step tells of a pain, when at least two do."""
    if not other:
        return []
    theirs = _pain_stems(other, reading.language)
    shared: dict[str, int] = {}
    for position in range(len(reading.tokens)):
        topic = _topic(reading, position)
        if topic in theirs:
            shared.setdefault(topic, position)
    return (
        [(position, position + 1) for position in shared.values()] if len(shared) >= MIN_SHARED_STEMS else []
    )
