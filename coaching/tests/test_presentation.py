"""Marked answers and the radar chart."""

from coaching.coach import CriterionResult
from coaching.presentation import Segment, radar_points, render_segments, segments
from nlp.text import Span


def criterion(*spans: tuple[int, int], key: str = "") -> CriterionResult:
    return CriterionResult(
        key=key,
        label="",
        weight=1,
        points=2,
        spans=tuple(Span(*span) for span in spans),
        source="",
        advice="",
        question="",
        quotes=(),
    )


def pieces(text: str, *criteria: CriterionResult) -> list[tuple[str, str | None]]:
    numbers: list[str | None] = [str(number) for number in range(1, len(criteria) + 1)]
    return [(piece.text, piece.number) for piece in segments(text, criteria, numbers)]


def test_words_without_a_point_stay_plain() -> None:
    assert pieces("abc def ghi", criterion((4, 7))) == [("abc ", None), ("def", "1"), (" ghi", None)]


def test_a_span_inside_another_one_shows() -> None:
    assert pieces("abcdef", criterion((0, 6)), criterion((2, 4))) == [("ab", "1"), ("cd", "2"), ("ef", "1")]


def test_a_single_word_does_not_cut_a_price_in_pieces() -> None:
    words = criterion((0, 3), (8, 12), key="own_words")
    cut = pieces("GHS 800 loaf", criterion((0, 12)), words)
    assert cut == [("GHS 800 loaf", "1")]


def test_spans_that_cross_lose_no_letter() -> None:
    cut = pieces("abcdef", criterion((0, 4)), criterion((2, 6)))
    assert "".join(text for text, _number in cut) == "abcdef"
    assert {number for _text, number in cut} == {"1", "2"}


def test_a_link_word_that_a_quote_leaves_over_stays_plain() -> None:
    cut = pieces("une caisse à 400 F", criterion((11, 18)), criterion((13, 18)))
    assert ("à", None) in cut
    assert ("400 F", "2") in cut


def test_a_span_beyond_the_text_is_cut_off() -> None:
    assert pieces("abc", criterion((1, 99), (50, 60))) == [("a", None), ("bc", "1")]


def test_an_answer_without_points_is_one_piece() -> None:
    assert pieces("abc", criterion()) == [("abc", None)]
    assert pieces("", criterion((0, 2))) == []


def test_the_space_between_two_points_belongs_to_none() -> None:
    cut = pieces("abc def ghi", criterion((0, 7)), criterion((4, 7)))
    assert cut == [("abc", "1"), (" ", None), ("def", "2"), (" ghi", None)]


def test_a_space_inside_a_quote_keeps_its_mark() -> None:
    assert pieces("abc def", criterion((0, 7))) == [("abc def", "1")]


def test_marked_words_are_text_and_lead_to_their_criterion() -> None:
    html = render_segments([Segment("<b> & ", None), Segment("<i>", "2")])
    assert html.startswith("&lt;b&gt; &amp; <mark>&lt;i&gt;<sup>")
    assert 'href="#criterion-2"' in html


def test_full_scores_touch_the_outer_web() -> None:
    assert radar_points([100] * 5) == "160.0,40.0 248.4,104.3 214.7,208.2 105.3,208.2 71.6,104.3"


def test_scores_of_nothing_meet_in_the_centre() -> None:
    assert set(radar_points([0] * 5).split()) == {"160.0,133.0"}


def test_the_first_axis_points_up() -> None:
    assert radar_points([50, 0, 0, 0, 0]).split()[0] == "160.0,86.5"
