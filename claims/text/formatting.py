"""Number formatting in the active language."""

from django.utils.formats import number_format

NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def in_digits(number: int) -> str:
    """Format an integer with thousands separators: 1,234 in English, 1 234 with a narrow no-break space in French."""
    return number_format(number, force_grouping=True).replace(NO_BREAK, NARROW)
