"""What a reader takes as evidence: a cue with the thing that it speaks of, and words that can be pictured.

A lone verb, adjective or participle says nothing yet: "certified" needs its "by the council", "instead of"
its rival.
"""

from collections.abc import Iterable
from functools import lru_cache

from coaching.coach.scoring.reading import Reading
from nlp.data_files import word_set
from nlp.quotations import tokens_cached

AFTER, BEFORE = 5, 3
BACK = 3
RUN = 3
FORWARD = frozenset({"outcome", "purpose", "named_alternative"})
OURS = frozenset({"comparative", "proof", "outcome", "num"})
OPENING = 3
DENIED = 2
NOBODYS = ("cliche", "owner_wants")
PICTURED = ("product", "place", "group", "name")
CLAIMS = {
    "mission": ("how", "self_concept"),
    "clientele": ("job",),
    "differentiation": (
        "comparative",
        "proof",
        "outcome",
        "defensible",
        "pain",
        "named_alternative",
    ),
    "offre": ("outcome", "purpose", "pain", "risk_reversal", "terms"),
}


def claims(reading: Reading, name: str) -> list[tuple[int, int]]:
    """The hits of a category that stand with a figure, a name or a telling word, stretched over it.

    The other word stands in the same stretch between signs, up to five words after or three before the hit
    (for a verb only after it),
    and is no lone hit of the category itself: "certified, tested and approved" says nothing three times.
    """
    hits = _largest(reading.found(name))
    lone = {first for first, last in hits if last == first + 1 and not reading.is_exact(first)}
    back = 0 if name in FORWARD else BEFORE
    found = (_with_company(reading, hit, lone, back) for hit in hits)
    return [whole for whole in found if whole]


