"""Numbers as readers of the active language write them."""

from django.utils.formats import number_format

NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def in_digits(number: int) -> str:
    """Write a whole number with its thousands apart: 1,234 in English, 1 234 with a narrow space in French."""
    return number_format(number, force_grouping=True).replace(NO_BREAK, NARROW)
