from claims.search.pagination import read_beyond

CHUNK_ROWS = 500


def chunks(rows, order, size=CHUNK_ROWS):
    """Yield all rows of a queryset in lists of ``size``, by keyset pagination over one column; 1 query a list.

    Memory stays constant, and no database cursor is held open while a slow client reads.
    """
    column, down = order.removeprefix("-"), order.startswith("-")
    start = None
    while found := read_beyond(rows, column, start, size, down=down):
        yield found
        if len(found) < size:
            return
        start = getattr(found[-1], column), found[-1].pk
