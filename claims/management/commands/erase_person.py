from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from claims import workflow


class Command(BaseCommand):
    help = "Erase a person: no name, address or login is left; what they decided stays, and the ledger stays whole."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the name they log in with")

    def handle(self, *, username, **options):
        users = get_user_model()
        try:
            user = users.objects.get(username=username)
        except (users.DoesNotExist, ValueError):
            raise CommandError(f"There is no user {username!r}.") from None
        uuid = workflow.erase_person(user)
        self.stdout.write(f"Erased. The ledger still knows them as person {uuid}, without a name.")
