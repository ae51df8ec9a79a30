"""Whose life an answer speaks of: customers and not the speaker, each with what changes for them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from coaching.coach.scoring.reading import Reading
from nlp.data_files import word_set

Hit = tuple[int, int]

NEAR = 10
AIM_REACH = 7
AIM_LEAST = 3
CROWD_REACH = 3
WHOLE_REACH, WHOLE_LENGTH = 3, 6
SPEAKER_REACH = 3
TAKEN_FROM_SPEAKER = ("group", "group_who", "staff")
ACTS = ("offer_verb", "present_verb")
BREAKS = frozenset(";:\n")
PARTICIPLES = {
    "fr": ("é", "ée", "és", "ées", "us", "ues", "ue"),
    "en": ("ed", "sewn", "woven", "grown", "made"),
}
AND = frozenset({"et", "ou", "and", "or"})
INFINITIVES = ("er", "ir", "re")
OWN = frozenset({"nos", "notre", "mes", "our", "my", "avec", "with"})


def add_lives(step: str, reading: Reading) -> None:
    """Takes the speaker out of the groups and adds what the rest of the answer says of them.

    `changed`: a group and, near it, what changes for it. `aim`: "so that" and the like with it.
    `channel` keeps only ways to meet people, not the people themselves.
    """
    _take_out_speaker(reading)
    if step == "vision":
        reading.add("changed", _near_groups(reading, "change"))
    if step == "mission":
        _add_work(reading)
    if step == "clientele":
        reading.add("situation", [_whole(reading, hit) for hit in reading.found("situation")])
        reading.add("channel", _ways(reading))
        reading.add("size", _crowds(reading))


def _take_out_speaker(reading: Reading) -> None:
    """Takes who speaks, and what they call themselves, out of the groups; a quality is no place either."""
    qualities = _qualities(reading)
    told = _speakers(reading) + qualities
    if qualities and reading.found("place"):
        names = {first for first, _ in qualities}
        reading.add("place", [hit for hit in reading.found("place") if names.isdisjoint(range(*hit))])
    for name in TAKEN_FROM_SPEAKER:
        if told and reading.found(name):
            reading.add(name, _outside(reading.found(name), told))


def _add_work(reading: Reading) -> None:
    """Adds what a mission says that the business does, for whom and to what end."""
    reading.add("helped", _near_groups(reading, "helps"))
    reading.add("mission_is", reading.found("mission_is") + _bare_openings(reading))
    reading.add("aim", _aims(reading))
    for name in ACTS:
        reading.add(name, _acts(reading, name))
    reading.add("product", _things(reading))
    reading.add("staff", _own_staff(reading))
    reading.add("comparative", _strengths(reading))


def _places(hits: Iterable[Hit]) -> set[int]:
    """Every token that a hit covers."""
    return {position for hit in hits for position in range(*hit)}


def _outside(hits: list[Hit], others: list[Hit]) -> list[Hit]:
    """The hits that do not begin inside one of the others."""
    taken = _places(others)
    return [hit for hit in hits if hit[0] not in taken]


def _speakers(reading: Reading) -> list[Hit]:
    """Where an answer names its owner or a place: "I am a baker", "this founder wants", "near the school"."""
    openings = reading.found("self_named") + reading.found("standing")
    opened = [(last, last + SPEAKER_REACH) for _, last in openings]
    heads = [hit for hit in reading.found("self_org") if reading.opens_sentence(hit)]
    return opened + heads + reading.found("owner_wants") + reading.found("self_rank")


def _qualities(reading: Reading) -> list[Hit]:
    """Where a people's name only qualifies a thing: "African and Asian fashion", « cuisine africaine »."""
    figures = {first for first, _ in reading.found("num")}
    things = {position for position, _ in reading.content} - figures
    return [
        (first, last)
        for first, last in reading.found("nationality")
        if (reading.language == "fr" or not reading.tokens[first].folded.endswith("s"))
        and _beside(reading, first) in things
        and _is_one_clause(reading, (first, _beside(reading, first)))
    ]


def _beside(reading: Reading, position: int) -> int:
    """Where the thing of a quality stands: before it in French, after it in English, over an "and"."""
    step = -1 if reading.language == "fr" else 1
    near, size = position + step, len(reading.tokens)
    joined = 0 <= near < size and reading.tokens[near].folded in AND
    return near + step if joined else near


def _near_groups(reading: Reading, name: str) -> list[Hit]:
    """Each group with the nearest hit of a category in its sentence at most `NEAR` words away."""
    others = sorted(reading.found(name))
    starts = [first for first, _ in others]
    found = []
    for group in reading.found("group"):
        near = others[bisect_left(starts, group[0] - NEAR) : bisect_right(starts, group[1] + NEAR)]
        joined = [
            (min(group[0], hit[0]), max(group[1], hit[1])) for hit in near if hit[0] not in range(*group)
        ]
        fitting = [hit for hit in joined if _is_one_clause(reading, hit)]
        if fitting:
            found.append(min(fitting, key=lambda hit: hit[1] - hit[0]))
    return found


