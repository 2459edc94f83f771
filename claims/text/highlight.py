"""Where the words that were asked for stand in a text. Pure: no query, no markup."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from claims.text.stemming import Word, standing, stems, words


class Asked(Protocol):
    """What was asked for: the stems of words, and phrases as they are indexed."""

    @property
    def stems(self) -> frozenset[str]: ...

    @property
    def phrases(self) -> Iterable[tuple[str, ...]]: ...


def pieces(text: str, asked: Asked) -> Iterator[tuple[str, bool]]:
    """Yield ``text`` in pieces, each with whether it is a word of what was ``asked`` for."""
    spans = standing(text)
    found = [(index, word) for index, span in enumerate(spans) for word in words(span[0])]
    hits = {index for index, word in found if not asked.stems.isdisjoint(stems(word))}
    hits = hits.union(*(_standing(phrase, found) for phrase in asked.phrases))
    done = 0
    for index in sorted(hits):
        yield text[done : spans[index].start()], False
        yield spans[index][0], True
        done = spans[index].end()
    yield text[done:], False


def _standing(phrase: tuple[str, ...], found: list[tuple[int, Word]]) -> set[int]:
    """Return the indexes of the words of each place where a phrase stands."""
    bare, length = [word.bare for _index, word in found], len(phrase)
    starts = (start for start in range(len(bare) - length + 1) if tuple(bare[start : start + length]) == phrase)
    return {found[start + step][0] for start in starts for step in range(length)}
