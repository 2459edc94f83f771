"""What the desk's tests say again and again: addresses, messages, filled forms."""

from django.contrib.messages import get_messages
from django.forms.utils import ErrorList
from django.urls import reverse

CLAIMS = "/admin/claims/claim/"


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def claims_page(name, *claims):
    return reverse(f"admin:claims_claim_{name}") + "?" + "&".join(f"ids={claim.pk}" for claim in claims)


def told(response):
    """Return the messages that an answer leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def act(client, action, *claims, address=CLAIMS):
    return client.post(address, {"action": action, "_selected_action": [claim.pk for claim in claims]})


def inline(prefix, rows=(), initial=0):
    """Return the fields of an inline formset; each row is a dict."""
    fields = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def cited(citation, **changes):
    """Return a citation as its form row sends it back."""
    row = {
        "id": citation.pk,
        "claim": citation.claim_id,
        "source": citation.source_id,
        "bearing": citation.bearing,
        "mode": citation.mode,
        "relayed_from": citation.relayed_from_id or "",
        "locator": citation.locator,
        "excerpt": citation.excerpt,
    }
    return {**row, **changes}


def filled(claim=None, citations=(), quantities=(), **changes):
    """Return a claim's whole form as a browser sends it back, with some answers changed."""
    names = ("kind", "statement", "position", "asserted", "about", "quotation", "original_text", "language", "note")
    relations = ("claimant", "question", "event", "place", "supersedes")
    fields = {"kind": "assertion"}
    if claim:
        fields |= {name: getattr(claim, name) for name in names}
        fields |= {name: getattr(claim, f"{name}_id") or "" for name in relations}
        fields["seen"] = claim.version
    kept = [cited(citation) for citation in claim.citations.all()] if claim and not citations else list(citations)
    return {
        **fields,
        **inline("citations", kept, initial=sum("id" in row for row in kept)),
        **inline("quantities", quantities, initial=sum("id" in row for row in quantities)),
        **changes,
    }


def removed(words):
    """Return words as the desk marks those that a change takes out, in text too."""
    return f'<del><span class="visually-hidden">[removed: </span>{words}<span class="visually-hidden">]</span></del>'


def added(words):
    """Return words as the desk marks those that a change brings in, in text too."""
    return f'<ins><span class="visually-hidden">[added: </span>{words}<span class="visually-hidden">]</span></ins>'


def errors_of(response):
    """Return every sentence that the form of a page refuses with."""
    return [
        str(sentence)
        for error in response.context["errors"]
        for sentence in (error if isinstance(error, list | ErrorList) else [error])
    ]
