"""Text, numbers and slugs as the ledger, the index and readers can take them: each limit is said once, at the field.

Every text refuses what JSON, XML 1.0 or a database cannot carry. One line, and prose in our own words, which titles and
feeds repeat, refuse the invisible characters that set the direction of writing; others' words may hold them, as long as
each is closed on its line, so that they cannot turn what follows.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.urls import NoReverseMatch, get_script_prefix, resolve, reverse
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from claims.text import characters

#: RFC 8785 has no exact form of a larger whole number.
MAX_EXACT_INTEGER = 2**53 - 1
MAX_TEXT_CHARACTERS = 4000


def refuse_unstorable(text):
    _refuse(characters.unstorable(text), _("The text holds a character that cannot be kept (%(code)s)."))


def refuse_line_break(text):
    _refuse(characters.line_break(text), _("This is one line, and the text holds a tab or a line break (%(code)s)."))


def refuse_direction(text):
    _refuse(
        characters.direction(text),
        _("The text holds an invisible character that sets the direction of writing (%(code)s). Leave it out."),
    )


def refuse_unclosed_direction(text):
    _refuse(
        characters.unclosed_direction(text),
        _("The text holds an invisible character that turns the direction of writing beyond its line (%(code)s)."),
    )


def refuse_long_word(text):
    if characters.too_long_a_word(text):
        raise ValidationError(
            _("The text holds a word of more than %(most)d characters."),
            params={"most": characters.MAX_WORD_CHARACTERS},
        )


def _refuse(character, sentence):
    if character:
        raise ValidationError(sentence, params={"code": characters.code(character)})


class LineField(models.CharField):
    """One line: a name, a title, an answer in a few words."""

    default_validators = [refuse_unstorable, refuse_line_break, refuse_direction, refuse_long_word]


class ProseField(models.TextField):
    """Our own words, of one paragraph or several; at most 4,000 characters where nothing else is said."""

    default_validators = [refuse_unstorable, refuse_direction]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": MAX_TEXT_CHARACTERS, **kwargs})
        self.validators.append(MaxLengthValidator(self.max_length))


class QuotedField(ProseField):
    """Others' words, as they wrote them."""

    default_validators = [refuse_unstorable, refuse_unclosed_direction]


class AddressField(models.URLField):
    """A web address; one typed without a scheme is taken for https."""

    default_validators = [*models.URLField.default_validators, refuse_unstorable, refuse_line_break, refuse_direction]

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class NumberField(models.PositiveBigIntegerField):
    """A whole number that the ledger can hold."""

    default_validators = [MaxValueValidator(MAX_EXACT_INTEGER)]


@deconstructible
class LeadsTo:
    """Refuses a slug whose address leads to another page of ours than ``page``, the one that shows the row."""

    def __init__(self, page):
        self.page = page

    def __eq__(self, other):
        return isinstance(other, LeadsTo) and self.page == other.page

    def __hash__(self):
        return hash(self.page)

    def __call__(self, slug):
        try:
            address = reverse(self.page, args=[slug])
        except NoReverseMatch:
            return
        if resolve(address.removeprefix(get_script_prefix().rstrip("/"))).view_name != self.page:
            raise ValidationError(
                "“%(slug)s” is the address of another page here. Choose another.", params={"slug": slug}
            )
