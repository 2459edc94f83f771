"""The site below a path of its host: every address that it gives leads below that path, and is answered."""

import re
from collections import Counter
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.serving import ask, serving

PREFIX = "/tracker"
START = (
    "/", "/fr/", "/claims.json", "/claims.jsonl", "/claims.jsonld", "/claims.csv", "/events.geojson", "/robots.txt",
    "/sitemap.xml", "/fr/claims/", "/api/v1/", "/api/schema/", "/api/schema/?format=json", "/favicon.ico",
    "/ledger.jsonl", "/fr/nowhere/", "/api/v1/nowhere/", "/api/v1/claims/?nobody=1", "/claims/?as_of=2999-01-01",
    "/fr/claims", "/api/v1/claims/?page_size=2", "/api/docs/",
    "/claims/ko-012/", "/suggest/?q=kidal", "/compare/?claim=KO-012&claim=KO-013",
)  # fmt: skip
DESK = ("/admin/", "/admin/claims/claim/", "/admin/claims/claim/add/", "/admin/claims/claim/queue/")
#: Those that are there to be refused, forms that are sent with something, and pages of other people.
REFUSED = re.compile(r"nowhere|nobody=1|2999|/(compare|autocomplete|confirm|reject)/$|/auth/user/")
LANGUAGE = re.compile("^/(en|fr)/")
#: How many addresses of a kind are followed; those of one kind come from the same template.
MOST_OF_A_KIND = 1


@pytest.fixture(scope="module")
def var(tmp_path_factory, demo):
    """A folder that holds the Kidal data."""
    return str(demo.copy(tmp_path_factory.mktemp("prefix") / "var"))


def addresses_in(body, host, page):
    """Yield every address on this host that a page, sheet, feed or record names, whole."""
    text = unescape(body.decode(errors="replace")).replace("\\u0026", "&")
    found = re.findall(r'(?:href|src|action)="([^"]*)"', text)
    found += re.findall(r'="(/[^"]*)"', text) + re.findall(r'": ?"(/[^"]*)"', text)
    found += re.findall(r'url\("?(?!data:|#)([^")]+)"?\)', text)
    found += re.findall(rf"{host}[^\s\"'<>\\,)]*", text)
    for address in found:
        whole = urljoin(f"{host}{page}", address)
        if whole.startswith((f"{host}/", f"{host}?")) or whole == host:
            yield whole.removeprefix(host).partition("#")[0]


def kind_of(path):
    """Return what tells one page from another kind of page: its view, whether it names a language, and if it asks."""
    parts = urlsplit(path)
    plain = LANGUAGE.sub("/", parts.path.removeprefix(PREFIX))
    try:
        view = resolve(plain).view_name
    except Resolver404:
        view = plain
    return view, plain == parts.path.removeprefix(PREFIX), bool(parts.query)


class Crawl:
    """Follows what pages name, and keeps what leads elsewhere and what is not answered."""

    def __init__(self, port, headers=None):
        self.port, self.headers, self.host = port, headers or {}, f"http://127.0.0.1:{port}"
        self.known, self.kinds, self.astray, self.broken = set(), Counter(), {}, {}

    def run(self, start):
        waiting = [f"{PREFIX}{path}" for path in start]
        while waiting:
            path = waiting.pop()
            if path in self.known or self.kinds[kind_of(path)] >= MOST_OF_A_KIND:
                continue
            self.known.add(path)
            self.kinds[kind_of(path)] += 1
            waiting += self._read(path)
        return self

    def _read(self, path):
        answer = ask(self.port, path, self.headers)
        scripts = "javascript" in answer.headers.get("Content-Type", "")
        found = set() if scripts else set(addresses_in(answer.body, self.host, path))
        if location := answer.headers.get("Location"):
            found.add(urljoin(path, location).removeprefix(self.host))
        elif answer.status != 200 and not REFUSED.search(path):
            self.broken[path] = answer.status
        for address in found:
            if address != PREFIX and not address.startswith(f"{PREFIX}/"):
                self.astray[address] = path
        return sorted(each for each in found if each.startswith(f"{PREFIX}/") and "/logout/" not in each)


