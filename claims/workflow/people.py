"""People: erase one; the ledger stays as it is."""

from uuid import UUID, uuid4

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from claims.choices import Act
from claims.ledger import chain
from claims.ledger.entries import person_subject
from claims.models import Person
from claims.workflow.transaction import write_transaction


@write_transaction()
def erase_person(user: User) -> UUID:
    """Empty a person's names and lock out their user. What they decided stays, under no name; return their UUID.

    The user's row is kept, because decisions point at it: without name, address, password or rights.
    """
    person = Person.objects.get_or_create(user=user)[0]
    subject = person_subject(person)
    chain.append(
        act=Act.ERASE, subject=subject, version=chain.next_version(subject), state={}, actor=person.uuid
    )  # fmt: skip
    person.user, person.public_name = None, ""
    person.save(update_fields=["user", "public_name"])
    user.username, user.first_name, user.last_name, user.email = f"erased-{uuid4().hex}", "", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    for row in (user, person):
        told = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
        told.update(object_repr=str(row), change_message="")
    return person.uuid