def _largest(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The hits that do not lie within another one, each once."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(set(hits), key=lambda hit: (hit[0], -hit[1])):
        if not kept or last > kept[-1][1]:
            kept.append((first, last))
    return kept


def _with_company(
    reading: Reading, hit: tuple[int, int], lone: set[int], back: int
) -> tuple[int, int] | None:
    """A hit of several words that tells something itself, or with the telling word near it; else None."""
    first, last = hit
    if reading.is_exact(first) or (last > first + 1 and any(reading.informative[first:last])):
        return hit
    after = _first_telling(reading, range(last, min(last + AFTER, len(reading.informative))), lone)
    if after is not None:
        return first, _run_end(reading, after)
    before = _first_telling(reading, range(first - 1, max(first - back, 0) - 1, -1), lone)
    return None if before is None else (before, last)


def _first_telling(reading: Reading, positions: range, lone: set[int]) -> int | None:
    """The first place in a range, away from a hit, that tells something, before any sign or new subject."""
    new = word_set(reading.language, "new_subject")
    for position in positions:
        adjacent = reading.layout.adjacent[position if positions.step > 0 else position + 1]
        if not adjacent or reading.tokens[position].folded in new:
            return None
        if reading.informative[position] and position not in lone:
            return position
    return None


def _run_end(reading: Reading, position: int) -> int:
    """One past the last of the words of meaning that follow each other from a telling one on."""
    after = range(position + 1, min(position + 1 + RUN, len(reading.informative)))
    quotable, adjacent = reading.layout.quotable, reading.layout.adjacent
    stop = (at for at in after if not (quotable[at] and adjacent[at]))
    return next(stop, after.stop)


def concrete(reading: Reading, business_name: str) -> list[tuple[int, int]]:
    """The distinct words that not any firm would write and that name something: a thing, a place, a person.

    A noun is known by its list (products, places, people, names) or by the article, preposition or figure
    before it; a word that is built like a verb is none. The business's own name tells nothing of it.
    """
    listed, worn = _covered(reading, PICTURED), _covered(reading, NOBODYS)
    units = word_set(reading.language, "time_units")
    own = {token.text for token in tokens_cached(business_name, reading.language)}
    return [
        (position, end)
        for position, end in reading.specific
        if position not in worn
        and reading.tokens[position].folded not in units
        and reading.tokens[position].text not in own
        and (position in listed or _is_noun(reading, position))
    ]


def _covered(reading: Reading, names: Iterable[str]) -> set[int]:
    """The places of all tokens that stand in a hit of some categories."""
    return {position for name in names for hit in reading.found(name) for position in range(*hit)}


def _is_noun(reading: Reading, position: int) -> bool:
    """Whether an article, preposition or figure announces a word, over up to two other words of meaning."""
    before, adjacent = word_set(reading.language, "noun_before"), reading.layout.adjacent
    for at in range(position, max(position - BACK, 0) - 1, -1):
        word = reading.tokens[at].folded
        if at < position and (word in before or reading.is_figure(at)):
            return True
        if not reading.informative[at] or not adjacent[at] or _is_verb(word, reading.language):
            return False
    return False


def _is_verb(word: str, language: str) -> bool:
    """Whether a folded word is built like a verb, or is one that is not built so."""
    return word in word_set(language, "no_noun") or word.endswith(_verb_endings(language))


@lru_cache(maxsize=2)
def _verb_endings(language: str) -> tuple[str, ...]:
    return tuple(word_set(language, "verb_endings"))


def _of_others(reading: Reading) -> set[int]:
    """The sentences that open with an alternative and leave the business out: what they tell is theirs."""
    named = (*reading.found("named_alternative"), *reading.found("rival"))
    opened = {reading.sentence_of(hit) for hit in named if _opens(reading, hit)}
    if not opened:
        return opened
    own = word_set(reading.language, "ourselves")
    ours = {reading.sentence_of((at, at)) for at, token in enumerate(reading.tokens) if token.folded in own}
    return opened - ours


def _opens(reading: Reading, hit: tuple[int, int]) -> bool:
    """Whether a token range begins among the first words of its sentence."""
    before = hit[0] - OPENING
    return before < 0 or reading.sentence_of((before, before)) != reading.sentence_of(hit)


def _is_named(reading: Reading, hit: tuple[int, int]) -> bool:
    """Whether a lone word is a noun spelled like a verb: "with the help of"."""
    first, last = hit
    marks = word_set(reading.language, "noun_marks")
    return last == first + 1 and first > 0 and reading.tokens[first - 1].folded in marks


def _is_denied(reading: Reading, hit: tuple[int, int]) -> bool:
    """Whether what a token range tells is told of nobody: "that nobody can buy"."""
    before = reading.tokens[max(hit[0] - DENIED, 0) : hit[0]]
    return not word_set(reading.language, "denies").isdisjoint(token.folded for token in before)


def sides(reading: Reading) -> list[tuple[int, int]]:
    """What is told of others right before a sentence that opens with the business, each up to that sentence.

    "Their bread comes by lorry. Ours is of this morning." Both sides tell something, and the first does not
    speak of the business.
    """
    own = word_set(reading.language, "ourselves")
    ours = [token.folded in own for token in reading.tokens]
    starts = [0, *reading.part_starts, len(ours)]
    return [
        (before, start)
        for before, start, end in zip(starts, starts[1:], starts[2:], strict=False)
        if any(ours[start : start + 2])
        and not any(ours[before:start])
        and _both_tell(reading, before, start, end)
    ]


def set_beside(reading: Reading, side: tuple[int, int]) -> bool:
    """Whether the sentence after what is told of others sets the business beside them: "ours", "with us"."""
    beside = word_set(reading.language, "ours_beside")
    first, second = (token.folded for token in reading.tokens[side[1] : side[1] + 2])
    return second in beside or (first in beside and first not in word_set(reading.language, "noun_before"))


def _both_tell(reading: Reading, before: int, start: int, end: int) -> bool:
    """Whether two neighbouring parts say something: two telling words of others, one of the business."""
    return sum(reading.informative[before:start]) > 1 and any(reading.informative[start:end])


def add_evidence(step: str, reading: Reading, business_name: str) -> None:
    """Leaves of a step's claims those that say something, and adds the words that can be pictured."""
    if reading.found("outcome"):
        reading.add("outcome", [hit for hit in reading.found("outcome") if not _is_named(reading, hit)])
    for name in CLAIMS.get(step, ()):
        reading.add(name, claims(reading, name))
    if reading.found("outcome"):
        reading.add("outcome", [hit for hit in reading.found("outcome") if not _is_denied(reading, hit)])
    if step == "differentiation":
        theirs = _of_others(reading) | reading.sentence_numbers("none_yet", in_clause=False)
        for name in OURS:
            reading.add(name, [hit for hit in reading.found(name) if reading.sentence_of(hit) not in theirs])
    reading.add("concrete", concrete(reading, business_name))
