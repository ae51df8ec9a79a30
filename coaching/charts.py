"""Shapes drawn from scores."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

_CENTRE: Final = (160.0, 133.0)
_RADIUS: Final = 93.0


def radar_points(scores: Sequence[int]) -> str:
    """Return the polygon of scores (0-100 each) for `components/radar.html`, first axis up, then clockwise.

    Axis i of n stands at i/n of a turn; its point lies at 93 * score / 100 from the centre (160, 133).
    """
    points = []
    for axis, score in enumerate(scores):
        angle, radius = 2 * pi * axis / len(scores), _RADIUS * score / 100
        points.append(f"{_CENTRE[0] + radius * sin(angle):.1f},{_CENTRE[1] - radius * cos(angle):.1f}")
    return " ".join(points)
