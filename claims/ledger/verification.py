"""Find any edit, gap, reorder, cut or rewrite of the ledger, from its bodies alone. Pure; streams."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from claims.ledger.chain import GENESIS, canonical, digest
from claims.ledger.checkpoints import Checkpoint
from claims.ledger.entries import decode


@dataclass(frozen=True)
class Problem:
    """What is wrong, and from which entry on nothing more can be trusted."""

    sequence: int
    sentence: str

    def __str__(self) -> str:
        return f"from entry {self.sequence} on: {self.sentence}"


@dataclass
class Walk:
    """One reading of a ledger. After it, ``size`` and ``head`` say how far it went."""

    size: int = 0
    head: str = GENESIS
    wanted: dict[int, list[Checkpoint]] = field(default_factory=dict)
    _at: str = ""
    _versions: dict[str, int] = field(default_factory=dict)

    def over(self, bodies: Iterable[str]) -> Iterator[Problem]:
        """Yield the problems found in ``bodies``, oldest entry first."""
        for body in bodies:
            number = self.size + 1
            yield from (Problem(number, sentence) for sentence in self._read(number, body))
            self.size, self.head = number, digest(body)
            for checkpoint in self.wanted.pop(number, ()):
                if checkpoint.head != self.head:
                    yield Problem(
                        number, f"rewritten: the checkpoint of {checkpoint.time} has another head for {number} entries."
                    )
        for size, checkpoints in sorted(self.wanted.items()):
            if size:
                yield Problem(self.size + 1, f"cut: the checkpoint of {checkpoints[0].time} counts {size} entries.")

    def _read(self, number: int, body: str) -> Iterator[str]:
        try:
            entry = decode(body)
        except ValueError as error:
            yield str(error)
            return
        if not _is_canonical(entry, body):
            yield "it is not in canonical form."
        if entry["sequence"] != number:
            yield f"it calls itself {entry['sequence']}: an entry is missing, added or out of order."
        if entry["previous"] != self.head:
            yield "it does not continue the entry before it, which was changed, or is another one."
        if entry["at"] < self._at:
            yield "it is dated before the entry that it follows."
        self._at = max(self._at, entry["at"])
        if entry["version"] <= self._versions.get(entry["subject"], 0):
            yield f"{entry['subject']} does not go on from version {self._versions[entry['subject']]}."
        self._versions[entry["subject"]] = entry["version"]


def _is_canonical(entry: dict[str, Any], body: str) -> bool:
    try:
        return canonical(entry) == body
    except (ValueError, RecursionError):
        return False


def verify(bodies: Iterable[str], checkpoints: Iterable[Checkpoint] = ()) -> tuple[Walk, list[Problem]]:
    """Read a whole ledger; return the walk, with its size and head, and every problem found."""
    walk = Walk()
    for checkpoint in checkpoints:
        walk.wanted.setdefault(checkpoint.size, []).append(checkpoint)
    return walk, list(walk.over(bodies))
