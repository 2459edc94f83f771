import uuid

from django.conf import settings
from django.db import models

from claims.choices import Act
from claims.models.base import Row
from claims.models.fields import LineField


class Person(models.Model):
    """Who acted. The ledger holds the ``uuid`` only, so that a person can be erased and history stays whole."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    public_name = LineField(max_length=80, blank=True, help_text="As the public reads it; empty: the role.")

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.public_name or str(self.uuid)


class LedgerEntryQuerySet(models.QuerySet[Row]):
    def newest(self) -> Row | None:
        """Return the newest entry; None of an empty ledger."""
        return self.order_by("-sequence").first()


class LedgerEntry(models.Model):
    """One decision: its canonical JSON and the hash that chains it to the one before. Never changes."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    subject = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act)
    recorded_at = models.DateTimeField()
    body = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ledger entries"
        ordering = ("-sequence",)
        constraints = [
            models.UniqueConstraint(fields=["subject", "version"], name="claims_ledger_version_unique_per_subject"),
        ]
        indexes = [
            models.Index(fields=["subject", "-sequence"], name="claims_ledger_of_subject"),
            models.Index(fields=["recorded_at"], name="claims_ledger_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.subject} {self.get_act_display().lower()}"
