"""Chart of places on a map: marks without overlaps, and labels where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

from claims.charts.coastline import Country, Frame, countries, inside, path, within
from claims.charts.label_layout import Box, text_width
from claims.charts.shapes import rounded
from claims.text.formatting import in_digits

GAP = 5
#: Directions of labels in eighths of a turn, the preferred first: right, left, then around.
TURNS = (0, 4, 7, 1, 5, 3, 6, 2)
LEADERS = (0, 16, 34, 54)
EDGE_MARGIN = 3
LEADER_SAMPLES = 8


@dataclass(frozen=True)
class Spot:
    """A place: coordinates in degrees, count of claims, whether it is disputed and its point inferred."""

    key: str
    name: str
    longitude: float
    latitude: float
    count: int
    disputed: bool = False
    inferred: bool = False


@dataclass
class Name:
    """Label of a mark, with a leader line where it stands apart."""

    words: str
    count: str
    box: Box
    leader: tuple[float, float, float, float] | None = None

    @property
    def words_x(self):
        return rounded(self.box.x + 2)

    @property
    def end_x(self):
        return rounded(self.box.right - 2)

    @property
    def middle(self):
        return rounded(self.box.x + self.box.width / 2)


@dataclass
class Mark:
    """A mark for one place, or for several whose marks would overlap."""

    x: float
    y: float
    spots: list[Spot]
    name: Name | None = None

    @property
    def count(self):
        return sum(spot.count for spot in self.spots)

    @property
    def disputed(self):
        return any(spot.disputed for spot in self.spots)

    @property
    def inferred(self):
        return any(spot.inferred for spot in self.spots)

    @property
    def r(self):
        return radius(self.spots[0].count)

    @property
    def box(self):
        return Box(self.x - self.r, self.y - self.r, 2 * self.r, 2 * self.r)

    @property
    def corners(self):
        """Return the points of the diamond of a disputed mark."""
        x, y, r = self.x, self.y, self.r
        return f"{x:g},{y - r:g} {x + r:g},{y:g} {x:g},{y + r:g} {x - r:g},{y:g}"

    @property
    def query(self):
        return "&".join(f"place={spot.key}" for spot in self.spots)

    @property
    def words(self):
        more = f" +{len(self.spots) - 1}" if len(self.spots) > 1 else ""
        return f"{self.spots[0].name}{more}"


@dataclass
class Land:
    country: Country
    d: str
    name: Name | None = None


@dataclass
class PlaceChart:
    frame: Frame
    marks: list[Mark] = field(default_factory=list)
    lands: list[Land] = field(default_factory=list)

    @property
    def width(self):
        return self.frame.width

    @property
    def height(self):
        return self.frame.height

    @property
    def unnamed(self):
        """Return the number of marks without room for a label."""
        return sum(mark.name is None for mark in self.marks)

    @property
    def kilometres(self):
        return self.frame.bar[0]

    @property
    def bar(self):
        """Return the box of the scale bar and its text."""
        return Box(12, self.height - 32, self.frame.bar[1], 22)

    @property
    def bar_top(self):
        return self.height - 18

    @property
    def bar_base(self):
        return self.height - 22

    @property
    def taken(self):
        named = [each.name for each in self.marks] + [each.name for each in self.lands]
        return [self.bar.around(8), *(mark.box for mark in self.marks), *(name.box for name in named if name)]


def radius(count: int) -> float:
    """Return the radius of a mark in pixels: 6 plus the square root of the count, at most 13."""
    return rounded(min(13.0, 6 + sqrt(count)))


def place_chart(spots: Sequence[Spot], frame: Frame, names: dict[str, str] | None = None) -> PlaceChart:
    """Lay out the spots within a frame, those with most claims first; ``names`` are country names by code."""
    chart = PlaceChart(frame)
    for spot in sorted(spots, key=lambda spot: (-spot.count, spot.key)):
        if frame.holds(spot.longitude, spot.latitude):
            _mark(chart, spot)
    for mark in chart.marks:
        mark.name = _name_beside(chart, mark)
    for country in countries():
        rings = [ring for ring in (within(frame, ring) for ring in country.rings) if len(ring) > 2]
        if rings:
            chart.lands.append(Land(country, path(rings)))
            words = (names or {}).get(country.code, country.name)
            chart.lands[-1].name = _name_upon(chart, country, words, rings)
    return chart


def _mark(chart, spot):
    """Add a mark for a spot, or add the spot to the mark that it would touch."""
    x, y = chart.frame.at(spot.longitude, spot.latitude)
    r = radius(spot.count)
    x = min(max(x, r + EDGE_MARGIN), chart.width - r - EDGE_MARGIN)
    y = min(max(y, r + EDGE_MARGIN), chart.height - r - EDGE_MARGIN)
    new = Mark(rounded(x), rounded(y), [spot])
    near = next((mark for mark in chart.marks if mark.box.touches(new.box)), None)
    if near:
        near.spots.append(spot)
    else:
        chart.marks.append(new)


def _name_beside(chart, mark):
    """Return the label of a mark where it overlaps nothing: beside it, else on a leader; None without room."""
    count = in_digits(mark.count)
    width = text_width(mark.words, bold=True) + text_width(count, 13) + 10
    near = [other.box.around(3) for other in chart.marks if other is not mark]
    taken = [*chart.taken, *near]
    others = [box for box in taken if box != mark.box]
    for away in LEADERS:
        for turn in TURNS:
            box = _box_towards(mark, turn, away, width)
            leader = _leader(mark, turn, away) if away else None
            free = box.within(chart.width, chart.height) and not any(box.touches(other) for other in taken)
            if free and not (leader and _crosses(leader, others)):
                return Name(mark.words, count, box, leader)
    return None


def _box_towards(mark, turn, away, width):
    """Return the box of a label in a direction and at a distance from a mark."""
    right, down = cos(turn * pi / 4), sin(turn * pi / 4)
    reach = mark.r + GAP + away
    x, y = mark.x + right * reach, mark.y + down * reach
    left = x if right > 0.1 else x - width if right < -0.1 else x - width / 2
    top = y if down > 0.9 else y - 18 if down < -0.9 else y - 9
    return Box(rounded(left), rounded(top), width)


def _leader(mark, turn, away):
    right, down = cos(turn * pi / 4), sin(turn * pi / 4)
    near, far = mark.r + 1, mark.r + GAP + away - 2
    ends = (mark.x + right * near, mark.y + down * near, mark.x + right * far, mark.y + down * far)
    x1, y1, x2, y2 = (rounded(end) for end in ends)
    return x1, y1, x2, y2


def _crosses(line, boxes):
    x1, y1, x2, y2 = line
    steps = [step / LEADER_SAMPLES for step in range(LEADER_SAMPLES + 1)]
    points = [(x1 + (x2 - x1) * step, y1 + (y2 - y1) * step) for step in steps]
    return any(box.holds(x, y) for box in boxes for x, y in points)


def _name_upon(chart, country, words, rings):
    """Return a country's label at a point within it where it overlaps nothing; None without room."""
    width = text_width(words, 13) + 8
    for x, y in [chart.frame.at(*country.label), *_grid(chart)]:
        box = Box(rounded(x - width / 2), rounded(y - 9), width)
        upon = all(any(inside(ring, corner, y) for ring in rings) for corner in (box.x, x, box.right))
        if upon and box.within(chart.width, chart.height) and not any(box.touches(each) for each in chart.taken):
            return Name(words, "", box)
    return None


def _grid(chart):
    """Yield points of a grid over the chart, middle rows first."""
    for row in (4, 6, 2, 7, 1, 8, 3, 5, 9):
        for column in (5, 3, 7, 2, 8, 4, 6):
            yield chart.width * column / 10, chart.height * row / 10
