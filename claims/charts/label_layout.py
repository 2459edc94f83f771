"""Text measurement, truncation and wrapping, and boxes to test for overlaps."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from claims.charts.shapes import rounded

NARROW, WIDE = set("iljtfrI.,:;'’|!()[]/ -"), set("mwMW@—…%")
LINE = 18.0


@dataclass(frozen=True)
class Box:
    """A rectangle by its top left corner; by default one line high."""

    x: float
    y: float
    width: float
    height: float = LINE

    @property
    def right(self):
        return self.x + self.width

    @property
    def foot(self):
        return self.y + self.height

    @property
    def base(self):
        """Return the y of the text's baseline."""
        return rounded(self.foot - 4.5)

    def touches(self, other):
        return self.x < other.right and other.x < self.right and self.y < other.foot and other.y < self.foot

    def within(self, width, height):
        return self.x >= 0 and self.y >= 0 and self.right <= width and self.foot <= height

    def around(self, margin):
        return Box(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def holds(self, x, y):
        return self.x <= x <= self.right and self.y <= y <= self.foot


def text_width(text: str, size: float = 14, *, bold: bool = False) -> float:
    """Return an upper estimate of a text's width in pixels, for the widest of the usual fonts."""
    return rounded(sum(_advance(char) for char in text) * size * (1.2 if bold else 1.08))


def shortened(text: str, room: float, size: float = 14, *, bold: bool = False) -> str:
    """Truncate a text to ``room`` pixels, with an ellipsis."""
    return cut(text, lambda words: text_width(words, size, bold=bold) <= room)


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """Truncate a text until it ``fits``, with an ellipsis."""
    if fits(text):
        return text
    while text and not fits(f"{text}…"):
        text = text[:-1].rstrip()
    return f"{text}…"


def wrapped(text: str, room: float, size: float = 14, *, bold: bool = False, most: int = 2) -> tuple[str, ...]:
    """Wrap a text into at most ``most`` lines of ``room`` pixels; truncate the last with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = [words.pop(0)]
        while words and text_width(" ".join([*line, words[0]]), size, bold=bold) <= room:
            line.append(words.pop(0))
        lines.append(shortened(" ".join(line), room, size, bold=bold))
    if words:
        lines.append(shortened(" ".join(words), room, size, bold=bold))
    return tuple(lines)


def _advance(char):
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF" or char in WIDE:
        return 1
    if char in NARROW:
        return 0.4
    return 0.7 if char.isupper() else 0.6
