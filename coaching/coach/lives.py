"""Whose life an answer speaks of: customers and not the speaker, each with what changes for them."""

from coaching.coach.reading import Reading

Hit = tuple[int, int]

NEAR = 10
AIM_REACH = 7
SPEAKER_REACH = 3
TAKEN_FROM_SPEAKER = ("group", "group_who", "staff")
BREAKS = frozenset(";:\n")


def add_lives(reading: Reading) -> None:
    """Takes the speaker out of the groups and adds what the rest of the answer says of them.

    `changed`: a group and, near it, what changes for it. `aim`: "so that" and the like with it.
    `channel` keeps only ways to meet people, not the people themselves.
    """
    told = _speakers(reading) + _qualities(reading)
    for name in TAKEN_FROM_SPEAKER:
        if told and reading.found(name):
            reading.add(name, [hit for hit in reading.found(name) if not _within(hit, told)])
    reading.add("changed", _changed(reading))
    reading.add("aim", _aims(reading))
    if reading.found("channel"):
        reading.add("channel", _ways(reading))


def _within(hit: Hit, others: list[Hit]) -> bool:
    return any(first <= hit[0] < last for first, last in others)


def _speakers(reading: Reading) -> list[Hit]:
    """Where an answer names the owner: "I am a baker", "this young founder wants"."""
    opened = [(last, last + SPEAKER_REACH) for _, last in reading.found("self_named")]
    return opened + reading.found("owner_wants") + reading.found("self_rank")


def _qualities(reading: Reading) -> list[Hit]:
    """Where a people's name only qualifies a thing: "African fashion", « cuisine africaine »."""
    figures = {first for first, _ in reading.found("num")}
    things = {place for place, _ in reading.content} - figures
    beside = -1 if reading.language == "fr" else 1
    return [
        (first, last)
        for first, last in reading.found("nationality")
        if first + beside in things and _is_one_clause(reading, (first, first + beside))
    ]


def _changed(reading: Reading) -> list[Hit]:
    """Each group with the nearest change told in its sentence at most `NEAR` words away."""
    found = []
    changes = reading.found("change")
    for group in reading.found("group"):
        near = [hit for hit in changes if not _within(hit, [group]) and _apart(group, hit) <= NEAR]
        joined = [(min(group[0], hit[0]), max(group[1], hit[1])) for hit in near]
        fitting = [hit for hit in joined if _is_one_clause(reading, hit)]
        if fitting:
            found.append(min(fitting, key=lambda hit: hit[1] - hit[0]))
    return found


def _apart(one: Hit, other: Hit) -> int:
    """How many words stand between two hits."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _aims(reading: Reading) -> list[Hit]:
    """Each word of purpose with the change that it announces."""
    found = []
    for first, last in reading.found("purpose"):
        announced = [end for start, end in reading.found("change") if last <= start < last + AIM_REACH]
        whole = (first, announced[0]) if announced else (first, last)
        if announced and _is_one_clause(reading, whole):
            found.append(whole)
    return found


def _ways(reading: Reading) -> list[Hit]:
    """The ways to meet customers: a shop or a school that is itself the customer is none."""
    people = reading.found("group")
    before = {place for _, last in reading.found("meeting_at") for place in (last, last + 1)}
    return [
        hit for hit in reading.found("channel") if hit[0] in before or not _within(hit, people)
    ]  # fmt: skip


def _is_one_clause(reading: Reading, hit: Hit) -> bool:
    """Whether the words from the first to the last of a pair stand in one sentence without a semicolon."""
    first, last = min(hit), max(hit) - 1 if hit[0] < hit[1] else max(hit)
    if reading.sentence_of((first, first)) != reading.sentence_of((last, last)):
        return False
    between = reading.answer[reading.tokens[first].end : reading.tokens[last].start]
    return BREAKS.isdisjoint(between)
