"""Validate query parameters of the API: unknown ones, repeated ones, ``fields``, ``include``, ``as_of``."""

from django.core.exceptions import ValidationError as BadValue
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from claims.ledger import history
from claims.search.fields import MAX_FILTER_VALUES, SomeField
from claims.search.filters import given
from claims.selectors.as_of import past_day

PAGING = ("after", "before", "page_size")
NAMING = ("fields", "include")


def refuse_unknown(params, known):
    """Raise ValidationError for parameters not among ``known``: a misspelt filter must not widen a selection."""
    unknown = [name for name in params if name not in known]
    if unknown:
        told = _("There is no such parameter. There are: %(names)s.") % {"names": ", ".join(sorted(known))}
        raise ValidationError({name: [told] for name in unknown})


def refuse_odd(params, filters):
    """Raise ValidationError for a parameter without a value, or with more values than it takes."""
    many = {name for name, one in filters.items() if issubclass(one.field_class, SomeField)} | set(NAMING)
    empty = {name: [_("Give it a value, or leave it out.")] for name, values in params.lists() if "" in values}
    twice = {name: [_("Give it once.")] for name, values in params.lists() if len(values) > 1 and name not in many}
    most = _("Choose at most %(most)d.") % {"most": MAX_FILTER_VALUES}
    crowded = {name: [most] for name, values in params.lists() if len(values) > MAX_FILTER_VALUES}
    if empty or twice or crowded:
        raise ValidationError({**crowded, **twice, **empty})


def asked_names(params, record):
    """Return the names of the fields to serialize: ``fields`` or the usual ones, and ``include``."""
    chosen = _listed(params, "fields", record.every()) or record.usual()
    return {*chosen, *_listed(params, "include", record.extras)}


def _listed(params, name, known):
    asked = [one.strip() for typed in params.getlist(name) for one in typed.split(",")]
    if not set(asked) <= set(known):
        told = _("Some of these do not exist. There are: %(names)s.") % {"names": ", ".join(known)}
        raise ValidationError({name: [told]})
    return asked


def asked_moment(params):
    """Return the end of the day that ``as_of`` names; None without it. Raises ValidationError."""
    try:
        return history.end_of_day(past_day(params["as_of"])) if params.get("as_of") else None
    except BadValue as error:
        raise ValidationError({"as_of": error.messages}) from None


def refuse_mistakes(found):
    """Raise ValidationError where a FilterSet has errors."""
    if found.errors:
        raise ValidationError({name: list(reasons) for name, reasons in found.errors.items()})


def selected(found):
    """Return the queryset that a FilterSet selects. Raises ValidationError where it has errors."""
    refuse_mistakes(found)
    return found.selection()


def refuse_unanswered(found, answered):
    """Return the given values of a FilterSet. Raises ValidationError for filters not among ``answered``."""
    refuse_mistakes(found)
    asked = given(found.form)
    unanswered = sorted(set(asked) - set(answered))
    if unanswered:
        told = _("The ledger cannot answer this for a past day. Take it off, or take off “as_of”.")
        raise ValidationError({name: [told] for name in unanswered})
    return asked
