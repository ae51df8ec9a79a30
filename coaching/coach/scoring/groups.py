"""Which people an answer names beyond the word lists: by their trade, as a target, as rows of groups."""

from functools import lru_cache
from itertools import pairwise

from coaching.coach.scoring.reading import Reading, TokenRange
from nlp.data_files import suffixes, word_set
from nlp.lexicon import entry

#: How many tokens after a group what qualifies it may stand.
GROUP_WINDOW = 7
LIST_SEPARATORS = frozenset(
    {",", ";", "/", "·", "•", "et", "ou", "and", "or", ", et", ", and", ", or", "et les", ", les", "et des"}
)


def add_trades(step: str, reading: Reading) -> None:
    """Add the people who are named by their trade to the groups of an answer.

    Words such as "members" stay a group only where no other group is named.
    """
    if step in ("vision", "mission", "clientele"):
        groups, bare = _with_trades(reading), word_set(reading.language, "generic_people")
        reading.add("group", [hit for hit in groups if reading.folded[hit[0]] not in bare] or groups)


def add_groups(step: str, reading: Reading) -> None:
    """Add targets to the groups, drop premises and own staff, and find rows of groups and wide ages."""
    if step == "vision":
        premises = word_set(reading.language, "premises")
        reading.keep("group", lambda hit: reading.folded[hit[0]] not in premises)
    if step == "mission":
        staff = reading.covered("headcount")
        for name in ("group", "group_generic"):
            reading.keep(name, lambda hit: hit[0] not in staff)
    if step == "clientele":
        reading.add("group", _with_targets(reading, dict(reading.specific)))
        generic_people = reading.covered("group_generic")
        reading.keep("group_who", lambda hit: _is_specific(reading, hit, generic_people))
        universal = reading.found("universal")
        after_universal = {at for _, end in universal for at in range(end - 1, end + 6)}
        reading.keep("situation", lambda hit: hit[0] not in after_universal)
    reading.add("group_row", _rows_of_groups(reading))
    reading.add("wide_age", [hit for hit in reading.found("age") if _is_wide_age(reading, hit)])


def _with_trades(reading: Reading) -> list[TokenRange]:
    """Return the groups, and the people named by a trade in the plural: « les torréfacteurs », "glaziers"."""
    groups, known = reading.found("group"), reading.covered("group")
    trades = [
        (position, position + 1)
        for position, word in reading.content
        if word.informative
        and position not in known
        and _is_trade(reading.folded[position], reading.language)
        and _may_be_noun(reading, position)
    ]
    return sorted([*groups, *trades])


@lru_cache(maxsize=4096)
def _is_trade(word: str, language: str) -> bool:
    """Return whether a folded word has the ending of a trade in the plural and is not generic."""
    return (
        len(word) >= 6
        and word.endswith(suffixes(language, "agent_endings"))
        and word not in word_set(language, "no_agent")
        and not entry(word, language).generic
    )


def _may_be_noun(reading: Reading, position: int) -> bool:
    """Return whether a word may be a noun: in French, no informative word directly precedes it."""
    return reading.language == "en" or not (
        position and reading.layout.adjacent[position] and reading.informative[position - 1]
    )


def _is_specific(reading: Reading, hit: TokenRange, generic_people: set[int]) -> bool:
    """Return whether "people who..." says which people: a generic head needs an informative word with it."""
    qualifiers = [at for at in range(*hit) if at not in generic_people]
    is_generic = len(qualifiers) < hit[1] - hit[0]
    return not is_generic or any(reading.informative[position] for position in qualifiers)


def _with_targets(reading: Reading, specific: dict[int, int]) -> list[TokenRange]:
    """Return the groups, and those named after words such as "we serve" with a word that qualifies them.

    Both words must be specific: "basket menders of the Nièvre" is a group, "passionate minds" is not.
    """
    known = reading.covered("group")
    found = list(reading.found("group"))
    for _, end in reading.found("target"):
        near = _target_words(reading, end, specific)
        if near and known.isdisjoint(range(end, near[0] + 1)):
            found.append((near[0], specific[near[0]]))
            known.add(near[0])
    return sorted(found)


def _target_words(reading: Reading, end: int, specific: dict[int, int]) -> list[int]:
    """Return the positions of the specific words after a target phrase; none without two in its sentence."""
    restrictions = reading.covered("restrict")
    generic_people = {start for start, _ in reading.found("group_generic")}
    near = [at for at in range(end, end + GROUP_WINDOW) if at in specific and at not in restrictions]
    fits = (
        len(near) > 1
        and near[0] < end + 4
        and near[0] not in generic_people
        and all(reading.layout.adjacent[end : near[0] + 1])
        and reading.share_sentence(near[1], end - 1)
    )
    return near if fits else []


def _rows_of_groups(reading: Reading) -> list[TokenRange]:
    """Return where three groups are listed in a row, as in "artisans, wine shops and managers"."""
    found, items = [], 1
    for one, other in pairwise(reading.found("group")):
        if other[0] >= one[1]:
            items = items + 1 if _are_listed(reading, one[1], other[0]) else 1
        if items == 3:
            found.append((one[0], other[1]))
    return found


def _are_listed(reading: Reading, end: int, start: int) -> bool:
    """Return whether only a list separator stands between two groups, after at most one informative word."""
    has_qualifier = end < start and reading.layout.adjacent[end] and reading.informative[end]
    last = reading.tokens[end if has_qualifier else end - 1]
    return reading.answer[last.end : reading.tokens[start].start].strip().casefold() in LIST_SEPARATORS


def _is_wide_age(reading: Reading, hit: TokenRange) -> bool:
    """Return whether an age range covers thirty years or more, such as "18 to 65"."""
    ages = [int(word) for word in reading.folded[slice(*hit)] if word.isdecimal()]
    return len(ages) > 1 and max(ages) - min(ages) >= 30
