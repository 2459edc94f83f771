from django.conf import settings
from django.db import models

from claims.choices import BatchState, RowChange, RowState
from claims.models.fields import LineField


class Batch(models.Model):
    """One loaded fixture or file, with its provenance, waiting for review."""

    name = LineField(max_length=200)
    file_name = LineField(max_length=255)
    sha256 = models.CharField("SHA-256 of the file", max_length=64)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=BatchState, default=BatchState.IN_REVIEW)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ("-pk",)
        permissions = [("decide_batch", "Can accept, reject and roll back batches")]
        indexes = [models.Index(fields=["state", "loaded_at"], name="claims_batch_waiting")]

    def __str__(self) -> str:
        return self.name


class BatchRow(models.Model):
    """One row of a batch: what the file says, what it would change, and what was decided."""

    batch = models.ForeignKey("claims.Batch", on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Its place in the file, from 1.")
    line = models.PositiveIntegerField(null=True, help_text="The line of the file where it begins.")
    model = models.CharField(max_length=40, help_text="claims.claim, claims.source …")
    key = models.CharField(max_length=400, help_text="Its natural key, as read by people.")
    fields = models.JSONField(default=dict, help_text="What the file says of it.")
    change = models.CharField(max_length=8, choices=RowChange)
    differences = models.JSONField(default=dict, help_text="Per changed field: what stood and what would stand.")
    reason = models.TextField(blank=True, help_text="Why it is refused.")
    state = models.CharField(max_length=12, choices=RowState, default=RowState.WAITING)
    before = models.JSONField(null=True, help_text="The row as it stood before it was accepted, to roll back to.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("batch", "number")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="claims_batchrow_number_unique_per_batch"),
            models.CheckConstraint(
                condition=~models.Q(change=RowChange.REFUSED)
                | models.Q(state=RowState.WAITING)
                | models.Q(state=RowState.REJECTED),
                name="claims_batchrow_refused_is_never_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
