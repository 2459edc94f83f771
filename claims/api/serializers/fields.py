"""Serializer fields that the records share. An unknown value is null, never "" or the last day of the calendar."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.dates import ANY_DAY, bounds


class Record(serializers.Serializer):
    """Serializer of a public row. ``names`` limits its fields; those in ``extras`` are sent only when asked for.

    The context's ``site`` is the scheme and host of absolute URLs.
    """

    extras: tuple[str, ...] = ()

    def __init__(self, *args, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def get_fields(self):
        fields = super().get_fields()
        return {name: field for name, field in fields.items() if self.names is None or name in self.names}

    @classmethod
    def every(cls):
        """Return the names of all fields."""
        return list(cls._declared_fields)

    @classmethod
    def usual(cls):
        """Return the names of all fields but ``extras``."""
        return [name for name in cls.every() if name not in cls.extras]


class Text(serializers.CharField):
    def __init__(self, help_text, **kwargs):
        super().__init__(help_text=help_text, read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value):
        return str(value) if value else None


class Word(serializers.ChoiceField):
    """ChoiceField that is null where it is empty."""

    def to_representation(self, value):
        return str(value) if value else None


class Lines(serializers.ListField):
    """ListField of a text with one item a line."""

    child = serializers.CharField()

    def to_representation(self, data):
        return data.splitlines()


class Whole(serializers.IntegerField):
    def __init__(self, help_text, **kwargs):
        super().__init__(help_text=help_text, read_only=True, min_value=0, **kwargs)


class Earliest(serializers.DateField):
    """The first possible day of an EDTF text; null where it is open."""

    def __init__(self, **kwargs):
        super().__init__(help_text=_("Its first possible day; null where nobody knows."), allow_null=True, **kwargs)

    def to_representation(self, value):
        day = bounds(value).earliest
        return None if day == ANY_DAY.earliest else super().to_representation(day)


class Latest(serializers.DateField):
    """The last possible day of an EDTF text; null where it is open."""

    def __init__(self, **kwargs):
        super().__init__(help_text=_("Its last possible day; null where nobody knows."), allow_null=True, **kwargs)

    def to_representation(self, value):
        day = bounds(value).latest
        return None if day == ANY_DAY.latest else super().to_representation(day)


class PageAddress(serializers.URLField):
    """Absolute URL of the page of a row, or of the row that ``of`` returns."""

    def __init__(self, of=lambda row: row):
        super().__init__(help_text=_("Where people read it."), read_only=True)
        self.of = of

    def get_attribute(self, instance):
        return instance

    def to_representation(self, value):
        return self.context["site"] + self.of(value).get_absolute_url()


class NamedAddress(serializers.URLField):
    """Absolute URL of the pattern ``claims:<name>``, with arguments that ``columns`` read from the row."""

    def __init__(self, name, *columns, help_text=None):
        super().__init__(help_text=help_text or _("Where programs read it."), read_only=True)
        self.name, self.columns = name, columns

    def get_attribute(self, instance):
        return instance

    def to_representation(self, value):
        path = reverse(f"claims:{self.name}", args=[column(value) for column in self.columns])
        return self.context["site"] + path
