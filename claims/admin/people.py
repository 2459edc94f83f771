"""ModelAdmins for users, groups and the public names of people."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from claims.admin.base import DeskAdmin, DeskForm, GuardedAdmin
from claims.models import Person

admin.site.unregister([User, Group])


@admin.register(User)
class PersonAdmin(GuardedAdmin, UserAdmin):
    """UserAdmin with guarded input. Editors are users with ``is_staff`` in one of the three groups."""

    list_display = ("username", "first_name", "last_name", "is_staff", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")


@admin.register(Group)
class DeskGroupAdmin(GuardedAdmin, GroupAdmin):
    pass


class PublicNameForm(DeskForm):
    class Meta:
        model = Person
        fields = ("public_name",)
        help_texts = {"public_name": "As the public reads it beside your decisions. Empty: “an editor”."}
        widgets = {"public_name": forms.TextInput(attrs={"class": "vTextField"})}

    def clean_public_name(self):
        name = self.cleaned_data["public_name"]
        if name and Person.objects.filter(public_name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Another person bears this name.")
        return name


@admin.register(Person)
class PublicNameAdmin(DeskAdmin):
    """ModelAdmin for public names; every user has a page for their own."""

    form = PublicNameForm
    list_display = ("__str__", "user")
    list_select_related = ("user",)
    search_fields = ("public_name", "user__username")
    search_help_text = "A public name, or the name that somebody logs in with."
    sortable_by = ()
    ordering = ("-pk",)
    fields = ("public_name", "user", "uuid")
    readonly_fields = ("user", "uuid")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        mine = self.admin_site.admin_view(self.mine_view)
        return [path("mine/", mine, name="claims_person_mine"), *super().get_urls()]

    def mine_view(self, request):
        """Show and save the public name of the logged-in user."""
        person = Person.objects.filter(user=request.user).first() or Person(user=request.user)
        form = PublicNameForm(request.POST if request.method == "POST" else None, instance=person)
        if request.method == "POST" and form.is_valid():
            form.save()
            self.message_user(request, "Your public name is saved.", messages.SUCCESS)
            return redirect("admin:index")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Your public name",
            "form": form,
        }
        return TemplateResponse(request, "admin/claims/person/mine.html", context)
