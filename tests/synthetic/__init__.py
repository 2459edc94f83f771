"""Synthetic claims, as many as are asked for and the same each time, to look at, to measure and to test with.

    DATABASE_URL=… VAR_DIR=… python -m tests.synthetic 500

Parties and what happened are made up; towns are where they are. Importing needs no Django; ``fill`` does.
"""


def fill(count, seed=0):
    """Fill a migrated database without claims with ``count`` published ones; return how many rows there are of each."""
    from tests.synthetic.filling import fill

    return fill(count, seed)
