"""Find circles of parents (part of, relayed from, supersedes) among the rows of a file. Read-only."""

from claims.imports.rows import Row
from claims.imports.schema import MODELS, Identity, Key, Reference, identity, refer
from claims.models.trees import in_circles

CIRCLE = "%s: This would make a circle: the chain comes back to this row."


class Chains:
    """Parents of rows, as the file says them, else as recorded."""

    def __init__(self) -> None:
        self.said: dict[Identity, Reference | None] = {}

    def note(self, row: Row) -> None:
        """Note the parent that a row names."""
        name = MODELS[row.model].parent_field
        if name in row.fields and (key := row.natural_key):
            leads_to = row.fields[name]
            self.said[identity(row.model, key)] = leads_to and (row.model, tuple(leads_to))

    def circular(self) -> set[Identity]:
        """Return the identities of rows that would be in a circle once the whole file is recorded."""
        parents = {name: identity(*other) for name, other in self.said.items() if other}
        left = [other for other in self.said.values() if other and identity(*other) not in self.said]
        while left:
            label, key = left.pop()
            if (other := self._recorded(label, key)) and identity(label, key) not in parents:
                parents[identity(label, key)] = identity(*other)
                left += [other] if identity(*other) not in self.said else []
        return in_circles(parents)

    def _recorded(self, label: str, key: Key) -> Reference | None:
        row = refer(label, key)
        other = row and getattr(row, row.parent_field)
        return (MODELS[label]._meta.label_lower, other.natural_key()) if other else None
