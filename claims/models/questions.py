from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from claims.choices import Measure, QuestionKind
from claims.models.base import NaturalModel, NaturalQuerySet, Row, editors_note, slug_constraint, slug_field
from claims.models.claims import Claim
from claims.models.fields import LineField, ProseField


class QuestionQuerySet(NaturalQuerySet[Row]):
    def public(self) -> Self:
        """Questions that a published claim answers."""
        return self.filter(Exists(Claim.objects.published().filter(question=OuterRef("pk"))))


class Question(NaturalModel):
    """One disputed point, put neutrally. Claims answer it."""

    text = LineField(max_length=300, help_text="Did the army advance towards Kidal on 6 October 2023?")
    slug = slug_field("advance-6-october", page="claims:question")
    event = models.ForeignKey("claims.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    kind = models.CharField(max_length=8, choices=QuestionKind)
    measure = models.CharField(
        max_length=12, choices=Measure, blank=True, help_text="What is counted, where it asks how many."
    )
    affected = LineField(max_length=80, blank=True, help_text="Who or what is counted: civilians.")
    summary = ProseField(max_length=2000, blank=True, help_text="Where the answers stand, in a sentence or two.")
    would_settle = ProseField(
        "what would settle it", blank=True, help_text="One thing a line: a dated position of the column."
    )
    note = editors_note()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("text",)
        constraints = [slug_constraint("question")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("claims:question", args=[self.slug])
