from django.db.models import Case, When

from claims.dates import ANY_DAY


def with_day(events):
    """Set ``day``: the first possible day, or the last where only that is known. A day nobody knows comes last."""
    return events.annotate(day=Case(When(earliest=ANY_DAY.earliest, then="latest"), default="earliest"))
