"""Which groups of an answer are customers and not the speaker, and what the business changes for them."""

from bisect import bisect_left, bisect_right

from coaching.coach.scoring.reading import Reading, TokenRange
from nlp.data_files import suffixes, word_set

#: Windows are counts of tokens.
CHANGE_WINDOW = 10
PURPOSE_WINDOW = 7
PARTICIPLES = {
    "fr": ("é", "ée", "és", "ées", "us", "ues", "ue"),
    "en": ("ed", "sewn", "woven", "grown", "made"),
}
BEFORE_OWN_STAFF = frozenset({"nos", "notre", "mes", "our", "my", "avec", "with"})


def add_outcomes(step: str, reading: Reading) -> None:
    """Exclude the speaker from the groups, then add what the step says about the other groups.

    A vision gets "changed", a group with the change near it; a mission its parts (see `_add_mission`); a
    clientele its situations, channels and sizes.
    """
    _exclude_speaker(reading)
    if step == "vision":
        reading.add("changed", _near_groups(reading, "change"))
        reading.keep("finish", lambda hit: not _counts_time(reading, hit))
    if step == "mission":
        _add_mission(reading)
    if step == "clientele":
        _add_clientele(reading)


def _add_clientele(reading: Reading) -> None:
    """Extend the situations, and keep the sizes of groups, and the channels that are no group themselves.

    A school is a channel only if one meets people there.
    """
    reading.add("situation", [_whole_situation(reading, hit) for hit in reading.found("situation")])
    people = reading.covered("group")
    meeting = {position for _, end in reading.found("meeting_at") for position in (end, end + 1)}
    reading.keep("channel", lambda hit: hit[0] in meeting or hit[0] not in people)
    starts = {start for name in ("group", "group_generic") for start, _ in reading.found(name)}
    reading.keep("size", lambda hit: not starts.isdisjoint(range(hit[0] + 1, hit[1] + 3)))
    reading.keep("size", lambda hit: not _counts_time(reading, hit))


def _counts_time(reading: Reading, hit: TokenRange) -> bool:
    """Return whether a figure counts time: the ten of "in ten years, traders" is no number of traders."""
    start, end = hit
    first = min(start + 1, end - 1)
    counted = reading.folded[first : end if end - start == 3 else first + 1]
    return not word_set(reading.language, "time_units").isdisjoint(counted)


def _exclude_speaker(reading: Reading) -> None:
    """Drop groups that are the speaker or a mere adjective, and places that are an adjective."""
    adjectives = _adjectival_nationalities(reading)
    reading.drop("place", {start for start, _ in adjectives})
    excluded = {position for hit in _speakers(reading) + adjectives for position in range(*hit)}
    for name in ("group", "group_who", "staff"):
        reading.keep(name, lambda hit: hit[0] not in excluded)


def _add_mission(reading: Reading) -> None:
    """Add "helped" (a group with the help near it) and "aim", and reduce the other parts of a mission."""
    reading.add("helped", _near_groups(reading, "helps"))
    reading.add("mission_is", reading.found("mission_is") + _opening_infinitive(reading))
    reading.add("aim", _purposes(reading))
    for name in ("offer_verb", "present_verb"):
        reading.keep(name, lambda hit: hit[1] > hit[0] + 1 or not _is_participle_or_noun(reading, hit[0]))
    ways, people, words = reading.covered("how"), reading.covered("group"), reading.folded
    reading.keep("product", lambda hit: hit[0] not in ways)
    reading.keep("staff", lambda hit: hit[0] not in people or words[max(hit[0] - 1, 0)] in BEFORE_OWN_STAFF)
    lacks = word_set(reading.language, "lacks")
    reading.keep("comparative", lambda hit: words[hit[0]] not in lacks and words[hit[1] - 1] != "de")
    reading.keep("comparative", lambda hit: not reading.is_figure(hit[0]))


def _speakers(reading: Reading) -> list[TokenRange]:
    """Return where an answer speaks of its owner, or of a place: "I am a baker", "near the school"."""
    introductions = reading.found("self_named") + reading.found("location")
    introduced = [(end, end + 3) for _, end in introductions]
    business = [hit for hit in reading.found("self_org") if reading.opens_sentence(hit[0])]
    return introduced + business + reading.found("owner_wants") + reading.found("self_rank")