def cookies_of(answer):
    return {
        name: morsel for line in answer.headers.get_all("Set-Cookie", []) for name, morsel in SimpleCookie(line).items()
    }


def log_in(port, logins):
    """Log in as the demo's editor; return the cookies of the form and of the session."""
    name = "demo-editor"
    form = ask(port, f"{PREFIX}/admin/login/")
    cookies = cookies_of(form)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.body.decode()).group(1)
    body = urlencode(
        {"username": name, "password": logins[name], "csrfmiddlewaretoken": token, "next": f"{PREFIX}/admin/"}
    )
    headers = {
        "Cookie": f"csrftoken={cookies['csrftoken'].value}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    answer = ask(port, f"{PREFIX}/admin/login/", headers, method="POST", body=body)
    assert (answer.status, answer.headers["Location"]) == (302, f"{PREFIX}/admin/")
    return cookies | cookies_of(answer)


@pytest.fixture(scope="module")
def port(var):
    with serving(var, f"{PREFIX}/", SCRIPT_NAME=PREFIX) as port:
        yield port


class TestBelowAPath:
    def test_every_public_address_leads_below_it_and_is_answered(self, port):
        crawl = Crawl(port).run(START)

        assert (crawl.astray, crawl.broken) == ({}, {})
        assert len(crawl.known) > 80
        assert {f"{PREFIX}/fr/claims/", f"{PREFIX}/oembed/"} <= {urlsplit(path).path for path in crawl.known}
        assert any(path.startswith(f"{PREFIX}/static/claims/site.") for path in crawl.known)

    def test_programs_are_told_what_to_leave_below_it(self, port):
        lines = ask(port, f"{PREFIX}/robots.txt").body.decode().splitlines()

        assert f"Disallow: {PREFIX}/admin/" in lines
        assert [line for line in lines if line.startswith("Disallow: ") and f" {PREFIX}/" not in line] == []

    def test_so_does_every_one_of_the_desk(self, port, demo):
        cookies = log_in(port, demo.logins)
        session = "; ".join(f"{name}={cookies[name].value}" for name in ("csrftoken", "sessionid"))

        crawl = Crawl(port, {"Cookie": session}).run(DESK)

        assert (crawl.astray, crawl.broken) == ({}, {})
        assert len(crawl.known) > 20

    def test_cookies_are_sent_to_it_alone(self, port, demo):
        cookies = log_in(port, demo.logins)

        assert {cookies[name]["path"] for name in ("csrftoken", "sessionid")} == {f"{PREFIX}/"}

    def test_the_desk_asks_who_it_is_below_it(self, port):
        location = ask(port, f"{PREFIX}/admin/claims/claim/").headers["Location"]

        assert location == f"{PREFIX}/admin/login/?next={PREFIX}/admin/claims/claim/"

    def test_the_description_of_the_api_says_where_it_is(self, port):
        said = ask(port, f"{PREFIX}/fr/api/schema/?format=json").body.decode()

        assert f'"servers":[{{"url":"http://127.0.0.1:{port}{PREFIX}/fr"}}]' in re.sub(r"\s", "", said)


@pytest.mark.parametrize(
    ("asked", "headers", "environment"),
    [
        (PREFIX, {"SCRIPT_NAME": PREFIX}, {}),
        ("", {}, {"FORCE_SCRIPT_NAME": PREFIX}),
    ],
    ids=["a proxy names it", "a proxy takes it off"],
)
def test_behind_a_proxy_it_is_the_same(var, asked, headers, environment):
    with serving(var, f"{asked}/", headers, **environment) as port:
        pages = {path: ask(port, f"{asked}{path}", headers) for path in ("/fr/", "/claims/", "/admin/login/")}
        found = {
            each
            for path, page in pages.items()
            for each in addresses_in(page.body, f"http://127.0.0.1:{port}", PREFIX + path)
        }
        sheets = [each for each in found if each.endswith(".css")]
        codes = {ask(port, asked + each.removeprefix(PREFIX), headers).status for each in sheets}

    assert {page.status for page in pages.values()} == {200}
    assert {each for each in found if not each.startswith(f"{PREFIX}/")} == set()
    assert codes == {200}
    assert cookies_of(pages["/admin/login/"])["csrftoken"]["path"] == f"{PREFIX}/"
