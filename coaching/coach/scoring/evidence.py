"""Which hits of an answer count as evidence: claims with a concrete detail, and words that name something.

A verb, adjective or participle alone is no evidence: "certified" needs "by the council", "instead of" needs
the alternative.
"""

from itertools import pairwise

from coaching.coach.scoring.reading import PART_BREAKS, Reading, TokenRange
from nlp.data_files import suffixes, word_set
from nlp.quotations import tokens_cached

#: The claims of each step, which count only with a concrete detail.
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


def add_evidence(step: str, reading: Reading, business_name: str) -> None:
    """Reduce the claims of a step to those with a concrete detail, and add the category "concrete"."""
    reading.keep("outcome", lambda hit: not _is_noun_use(reading, hit))
    for name in CLAIMS.get(step, ()):
        reading.add(name, _detailed_claims(reading, name))
    reading.keep("outcome", lambda hit: not _is_negated(reading, hit))
    if step == "differentiation":
        others = _sentences_about_others(reading) | reading.sentences_with("none_yet")
        for name in ("comparative", "proof", "outcome", "num"):
            reading.keep(name, lambda hit: reading.sentence_index[hit[0]] not in others)
    reading.add("concrete", _concrete_words(reading, business_name))


def _detailed_claims(reading: Reading, name: str) -> list[TokenRange]:
    """Return the hits of a category that have a detail beside them, each extended over that detail.

    A detail is a figure, a name or an informative word, without punctuation between it and the claim. It
    stands at most three words before the claim or five after it. A one-word hit of the same category is no
    detail: "certified, tested and approved" counts for nothing.
    """
    hits = _longest(reading.found(name))
    one_word = {start for start, end in hits if end == start + 1 and not reading.is_exact(start)}
    before = 0 if name in ("outcome", "purpose", "named_alternative") else 3
    found = (_with_detail(reading, hit, one_word, before) for hit in hits)
    return [claim for claim in found if claim]


def _longest(hits: list[TokenRange]) -> list[TokenRange]:
    """Return the distinct hits that do not lie within another hit."""
    longest: list[TokenRange] = []
    for start, end in sorted(set(hits), key=lambda hit: (hit[0], -hit[1])):
        if not longest or end > longest[-1][1]:
            longest.append((start, end))
    return longest


def _with_detail(reading: Reading, hit: TokenRange, one_word: set[int], before: int) -> TokenRange | None:
    """Return a hit extended over its detail, the hit itself if it contains one, or None without a detail."""
    start, end = hit
    if reading.is_exact(start) or (end > start + 1 and any(reading.informative[start:end])):
        return hit
    detail = _first_detail(reading, range(end, min(end + 5, len(reading.tokens))), one_word)
    if detail is not None:
        return start, _detail_end(reading, detail)
    detail = _first_detail(reading, range(start - 1, max(start - before, 0) - 1, -1), one_word)
    return None if detail is None else (detail, end)


def _first_detail(reading: Reading, positions: range, one_word: set[int]) -> int | None:
    """Return the first informative position of a range, or None where punctuation or a subject is first."""
    new_subject = word_set(reading.language, "new_subject")
    for position in positions:
        is_adjacent = reading.layout.adjacent[position if positions.step > 0 else position + 1]
        if not is_adjacent or reading.folded[position] in new_subject:
            return None
        if reading.informative[position] and position not in one_word:
            return position
    return None


def _detail_end(reading: Reading, position: int) -> int:
    """Return one past the last of the content words that directly follow the first word of a detail."""
    after = range(position + 1, min(position + 4, len(reading.tokens)))
    quotable, adjacent = reading.layout.quotable, reading.layout.adjacent
    return next((index for index in after if not (quotable[index] and adjacent[index])), after.stop)


def _concrete_words(reading: Reading, business_name: str) -> list[TokenRange]:
    """Return the distinct specific words that name a thing, a place or a person.

    A word is taken for a noun if it is in a list (products, places, people, names) or if an article, a
    preposition or a figure precedes it. Words of the business's own name and units of time do not count.
    """
    listed = reading.covered("product", "place", "group", "name")
    excluded, units = reading.covered("cliche", "owner_wants"), word_set(reading.language, "time_units")
    own_name = {token.text for token in tokens_cached(business_name, reading.language)}
    return [
        (start, end)
        for start, end in reading.specific
        if start not in excluded
        and reading.folded[start] not in units
        and reading.tokens[start].text not in own_name
        and (start in listed or _is_noun(reading, start))
    ]


def _is_noun(reading: Reading, position: int) -> bool:
    """Return whether an article, preposition or figure precedes a word, with at most two words between."""
    verbs, verb_endings = word_set(reading.language, "no_noun"), suffixes(reading.language, "verb_endings")
    for index in range(position, max(position - 3, 0) - 1, -1):
        word = reading.folded[index]
        if index < position and (
            word in word_set(reading.language, "noun_before") or reading.is_figure(index)
        ):
            return True
        may_be_noun = reading.informative[index] and reading.layout.adjacent[index]
        if not may_be_noun or word in verbs or word.endswith(verb_endings):
            return False
    return False


def _sentences_about_others(reading: Reading) -> set[int]:
    """Return the sentences that begin with an alternative and do not mention the business."""
    own, numbers = word_set(reading.language, "own_business"), reading.sentence_index
    begun = {
        numbers[start]
        for start, _ in (*reading.found("named_alternative"), *reading.found("rival"))
        if start < 3 or not reading.share_sentence(start - 3, start)
    }
    return begun - {number for number, word in zip(numbers, reading.folded, strict=True) if word in own}


def _is_noun_use(reading: Reading, hit: TokenRange) -> bool:
    """Return whether a one-word hit is a noun that is spelled like a verb, as in "with the help of"."""
    before = reading.folded[max(hit[0] - 1, 0) : hit[0]]
    return hit[1] == hit[0] + 1 and not word_set(reading.language, "noun_marks").isdisjoint(before)


def _is_negated(reading: Reading, hit: TokenRange) -> bool:
    """Return whether a negative subject directly precedes a hit, as in "that nobody can buy"."""
    before = reading.folded[max(hit[0] - 2, 0) : hit[0]]
    return not word_set(reading.language, "negations").isdisjoint(before)


def compared_parts(reading: Reading) -> list[TokenRange]:
    """Return the parts about others that come right before a part which begins with the business.

    In "Their bread comes by lorry. Ours is of this morning." this is the first sentence. Both parts must be
    informative, and the part about others must not mention the business.
    """
    own = word_set(reading.language, "own_business")
    is_own = [word in own for word in reading.folded]
    between = (reading.answer[one.end : other.start] for one, other in pairwise(reading.tokens))
    breaks = [position for position, gap in enumerate(between, 1) if not PART_BREAKS.isdisjoint(gap)]
    starts = [0, *breaks, len(is_own)]
    return [
        (before, start)
        for before, start, end in zip(starts, starts[1:], starts[2:], strict=False)
        if any(is_own[start : start + 2])
        and not any(is_own[before:start])
        and sum(reading.informative[before:start]) > 1
        and any(reading.informative[start:end])
    ]


def is_explicit_comparison(reading: Reading, part: TokenRange) -> bool:
    """Return whether the sentence after a part about others contrasts the business: "ours", "with us"."""
    contrasting = word_set(reading.language, "own_contrast")
    first, second = reading.folded[part[1] : part[1] + 2]
    return second in contrasting or (
        first in contrasting and first not in word_set(reading.language, "noun_before")
    )
