"""Two editors on one claim: what the other changed meanwhile, beside what one typed oneself. Reads no database."""

import json
from dataclasses import dataclass

from claims.admin.history import in_words, label_of
from claims.text.diff import Piece, pieces

#: Fields of the form that say nothing about the claim.
OF_THE_FORM = ("seen", "opened", "reason", "confirm_dates")


@dataclass(frozen=True)
class Change:
    """One field that another editor changed while it was open. ``clash``: one typed something else oneself."""

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
    """Return, as JSON, what a claim's form was opened with."""
    return json.dumps({name: _stands(form, name) for name in _names(form)}, sort_keys=True)


def changes_meanwhile(form):
    """Return a ``Change`` for each field that stands otherwise than when the form was opened, and than it was typed.

    Where the form does not say what it was opened with, for each that differs from what was typed.
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
    """Return ``data`` with what one chose to take over from the other editor in place of what one typed."""
    taken = [name for name in _names(form) if data.get(f"take-{name}") == "theirs"]
    return _replaced(form, data, taken)


def merged(form, found):
    """Return the form's data with what the other changed where one typed nothing oneself, and seen as it stands now."""
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
    """Return what stands in the database, as a form would send it back."""
    value = form.fields[name].prepare_value(form.initial.get(name))
    return "" if value is None else _plain(str(value))


def _plain(text):
    return text.replace("\r\n", "\n").strip()


def _read(text):
    """Return what a form says that it was opened with; nothing where it cannot be read."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)} if type(values) is dict else {}
