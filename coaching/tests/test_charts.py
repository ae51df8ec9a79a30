"""The radar of the five steps."""

from coaching.charts import radar_points


def test_full_scores_touch_the_outer_web() -> None:
    assert radar_points([100] * 5) == "160.0,40.0 248.4,104.3 214.7,208.2 105.3,208.2 71.6,104.3"


def test_scores_of_nothing_meet_in_the_centre() -> None:
    assert set(radar_points([0] * 5).split()) == {"160.0,133.0"}


def test_the_first_axis_points_up() -> None:
    assert radar_points([50, 0, 0, 0, 0]).split()[0] == "160.0,86.5"
