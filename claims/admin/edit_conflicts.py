"""Three-way merge of concurrent edits of one claim: opened with, stored now, typed. No queries of its own."""

import json
from dataclasses import dataclass

from claims.admin.history import in_words, label_of
from claims.text.diff import Piece, pieces

#: Fields of the form that are not the claim's.
OF_THE_FORM = ("seen", "opened", "reason", "confirm_dates")


@dataclass(frozen=True)
class Change:
    """A field that another editor changed while the form was open. ``clash``: this editor changed it too, otherwise."""

    name: str
    label: str
    before: str | None
    theirs: str
    yours: str
    clash: bool

    @property
    def what_they_did(self) -> list[Piece]:
        return pieces(self.before or "", self.theirs)

    @property
    def what_you_typed(self) -> list[Piece]:
        return pieces(self.theirs, self.yours)


def values_of(form):
    """Return the initial values of a claim's form as JSON, for its field ``opened``."""
    return json.dumps({name: _stands(form, name) for name in _names(form)}, sort_keys=True)


def changes_meanwhile(form):
    """Return a ``Change`` for each field whose stored value differs from both the opened and the typed one.

    Where ``opened`` cannot be read, for each field whose stored value differs from what was typed.
    """
    opened = _read(form.data.get("opened", ""))
    found = []
    for name in _names(form):
        before, theirs, yours = opened.get(name), _stands(form, name), _plain(form.data.get(name, ""))
        if theirs not in (before, yours):
            found.append(
                Change(
                    name,
                    label_of(form, name),
                    before,
                    in_words(form.fields[name], form.initial.get(name)),
                    in_words(form.fields[name], form.cleaned_data[name]) if name in form.cleaned_data else yours,
                    clash=yours != before,
                )
            )
    return found


def taken_over(form, data):
    """Return a copy of ``data`` with the stored value in each field for which ``take-<field>`` is "theirs"."""
    taken = [name for name in _names(form) if data.get(f"take-{name}") == "theirs"]
    return _replaced(form, data, taken)


def merged(form, found):
    """Return the form's data with the stored values of fields without a clash, and new ``seen`` and ``opened``."""
    data = _replaced(form, form.data, [change.name for change in found if not change.clash])
    data["seen"], data["opened"] = form.instance.version, values_of(form)
    return data


def _replaced(form, data, names):
    data = data.copy()
    for name in names:
        data[name] = _stands(form, name)
    return data


def _names(form):
    return [name for name in form.fields if name not in OF_THE_FORM]


def _stands(form, name):
    """Return a field's initial value as a browser would submit it."""
    value = form.fields[name].prepare_value(form.initial.get(name))
    return "" if value is None else _plain(str(value))


def _plain(text):
    return text.replace("\r\n", "\n").strip()


def _read(text):
    """Return the values of ``opened``; an empty dict where it is not a JSON object."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)} if type(values) is dict else {}
