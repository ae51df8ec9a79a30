"""Which people an answer names beyond the word lists: trades by their ending, targets, rows of groups."""

from functools import lru_cache
from itertools import pairwise

from coaching.coach.scoring.reading import Reading
from nlp.data_files import word_set
from nlp.lexicon import entry

Hit = tuple[int, int]

GROUP_WINDOW = 7
TARGET_WINDOW = 4
TOLD_APART = 2
ROW_LENGTH = 3
WIDE_AGES = 30
TRADE_LETTERS = 6
AFTER_ALL = 6
SPEAKS_OF_PEOPLE = ("vision", "mission", "clientele")
LISTING = frozenset(
    {",", ";", "/", "·", "•", "et", "ou", "and", "or", ", et", ", and", ", or", "et les", ", les", "et des"}
)


def add_trades(step: str, reading: Reading) -> None:
    """Adds to the groups the people who are named by their trade."""
    if step in SPEAKS_OF_PEOPLE:
        reading.add("group", _told_apart(reading, _with_trades(reading)))


def _told_apart(reading: Reading, groups: list[Hit]) -> list[Hit]:
    """The groups without bare "members" where somebody else is named: « groupements membres » are one."""
    bare = word_set(reading.language, "bare_people")
    informative = [hit for hit in groups if reading.tokens[hit[0]].folded not in bare]
    return informative or groups


def add_groups(step: str, reading: Reading) -> None:
    """Makes the customers of an answer whole: targets join the groups, the own staff and everybody leave."""
    if step == "vision":
        reading.add("group", _living(reading))
    if step == "mission":
        for name in ("group", "group_generic"):
            reading.add(name, _beyond(reading, name, "headcount"))
    if step == "clientele":
        reading.add("group", _with_targets(reading, dict(reading.specific)))
        reading.add("group_who", [hit for hit in reading.found("group_who") if _tells_who(reading, hit)])
        reading.add("situation", _own_situations(reading))
    reading.add("group_row", _rows_of_groups(reading))
    reading.add("wide_age", _wide_ages(reading))


def _living(reading: Reading) -> list[Hit]:
    """The groups without premises: a hotel to be built is nobody whose life changes."""
    premises = word_set(reading.language, "premises")
    return [hit for hit in reading.found("group") if reading.tokens[hit[0]].folded not in premises]


def _beyond(reading: Reading, name: str, other: str) -> list[Hit]:
    """The hits of a category that do not begin inside one of the other category."""
    taken = {position for hit in reading.found(other) for position in range(*hit)}
    return [hit for hit in reading.found(name) if hit[0] not in taken]


def _with_trades(reading: Reading) -> list[Hit]:
    """The groups, with people named by their trade in the plural: « les torréfacteurs », "glaziers"."""
    groups = reading.found("group")
    known = {position for hit in groups for position in range(*hit)}
    trades = [
        (position, position + 1)
        for position, word in reading.content
        if word.informative
        and position not in known
        and _is_trade(reading.tokens[position].folded, reading.language)
        and _is_noun_place(reading, position)
    ]
    return sorted([*groups, *trades]) if trades else groups


@lru_cache(maxsize=4096)
def _is_trade(word: str, language: str) -> bool:
    """Whether a folded word names people by what they do, in the plural, and not any firm would write it."""
    return (
        len(word) >= TRADE_LETTERS
        and word.endswith(tuple(word_set(language, "agent_endings")))
        and word not in word_set(language, "no_agent")
        and not entry(word, language).generic
    )


def _is_noun_place(reading: Reading, position: int) -> bool:
    """Whether a word may be a noun where it stands: in French not right after a word of meaning."""
    return reading.language == "en" or not (
        position and reading.layout.adjacent[position] and reading.informative[position - 1]
    )


def _tells_who(reading: Reading, hit: Hit) -> bool:
    """Whether the head of "people who" tells who they are: « les gens qui » might be anybody."""
    anybody = {position for other in reading.found("group_generic") for position in range(*other)}
    heads = [position for position in range(*hit) if position in anybody]
    return not heads or any(
        reading.informative[position] for position in range(*hit) if position not in anybody
    )


def _own_situations(reading: Reading) -> list[Hit]:
    """The situations without those of everybody: "anyone with a taste" is nobody's."""
    ends = [last for _, last in reading.found("universal")]
    taken = {position for end in ends for position in range(end - 1, end + AFTER_ALL)}
    found = reading.found("situation")
    return [hit for hit in found if hit[0] not in taken] if taken else found


def _with_targets(reading: Reading, specific: dict[int, int]) -> list[Hit]:
    """The groups, with whoever is named after words such as "we serve" and told apart by a further word.

    Both must be words that not any firm would write: "basket menders of the Nièvre", not "passionate minds".
    """
    groups = reading.found("group")
    known = {position for hit in groups for position in range(*hit)}
    found = list(groups)
    for _, last in reading.found("target"):
        near = _named_after(reading, last, specific)
        if near and known.isdisjoint(range(last, near[0] + 1)):
            found.append((near[0], specific[near[0]]))
            known.add(near[0])
    return sorted(found)


def _named_after(reading: Reading, last: int, specific: dict[int, int]) -> list[int]:
    """Where the telling words right after a place stand, two of them in its sentence."""
    aside = {position for hit in reading.found("restrict") for position in range(*hit)}
    anybody = {first for first, _ in reading.found("group_generic")}
    near = [
        position
        for position in range(last, last + GROUP_WINDOW)
        if position in specific and position not in aside
    ]
    fits = (
        len(near) >= TOLD_APART
        and near[0] < last + TARGET_WINDOW
        and near[0] not in anybody
        and all(reading.layout.adjacent[last : near[0] + 1])
        and reading.sentence_of((near[1], near[1])) == reading.sentence_of((last - 1, last))
    )
    return near if fits else []


def _rows_of_groups(reading: Reading) -> list[Hit]:
    """Where three groups stand in a row ("artisans, wine shops and managers"): no choice was made."""
    hits, found, items = reading.found("group"), [], 1
    for one, other in pairwise(hits):
        if other[0] >= one[1]:
            items = items + 1 if _is_listed(reading, one[1], other[0]) else 1
        if items == ROW_LENGTH:
            found.append((one[0], other[1]))
    return found


def _is_listed(reading: Reading, first: int, last: int) -> bool:
    """Whether nothing but a sign or an "and" of a list, and one word before it, stands between two groups."""
    start = (
        first + 1 if first < last and reading.layout.adjacent[first] and reading.informative[first] else first
    )
    between = reading.answer[reading.tokens[start - 1].end : reading.tokens[last].start]
    return between.strip().casefold() in LISTING


def _wide_ages(reading: Reading) -> list[Hit]:
    """Age ranges of thirty years and more, such as "18 to 65": they name nobody."""
    found = []
    for first, last in reading.found("age"):
        ages = [int(token.folded) for token in reading.tokens[first:last] if token.folded.isdecimal()]
        if len(ages) > 1 and max(ages) - min(ages) >= WIDE_AGES:
            found.append((first, last))
    return found
