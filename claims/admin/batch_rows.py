"""Template context of a batch's page: counts, filters, and a page of rows with word diffs."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.functional import Promise

from claims.choices import RowChange, RowState
from claims.imports.decide import TO_DECIDE, waiting_rows
from claims.imports.schema import FIELDS, MODELS, said
from claims.models import BatchRow
from claims.text.diff import pieces

ROWS_PER_PAGE = 50
#: Filters of the rows: ``{value of ?show=: (label, lookups)}``.
ROW_FILTERS: dict[str, tuple[str | Promise, dict[str, Any]]] = {
    "waiting": ("Waiting", {"state": RowState.WAITING, "change__in": TO_DECIDE}),
    **{str(change): (change.label, {"change": change}) for change in RowChange},
    "accepted": ("Accepted", {"state": RowState.ACCEPTED}),
    "rejected": ("Rejected", {"state": RowState.REJECTED}),
}
#: Fields that summarise a new row; the first that is filled is shown.
SUMMARY_FIELDS = ("statement", "text", "title", "name", "rationale", "source", "verbatim", "best")
#: What accepting a row does: ``{(model, change): (noun, participle)}``.
EFFECTS = {
    ("claims.claim", RowChange.NEW): ("new claim", "published"),
    ("claims.claim", RowChange.CHANGED): ("claim", "revised"),
    ("claims.claimlink", RowChange.NEW): ("link", "confirmed"),
    ("claims.claimlink", RowChange.CHANGED): ("link", "reworded"),
    ("claims.assessment", RowChange.NEW): ("finding", "approved"),
}


@dataclass
class ShownRow:
    """A row for the template: its summary, and ``fields`` as ``(label, pieces of the diff)``."""

    row: BatchRow
    foremost: str
    fields: list

    @property
    def decidable(self):
        return self.row.state == RowState.WAITING and self.row.change in TO_DECIDE

    @property
    def reasons(self):
        return self.row.reason.split("\n") if self.row.reason else []


def overview(batch):
    """Return a batch's counts per model and change, and what accepting all would do. 2 queries."""
    counted = batch.rows.values("model", "change", "state").annotate(number=Count("pk")).order_by()
    counts, effects = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    per_state = Counter[str]()
    for row in counted:
        counts[row["model"], row["change"]] += row["number"]
        per_state[row["state"]] += row["number"]
        if row["state"] == RowState.WAITING:
            effects[row["model"], row["change"]] += row["number"]
    names = [*MODELS, *sorted({model for model, _change in counts} - set(MODELS))]
    table = [
        (_model_name(model), model, [counts[model, change] for change in RowChange])
        for model in names
        if any(counts[model, change] for change in RowChange)
    ]
    others = sum(number for key, number in effects.items() if key not in EFFECTS and key[1] in TO_DECIDE)
    effect = [_counted(effects[key], *words) for key, words in EFFECTS.items() if effects[key]]
    return {
        "changes": [change.label for change in RowChange],
        "table": table,
        "effects": [*effect, *([_counted(others, "other row", "recorded")] if others else [])],
        "waits": waiting_rows(batch).exists(),
        "accepted": per_state[RowState.ACCEPTED],
    }


def _counted(number, what, becomes):
    return f"{number} {what}{'' if number == 1 else 's'} {becomes}"


def named(row):
    """Return a row's model and natural key: ``link KO-013 denies KO-012``."""
    return f"{MODELS[row.model]._meta.verbose_name} {row.key}"


def shown(parameters):
    """Return the query string that keeps filters and page; values that are unknown are left out."""
    kept = {name: parameters.get(name, "") for name in ("show", "model", "page")}
    known = {"show": kept["show"] in ROW_FILTERS, "model": kept["model"] in MODELS, "page": kept["page"].isdecimal()}
    return urlencode({name: value[:20] for name, value in kept.items() if known[name]})


def page_of_rows(batch, parameters):
    """Return a page of rows, filtered by ``parameters`` and grouped by model, and the links of the filters."""
    show, model = parameters.get("show", ""), parameters.get("model", "")
    rows = batch.rows.select_related("decided_by")
    if show in ROW_FILTERS:
        rows = rows.filter(**ROW_FILTERS[show][1])
    if model in MODELS:
        rows = rows.filter(model=model)
    order = Case(
        *[When(model=label, then=Value(place)) for place, label in enumerate(MODELS)],
        default=Value(-1),
        output_field=IntegerField(),
    )
    page = Paginator(rows.order_by(order, "number"), ROWS_PER_PAGE).get_page(parameters.get("page"))
    groups = [
        (_model_name(label), [_shown_row(row) for row in group])
        for label, group in groupby(page.object_list, key=lambda row: row.model)
    ]
    show, model = show if show in ROW_FILTERS else "", model if model in MODELS else ""
    kept = {"model": model} if model else {}
    ways: list[tuple[str | Promise, str, bool]] = [("All rows", urlencode(kept), show not in ROW_FILTERS)]
    ways += [
        (label, urlencode({**kept, "show": name}), name == show)
        for name, (label, condition) in ROW_FILTERS.items()
        if name == show or batch.rows.filter(**condition).exists()
    ]
    return {
        "page": page,
        "groups": groups,
        "ways": ways,
        "only": _model_name(model) if model in MODELS else "",
        "kept": [("show", show), ("model", model), ("page", page.number)],
        "elsewhere": urlencode({**kept, **({"show": show} if show in ROW_FILTERS else {})}),
    }


def _model_name(label):
    return str(MODELS[label]._meta.verbose_name_plural).capitalize() if label in MODELS else label or "Unreadable rows"


def _shown_row(row):
    if row.change == RowChange.CHANGED:
        fields = [(_label(row, name), _parts(old, new)) for name, (old, new) in row.differences.items()]
    else:
        fields = [(_label(row, name), [("same", said(value))]) for name, value in row.fields.items() if _says(value)]
    foremost = next((said(row.fields[name]) for name in SUMMARY_FIELDS if _says(row.fields.get(name))), "")
    return ShownRow(row, foremost, fields)


def _says(value):
    return value not in (None, "")


def _label(row, name):
    field = FIELDS.get(row.model, {}).get(name)
    return str(field.verbose_name).capitalize() if field else name


def _parts(old, new):
    before, after = (said(value) if _says(value) else "" for value in (old, new))
    return pieces(before, after)
