"""What the models share: a natural key, an address, a note for editors."""

from functools import reduce

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
    #: Set by whoever saves several rows together and looks for circles among all of them.
    checked_as_a_set = False

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(reduce(getattr, path.split("__"), self) for path in self.natural_fields)
