"""Whatever is typed into the search is answered."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.searching]


@pytest.mark.parametrize(
    "words",
    ["a" * 200, "a" * 5000, "a " * 10_000, "a\x00b", "a%ED%A0%80b", "\ufffe", "\u202e", '"' * 199, "ﷺ" * 200],
    ids=range(9),
)
@pytest.mark.parametrize("address", ["/claims/", "/suggest/", "/api/v1/claims/", "/claims.csv"])
def test_it_is_answered(client, address, words):
    response = client.get(address, {"q": words}) if "%" not in words else client.get(f"{address}?q={words}")

    assert response.status_code in (200, 400, 404)
    assert b"".join(response) is not None
