"""Citations of one claim in the order in which they relay from each other."""

from claims.imports.schema import spoken


def origins_first(rows):
    """Order the rows of a claim's parts so that a citation comes after the one that it relays from."""
    rows = list(rows)
    known = {row.key: row for row in rows}
    return sorted(rows, key=lambda row: (_steps(row, known), row.number))


def _steps(row, known):
    """Count the relays between a citation and its origin, as far as ``known`` has them; a circle ends the count."""
    steps = 0
    while row and steps < len(known) and (origin := row.fields.get("relayed_from")):
        row, steps = known.get(spoken("claims.citation", origin)), steps + 1
    return steps
