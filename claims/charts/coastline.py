"""Map projection, and the outlines of countries clipped to a frame."""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from math import cos, radians
from pathlib import Path

from claims.charts.shapes import rounded

DATA = Path(__file__).parent.parent / "data" / "sahel.geojson"
KM_A_DEGREE = 111.2
LENGTHS = (500, 200, 100, 50, 20, 10, 5, 2, 1)
Point = tuple[float, float]


@dataclass(frozen=True)
class Country:
    """A country: its outer rings and the point of its label, in degrees."""

    code: str
    name: str
    label: Point
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Frame:
    """Bounding box in degrees and width in pixels. Equirectangular projection, true to scale at the middle parallel."""

    west: float
    south: float
    east: float
    north: float
    width: int

    @cached_property
    def squeeze(self):
        return cos(radians((self.south + self.north) / 2))

    @cached_property
    def scale(self):
        """Return the pixels per degree of latitude."""
        return self.width / ((self.east - self.west) * self.squeeze)

    @cached_property
    def height(self):
        return round((self.north - self.south) * self.scale)

    def at(self, longitude, latitude):
        """Project a point to pixels."""
        x = (float(longitude) - self.west) * self.squeeze * self.scale
        return rounded(x), rounded((self.north - float(latitude)) * self.scale)

    def holds(self, longitude, latitude):
        return self.west < longitude < self.east and self.south < latitude < self.north

    @property
    def bar(self):
        """Return the scale bar as ``(kilometres, pixels)``, at most a quarter of the width."""
        a_km = self.scale / KM_A_DEGREE
        length = next((km for km in LENGTHS if km * a_km <= self.width / 4), LENGTHS[-1])
        return length, rounded(length * a_km)


def frame_around(points, width, *, least=2.0, margin=0.18):
    """Return a frame around all points, with a margin; at least ``least`` degrees wide and high."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east = _span(longitudes, least, margin)
    south, north = _span(latitudes, least, margin)
    return Frame(west, max(south, -85), east, min(north, 85), width)


def _span(degrees, least, margin):
    low, high = float(min(degrees)), float(max(degrees))
    half = max((high - low) * (0.5 + margin), least / 2)
    return (low + high) / 2 - half, (low + high) / 2 + half


@cache
def countries() -> tuple[Country, ...]:
    """Return the countries of ``DATA``."""
    features = json.loads(DATA.read_text(encoding="utf-8"))["features"]
    return tuple(_country(feature["properties"], feature["geometry"]["coordinates"]) for feature in features)


def _country(about, polygons):
    rings = tuple(tuple((x, y) for x, y in polygon[0]) for polygon in polygons)
    return Country(about["iso"], about["name"], tuple(about["label"]), rings)


def within(frame: Frame, ring: tuple[Point, ...]) -> list[Point]:
    """Clip a ring to a frame (Sutherland–Hodgman); return it in pixels."""
    corners = [((x - frame.west) * frame.squeeze * frame.scale, (frame.north - y) * frame.scale) for x, y in ring]
    for axis, limit, sign in ((0, 0.0, 1), (0, frame.width, -1), (1, 0.0, 1), (1, frame.height, -1)):
        corners = _cut(corners, axis, limit, sign)
    return [(rounded(x), rounded(y)) for x, y in corners]


def _cut(corners, axis, limit, sign):
    kept = []
    for before, corner in zip(corners[-1:] + corners[:-1], corners, strict=True):
        inside, was_inside = ((each[axis] - limit) * sign >= 0 for each in (corner, before))
        if inside != was_inside:
            kept.append(_crossing(before, corner, axis, limit))
        if inside:
            kept.append(corner)
    return kept


def _crossing(before, corner, axis, limit):
    share = (limit - before[axis]) / (corner[axis] - before[axis])
    point = [one + (other - one) * share for one, other in zip(before, corner, strict=True)]
    point[axis] = limit
    return tuple(point)


def path(rings: list[list[Point]]) -> str:
    """Return rings as the ``d`` of an SVG path."""
    drawn = [" ".join(f"{x:g},{y:g}" for x, y in dict.fromkeys(ring)) for ring in rings if len(ring) > 2]
    return " ".join(f"M{points}z" for points in drawn)


def inside(ring: list[Point], x: float, y: float) -> bool:
    """Return whether a point lies in a ring, by ray casting."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1