def _adjectival_nationalities(reading: Reading) -> list[TokenRange]:
    """Return the nationalities that qualify a thing: "African and Asian fashion", « cuisine africaine »."""
    things = {position for position, _ in reading.content} - {start for start, _ in reading.found("num")}
    return [
        (start, end)
        for start, end in reading.found("nationality")
        if (reading.language == "fr" or not reading.folded[start].endswith("s"))
        and (noun := _qualified_position(reading, start)) in things
        and _is_one_clause(reading, start, noun - (noun > start))
    ]


def _qualified_position(reading: Reading, position: int) -> int:
    """Return where the noun of an adjective would be: before it in French, after it in English.

    A conjunction in between is skipped. The position may lie outside the text.
    """
    step = -1 if reading.language == "fr" else 1
    near = position + step
    is_joined = 0 <= near < len(reading.tokens) and reading.folded[near] in ("et", "ou", "and", "or")
    return near + step if is_joined else near


def _near_groups(reading: Reading, name: str) -> list[TokenRange]:
    """Return each group extended over the nearest hit of a category in its clause and window."""
    others = sorted(reading.found(name))
    starts = [start for start, _ in others]
    found = []
    for group in reading.found("group"):
        near = others[
            bisect_left(starts, group[0] - CHANGE_WINDOW) : bisect_right(starts, group[1] + CHANGE_WINDOW)
        ]
        joined = [
            (min(group[0], hit[0]), max(group[1], hit[1])) for hit in near if hit[0] not in range(*group)
        ]
        fitting = [(start, end) for start, end in joined if _is_one_clause(reading, start, end - 1)]
        if fitting:
            found.append(min(fitting, key=lambda hit: hit[1] - hit[0]))
    return found


def _opening_infinitive(reading: Reading) -> list[TokenRange]:
    """Return the beginning of an answer that opens with an infinitive: "To help...", « Aider... »."""
    first = reading.folded[0] if reading.folded else ""
    if reading.language == "en":
        return [(0, 1)] if first == "to" else []
    return [(0, 0)] if first.endswith(("er", "ir", "re")) else []


def _purposes(reading: Reading) -> list[TokenRange]:
    """Return each purpose with the change that it announces, and each "so that" with what follows it.

    "Our mission is to" is a purpose only if help follows: "is to run a workshop" is an activity.
    """
    found = _extended(reading, "purpose", "change") + _extended(reading, "mission_is", "helps")
    for start, end in reading.found("so_that"):
        after = min(end + PURPOSE_WINDOW, len(reading.tokens))
        if after - end >= 3 and _is_one_clause(reading, start, after - 1):
            found.append((start, after))
    return sorted(found)


def _extended(reading: Reading, opening: str, name: str) -> list[TokenRange]:
    """Return the hits of one category, each extended over the first hit of another one in its window."""
    ends = dict(sorted(reading.found(name), reverse=True))
    found = []
    for start, last in reading.found(opening):
        end = next((ends[index] for index in range(last, last + PURPOSE_WINDOW) if index in ends), 0)
        if end and _is_one_clause(reading, start, end - 1):
            found.append((start, end))
    return found


def _is_participle_or_noun(reading: Reading, position: int) -> bool:
    """Return whether a word is built like a participle or a noun: "woven cloth" does not say who weaves."""
    return reading.tokens[position].text.lower().endswith(PARTICIPLES[reading.language]) or reading.folded[
        position
    ].endswith(suffixes(reading.language, "no_act_endings"))


def _whole_situation(reading: Reading, hit: TokenRange) -> TokenRange:
    """Return a situation extended over the informative words that follow: "with a cracked screen"."""
    start, last = hit
    size, adjacent = len(reading.tokens), reading.layout.adjacent
    window = range(last, min(last + 3, size))
    after = next((position for position in window if reading.informative[position]), size)
    if after == size or not all(adjacent[last : after + 1]):
        return hit
    end, limit = after + 1, min(size, after + 6)
    while end < limit and adjacent[end] and (reading.informative[end] or _joins_figures(reading, end)):
        end += 1
    return start, reading.layout.ends[end - 1]


def _joins_figures(reading: Reading, position: int) -> bool:
    """Return whether a word stands between two figures, as in "2 to 10"."""
    neighbours = [at for at in (position - 1, position + 1) if at < len(reading.tokens)]
    return [reading.is_figure(at) for at in neighbours] == [True, True]


def _is_one_clause(reading: Reading, position: int, other: int) -> bool:
    """Return whether two tokens stand in one sentence without a semicolon, colon or line break between."""
    first, last = min(position, other), max(position, other)
    between = reading.answer[reading.tokens[first].end : reading.tokens[last].start]
    return reading.share_sentence(first, last) and {*";:\n"}.isdisjoint(between)
