"""Public names of those who made ledger entries."""

from django.utils.translation import gettext as _

from claims.ledger.entries import EntryBody, is_uuid
from claims.models import Person


def chosen_names(bodies: list[EntryBody]) -> dict[str, str]:
    """Return ``{UUID: public name}`` of those who made entries, without those who chose none or were erased."""
    actors = {body.actor for body in bodies if is_uuid(body.actor)}
    named = Person.objects.filter(uuid__in=actors).exclude(public_name="")
    return {str(uuid): name for uuid, name in named.values_list("uuid", "public_name")}


def name_of(body: EntryBody, names: dict[str, str]) -> str:
    return names.get(body.actor) or _("an editor")
