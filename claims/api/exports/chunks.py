from claims.search.pagination import read_beyond

CHUNK_ROWS = 500


def chunks(rows, order, size=CHUNK_ROWS):
    """Yield all rows of a queryset ordered by one column, some at a time, so that memory does not grow with them.

    Each chunk begins beyond the last row of the one before: no cursor is held open while a slow reader reads.
    """
    column, down = order.removeprefix("-"), order.startswith("-")
    start = None
    while found := read_beyond(rows, column, start, size, down=down):
        yield found
        if len(found) < size:
            return
        start = getattr(found[-1], column), found[-1].pk
