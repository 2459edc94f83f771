"""Word diff of two texts."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

#: Longer texts are not compared, since the time is quadratic: all is gone, all is new.
MAX_COMPARED_WORDS = 1000
#: Shorter texts are not compared either: a status or a figure reads better whole.
MIN_COMPARED_WORDS = 4


class Piece(NamedTuple):
    """A run of words. ``kind`` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """Old and new value of one field."""

    label: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.old, self.new)


def pieces(old: str, new: str) -> list[Piece]:
    """Return the diff of ``old`` and ``new`` as runs of words, in reading order."""
    before, after = _words(old), _words(new)
    if old == new:
        return _kept(("same", old))
    if not MIN_COMPARED_WORDS * 2 <= max(len(before), len(after)) <= MAX_COMPARED_WORDS:
        return _kept(("gone", old), ("new", new))
    found = []
    for tag, start, end, begin, finish in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(before[start:end])))
        else:
            found += [("gone", "".join(before[start:end])), ("new", "".join(after[begin:finish]))]
    return _kept(*found)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _kept(*found: tuple[str, str]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in found if text]
