"""Share image (PNG) of a question, drawn with Pillow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from claims.charts.label_layout import cut

WIDTH, HEIGHT = 1200, 630
EDGE, FOOT = 64, 560
INNER = WIDTH - 2 * EDGE
PAPER, INK, MUTED, ACCENT, RULE = "#fdfcf9", "#1b1a17", "#595449", "#0b5170", "#dbd6ca"
FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
#: Font sizes to try for the question, each with its most lines.
SIZES = ((58, 2), (50, 3), (42, 4), (36, 4))
GAP = 40
#: Most positions shown.
MAX_POSITIONS_DRAWN = 6


@dataclass(frozen=True)
class Card:
    """Texts of the image: question, ``(position, claimants)`` pairs, counts, note for positions left out."""

    question: str
    positions: Sequence[tuple[str, str]]
    counts: str
    others: str = ""


def picture(card: Card) -> bytes:
    """Return the card as PNG, ``WIDTH`` by ``HEIGHT`` pixels. Long texts are truncated."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=INK)
    draw.text((EDGE, 46), "Counterclaim", font=font(BOLD, 30), fill=INK)
    size, lines = fitted(card.question)
    y = 112
    for line in lines:
        draw.text((EDGE, y), line, font=font(BOLD, size), fill=INK)
        y += round(size * 1.25)
    _positions(draw, card, y + 26)
    draw.line((EDGE, FOOT, WIDTH - EDGE, FOOT), fill=RULE, width=2)
    draw.text((EDGE, FOOT + 16), shortened(card.counts, font(PLAIN, 26), INNER), font=font(PLAIN, 26), fill=MUTED)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _positions(draw, card, top):
    """Draw the positions that have room, in two columns, and a note where there are more."""
    columns = 2 if len(card.positions) > 1 else 1
    width, step = (INNER - GAP * (columns - 1)) // columns, 86
    rows = (FOOT - top) // step
    shown = card.positions[: min(rows * columns, MAX_POSITIONS_DRAWN)]
    if len(shown) < len(card.positions):
        shown = shown[:-1]
    for index, (words, who) in enumerate(shown):
        row, column = divmod(index, columns)
        _position(draw, EDGE + column * (width + GAP), top + row * step, width, words, who)
    if len(shown) < len(card.positions):
        row, column = divmod(len(shown), columns)
        x = EDGE + column * (width + GAP) + 24
        draw.text(
            (x, top + row * step + 20),
            shortened(card.others, font(PLAIN, 24), width - 24),
            font=font(PLAIN, 24),
            fill=MUTED,
        )


def _position(draw, x, y, width, words, who):
    draw.rectangle((x, y + 4, x + 6, y + 66), fill=ACCENT)
    draw.text((x + 24, y), shortened(words, font(BOLD, 28), width - 24), font=font(BOLD, 28), fill=INK)
    draw.text((x + 24, y + 38), shortened(who, font(PLAIN, 24), width - 24), font=font(PLAIN, 24), fill=MUTED)


def fitted(text):
    """Return ``(font size, lines)``: the largest size in which a text fits, else the smallest, truncated."""
    for size, most in SIZES:
        lines = wrapped(text, font(BOLD, size), INNER)
        if len(lines) <= most:
            return size, lines
    size, most = SIZES[-1]
    kept, rest = lines[: most - 1], " ".join(lines[most - 1 :])
    return size, [*kept, shortened(rest, font(BOLD, size), INNER)]


def wrapped(text, face, width):
    """Wrap a text into lines of at most ``width`` pixels; truncate longer words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(shortened(word, face, width))
    return lines


def shortened(text, face, width):
    """Truncate a text to ``width`` pixels, with an ellipsis."""
    return cut(text, lambda words: face.getlength(words) <= width)


@lru_cache
def font(name, size):
    return ImageFont.truetype(FONTS / name, size)
