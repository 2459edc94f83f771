import gzip

import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(autouse=True)
def _static_files(settings, tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "site.css").write_text("body {}")
    settings.STATIC_ROOT = tmp_path


@pytest.mark.searching
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/claims/?q=x", 200),
        ("/sitemap.xml", 200),
        ("/robots.txt", 200),
        ("/feeds/claims/?kind=bogus", 400),
        ("/nowhere/", 404),
        ("/claims/?" + "a=1&" * 2000, 400),
        ("/admin/login/", 200),
        ("/static/claims/site.css", 200),
        ("/static/nowhere.css", 404),
    ],
)
def test_every_response_carries_the_headers(client, address, status):
    response = client.get(address)

    response.close()
    assert response.status_code == status
    assert set(response.headers["Content-Security-Policy"].split("; ")) == set(POLICY.split("; "))
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED


@pytest.mark.django_db
def test_a_broken_page_carries_the_headers(client, monkeypatch):
    monkeypatch.setattr("claims.views.home.timeline", lambda: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED


@pytest.mark.django_db
def test_only_the_desk_is_never_kept(client):
    assert client.get("/admin/login/").headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


@pytest.mark.django_db
def test_pages_are_sent_compressed_to_those_who_take_it(client):
    packed = client.get("/about/", headers={"accept-encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get("/about/").content
