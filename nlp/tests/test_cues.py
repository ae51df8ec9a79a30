"""Cues are found at their position, within one sentence, and gaps have their limit."""

from nlp.cues import CueMatcher, Hits

CUES = CueMatcher({"horizon": "within _3 years, by <year>", "care": "car*, *ness|tender love"})


def found(text: str, kinds: dict[str, str] | None = None, sentences: list[int] | None = None) -> Hits:
    words = text.split()
    classes = [(kinds or {}).get(word, "") for word in words]
    return CUES.find(words, classes, sentences or [0] * len(words), [False] * len(words))


def test_a_gap_in_a_cue_has_its_limit() -> None:
    assert found("within the next ten years") == {"horizon": [(0, 5)]}
    assert found("within the next happy sunny warm bright years") == {}


def test_an_element_may_be_a_beginning_an_ending_or_a_class() -> None:
    assert found("we care with kindness love") == {"care": [(1, 2), (3, 5)]}
    assert found("by 2035", {"2035": "year"}) == {"horizon": [(0, 2)]}


def test_no_cue_runs_on_into_the_next_sentence() -> None:
    assert found("tender love", sentences=[0, 1]) == {}


def test_a_skipped_word_begins_no_cue() -> None:
    assert CUES.find(["care"], [""], [0], [True]) == {}
