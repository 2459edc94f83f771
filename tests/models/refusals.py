import pytest
from django.db import IntegrityError, transaction


def refused(row):
    """Tell which constraint the database itself refuses ``row`` with, past every form."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    return str(refusal.value)
