from django.urls import path

from claims.api import assessments, claimants, claims, docs, events, index, ledger, links, questions, schema, sources

urlpatterns = [
    path("docs/", docs.docs, name="docs"),
    path("schema/", schema.SchemaView.as_view(), name="schema"),
    path("v1/", index.Index.as_view(), name="api"),
    path("v1/claims/", claims.Claims.as_view(), name="api-claims"),
    path("v1/claims/<reference:reference>/", claims.OneClaim.as_view(), name="api-claim"),
    path("v1/links/", links.Links.as_view(), name="api-links"),
    path(
        "v1/links/<reference:first>/<slug:kind>/<reference:second>/",
        links.OneLink.as_view(),
        name="api-link",
    ),
    path("v1/questions/", questions.Questions.as_view(), name="api-questions"),
    path("v1/questions/<slug:slug>/", questions.OneQuestion.as_view(), name="api-question"),
    path("v1/claimants/", claimants.Claimants.as_view(), name="api-claimants"),
    path("v1/claimants/<slug:slug>/", claimants.OneClaimant.as_view(), name="api-claimant"),
    path("v1/events/", events.Events.as_view(), name="api-events"),
    path("v1/events/<slug:slug>/", events.OneEvent.as_view(), name="api-event"),
    path("v1/sources/", sources.Sources.as_view(), name="api-sources"),
    path("v1/sources/<slug:slug>/", sources.OneSource.as_view(), name="api-source"),
    path("v1/assessments/", assessments.Assessments.as_view(), name="api-assessments"),
    path(
        "v1/assessments/<reference:reference>/<int:number>/",
        assessments.OneAssessment.as_view(),
        name="api-assessment",
    ),
    path("v1/ledger/", ledger.Ledger.as_view(), name="api-ledger"),
    path("v1/ledger/<int:sequence>/", ledger.OneEntry.as_view(), name="api-entry"),
]