def _bare_openings(reading: Reading) -> list[Hit]:
    """The head of an answer that begins with its act: "To help...", « Aider... »."""
    if not reading.tokens or reading.language == "en":
        return [(0, 1)] if reading.tokens and reading.tokens[0].folded == "to" else []
    return [(0, 0)] if reading.tokens[0].folded.endswith(INFINITIVES) else []


def _aims(reading: Reading) -> list[Hit]:
    """Each word of purpose with the change that it announces, and each "so that" with what follows.

    "Our mission is to" announces a purpose only when help follows: "is to run a workshop" says what one does.
    """
    found = _announced(reading, "purpose", "change") + _announced(reading, "mission_is", "helps")
    for first, last in reading.found("so_that"):
        end = min(last + AIM_REACH, len(reading.tokens))
        if end - last >= AIM_LEAST and _is_one_clause(reading, (first, end)):
            found.append((first, end))
    return sorted(found)


def _announced(reading: Reading, opening: str, name: str) -> list[Hit]:
    """Each hit of an opening stretched over the first hit of a category within reach."""
    ends = dict(sorted(reading.found(name), reverse=True))
    found = []
    for first, last in reading.found(opening):
        end = next((ends[position] for position in range(last, last + AIM_REACH) if position in ends), 0)
        if end and _is_one_clause(reading, (first, end)):
            found.append((first, end))
    return found


def _acts(reading: Reading, name: str) -> list[Hit]:
    """The verbs of a category without lone participles and nouns: "woven cloth" tells of no weaver."""
    passive = PARTICIPLES[reading.language]
    nouns = tuple(word_set(reading.language, "no_act_endings"))
    return [
        (first, last)
        for first, last in reading.found(name)
        if last > first + 1
        or not (
            reading.tokens[first].text.lower().endswith(passive)
            or reading.tokens[first].folded.endswith(nouns)
        )
    ]


def _things(reading: Reading) -> list[Hit]:
    """The products without what is only the way of bringing them: "by bike" sells no bike."""
    return _outside(reading.found("product"), reading.found("how"))


def _strengths(reading: Reading) -> list[Hit]:
    """What is done better: no lack ("without access"), no bare figure and no « plus de » before a noun."""
    lacks = word_set(reading.language, "lacks")
    return [
        (first, last)
        for first, last in reading.found("comparative")
        if reading.tokens[first].folded not in lacks
        and reading.tokens[last - 1].folded != "de"
        and not reading.is_figure(first)
    ]


def _own_staff(reading: Reading) -> list[Hit]:
    """The people one works with: not the customers, unless they are called one's own."""
    people = _places(reading.found("group"))
    return [
        hit
        for hit in reading.found("staff")
        if hit[0] not in people or reading.tokens[max(hit[0] - 1, 0)].folded in OWN
    ]


def _whole(reading: Reading, hit: Hit) -> Hit:
    """A hit with the telling words that follow it: "with a cracked screen" rather than "with a"."""
    first, last = hit
    size = len(reading.tokens)
    after = next(
        (
            position
            for position in range(last, min(last + WHOLE_REACH, size))
            if reading.informative[position]
        ),
        size,
    )
    if after == size or not all(reading.layout.adjacent[last : after + 1]):
        return hit
    end, most = after + 1, min(size, after + WHOLE_LENGTH)
    while (
        end < most and reading.layout.adjacent[end] and (reading.informative[end] or _in_range(reading, end))
    ):
        end += 1
    return first, reading.layout.ends[end - 1]


def _in_range(reading: Reading, position: int) -> bool:
    """Whether a word stands between two figures: "2 to 10"."""
    return (
        position + 1 < len(reading.tokens)
        and reading.is_figure(position - 1)
        and reading.is_figure(position + 1)
    )


def _crowds(reading: Reading) -> list[Hit]:
    """The figures that count people: an age or a number of trips is no size of a group."""
    people = {first for name in ("group", "group_generic") for first, _ in reading.found(name)}
    return [
        (first, last)
        for first, last in reading.found("size")
        if not people.isdisjoint(range(first + 1, last + CROWD_REACH))
    ]


def _ways(reading: Reading) -> list[Hit]:
    """The ways to meet customers: a shop or a school that is itself the customer is none."""
    people = _places(reading.found("group"))
    before = {position for _, last in reading.found("meeting_at") for position in (last, last + 1)}
    return [hit for hit in reading.found("channel") if hit[0] in before or hit[0] not in people]


def _is_one_clause(reading: Reading, hit: Hit) -> bool:
    """Whether the words from the first to the last of a pair stand in one sentence without a semicolon."""
    first, last = min(hit), max(hit) - 1 if hit[0] < hit[1] else max(hit)
    if reading.sentence_of((first, first)) != reading.sentence_of((last, last)):
        return False
    between = reading.answer[reading.tokens[first].end : reading.tokens[last].start]
    return BREAKS.isdisjoint(between)
