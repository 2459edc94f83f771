"""Axis ticks and rounding of coordinates, shared by the charts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    anchor: str = "mid"

    @property
    def text_x(self):
        return rounded(self.x + 5)


def rounded(number):
    return round(float(number), 1)
