"""What the models share: a natural key, and chains that must not bite their own tail."""

from functools import reduce

from django.core.exceptions import ValidationError
from django.db import models

NOTE_HELP = "For editors only, never shown to the public."


def editors_note():
    """Return the field for what only editors read."""
    return models.TextField("editors’ note", blank=True, help_text=NOTE_HELP)


class AddressField(models.URLField):
    """A web address; one typed without a scheme is taken for https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class NaturalModel(models.Model):
    """A row known by the fields in ``natural_fields`` (dotted through relations with ``__``)."""

    natural_fields: tuple[str, ...] = ("slug",)

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(reduce(getattr, path.split("__"), self) for path in self.natural_fields)


def refuse_cycle(row, field):
    """Raise ValidationError on ``field`` when following it from ``row`` comes back to ``row``."""
    seen, current = set(), getattr(row, field)
    while current is not None and current.pk not in seen:
        if row.pk is not None and current.pk == row.pk:
            raise ValidationError({field: "This would make a circle: the chain comes back to this row."})
        seen.add(current.pk)
        current = getattr(current, field)
