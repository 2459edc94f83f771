"""Users and groups as the stock admin has them, with the desk's guards."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from claims.admin.base import GuardedAdmin

admin.site.unregister([User, Group])


@admin.register(User)
class PersonAdmin(GuardedAdmin, UserAdmin):
    """A user; ``is_staff`` and one of the three groups make a person of the desk."""

    list_display = ("username", "first_name", "last_name", "is_staff", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")


@admin.register(Group)
class DeskGroupAdmin(GuardedAdmin, GroupAdmin):
    pass
