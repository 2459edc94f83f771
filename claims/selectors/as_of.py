"""The moment that an address asks for: ``?as_of=2026-11-21`` or ``?entry=`` and the first digits of a hash."""

import re
from datetime import UTC
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.dates import day_in_words, printable, read_day
from claims.ledger.history import Moment, after_entry, end_of_day
from claims.models import LedgerEntry

MAX_DAYS_OFFERED = 30
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{12,64}")


class Asked(NamedTuple):
    """What an address asks for: a moment, or none for today; and why it could not be read."""

    moment: Moment | None = None
    problem: str = ""
    typed: str = ""

    @property
    def context(self):
        """What every page that can be read as of a day needs."""
        return {
            "moment": self.moment,
            "kept": self.moment.query if self.moment else "",
            "day_problem": self.problem,
            "day_typed": self.typed if _DAY.fullmatch(self.typed) else "",
            "today": today().isoformat(),
            "first_day": _first_day(),
        }

    @property
    def status(self):
        return 400 if self.problem else 200


def asked_moment(params):
    """Return what ``params`` ask for; ``problem`` says what is wrong with a day. Raises Http404 for an unknown hash."""
    digits, typed = params.get("entry", "").lower(), params.get("as_of", "")
    if digits:
        moment = after_entry(digits) if _HASH.fullmatch(digits) else None
        if moment is None:
            raise Http404
        return Asked(moment)
    try:
        return Asked(end_of_day(past_day(typed)), typed=typed) if typed else Asked()
    except ValidationError as error:
        return Asked(problem=" ".join(error.messages), typed=typed[:40])


def past_day(text):
    """Read a day up to today (UTC). Raises ValidationError, in a sentence, for any other."""
    day = asked_day(text)
    if day > today():
        raise ValidationError(
            _("%(day)s is still to come. Choose a day up to today, %(today)s."),
            params={"day": day_in_words(day), "today": day_in_words(today())},
        )
    return day


def asked_day(text):
    """Read a day written like 2026-11-21. Raises ValidationError, in a sentence, for anything else."""
    try:
        return read_day(text)
    except ValueError as error:
        raise ValidationError(
            _("“%(text)s” is not a day. Write it like 2026-11-21."), params={"text": printable(text[:40])}
        ) from error


def changed_days(subjects):
    """Return the newest days (UTC) on which the ledger speaks of ``subjects``."""
    entries = LedgerEntry.objects.filter(subject__in=subjects).order_by()
    return list(entries.datetimes("recorded_at", "day", order="DESC", tzinfo=UTC)[:MAX_DAYS_OFFERED])


def today():
    return timezone.now().date()


def _first_day():
    first = LedgerEntry.objects.filter(sequence=1).values_list("recorded_at", flat=True).first()
    return first.date().isoformat() if first else ""
