"""How the public reads who acted: by the name that they chose, or by none."""

from django.utils.translation import gettext as _

from claims.ledger.entries import EntryBody, is_uuid
from claims.models import Person


def chosen_names(bodies: list[EntryBody]) -> dict[str, str]:
    """Return the public names of those who made entries, by UUID; of whoever chose none, or was erased, nothing."""
    actors = {body.actor for body in bodies if is_uuid(body.actor)}
    named = Person.objects.filter(uuid__in=actors).exclude(public_name="")
    return {str(uuid): name for uuid, name in named.values_list("uuid", "public_name")}


def name_of(body: EntryBody, names: dict[str, str]) -> str:
    return names.get(body.actor) or _("an editor")
