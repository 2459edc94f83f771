"""Requests with something wrong in each: the same ones for the same seed."""

import random
import re
from dataclasses import dataclass, field
from urllib.parse import quote

#: Values as an address carries them.
RAW = (
    "", "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C0%AF", "%F4%90%80%80", "%E2%80%AE", "%0D%0ASet-Cookie:x=1", "%",
    "%zz", "-1", "0", "1", "99999999999", "9223372036854775807", "9223372036854775808", "1" + "0" * 400, "1e309",
    "NaN", "Infinity", "-0", "0x10", "1.5", "%D9%A1%D9%A2", "%C2%B2", "%E0%A5%A7", "true", "null", "None",
    "a" * 10_000, "%F0%9F%99%82", "%22%27%3B--", "{{7*7}}", "../../etc/passwd", "%2e%2e%2f", "//evil.example", "*",
    "[]", "()", "%5C", "2023-21", "2023-40", "2023-13", "2023-02-30", "0000", "9999-12-31", "99999-01-01",
    "2023-10-06/..", "2023?-10-06", "2023-10-06T00:00:00Z", "../..", "-2023", "2023-W01", "y170000002", "1985-04-%3F",
    "199X", "open", "unknown", "WyIyMDIzLTEwLTA2IiwxXQ", "W10", "eyJhIjoxfQ", "W251bGwsMV0", "W1tdLFtdXQ",
    "WzFlMzA5LDFd", "WyJcdTAwMDAiLDFd", "WyJ4Iiw5MjIzMzcyMDM2ODU0Nzc1ODA4XQ", "W3RydWUsMV0", "WyI5OTk5LTEyLTMyIiwxXQ",
    "json", "api", "S-1", "s-1", "KO-012", "question-1", "claimant-1", "event-1", "source-1", "fr", "en-gb",
    "<script>", "%3Csvg/onload%3D1%3E", "id", "pk",
)  # fmt: skip
NAMES = (
    "q", "claimant", "status", "disputed", "event", "question", "kind", "place", "stake", "source", "language",
    "origins", "asserted_after", "asserted_before", "about_after", "about_before", "against", "basis", "sort", "after",
    "before", "page", "page_size", "as_of", "entry", "fields", "include", "format", "url", "maxwidth", "maxheight",
    "claim", "from", "to", "area", "most", "more", "only", "relays", "title", "name", "publisher", "act", "day",
    "state", "since", "number", "disputing", "part_of", "date_after", "date_before", "about_from", "about_to", "todo",
    "ids", "p", "o", "all", "e", "next", "term", "app_label", "model_name", "field_name", "_popup", "_to_field",
    "_changelist_filters", "status__exact", "statement__regex", "username__iregex", "groups__id__exact", "nonsense",
    "a[]", "a[b]", "show", "model", "text", "claimant__slug__in", "pk__in", "password__startswith", "is_staff__exact",
    "%00", "%ED%A0%80", "callback", "hl",
)  # fmt: skip
HEADERS = {
    "Accept": (
        "",
        "*/*",
        "text/html",
        "application/xml",
        "a",
        ";;;",
        "text/html;q=x",
        "application/json;" + "v=1;" * 900,
    ),
    "Accept-Language": ("", "fr", "xx-yy", "*", "fr;q=9", "\x00", "é", "a" * 9000, "fr-" * 500, "en;q=0,fr;q=NaN"),
    "Accept-Encoding": ("gzip", "br", "identity;q=0", "*;q=0", "é"),
    "If-None-Match": ("*", '"', 'W/"x"', '"' + "a" * 9000 + '"', "a,b,,c", "\xff"),
    "If-Modified-Since": ("yesterday", "Sat, 31 Feb 2023 25:61:61 GMT", "Thu, 01 Jan 0000 00:00:00 GMT", "9" * 400),
    "If-Unmodified-Since": ("Thu, 01 Jan 1970 00:00:00 GMT", "x"),
    "If-Match": ("*", '"x"', ","),
    "Range": ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,1-1", "lines=x", "bytes=" + "9" * 400 + "-"),
    "Host": (
        "",
        "evil.example",
        "localhost:99999",
        "[::1",
        "a" * 300,
        "localhost/",
        "é",
        "localhost:x",
        "127.0.0.1:80",
    ),
    "Cookie": ("sessionid=x", "sessionid=" + "a" * 9000, "csrftoken=\xff", ";;;=", "a" * 9000, 'messages="\\777"'),
    "Content-Type": ("", "x", "application/json; charset=nonsense", "multipart/form-data", "text/html; charset=utf-7"),
    "X-Forwarded-For": ("x", ",,,", "1.2.3.4," * 900, "é"),
    "X-Forwarded-Proto": ("https", "x"),
    "X-Requested-With": ("XMLHttpRequest",),
    "Referer": ("http://[", "é", "a" * 9000),
    "Origin": ("null", "http://[", "https://evil.example"),
    "Content-Length": ("-1", "99999999", "1"),
    "X-HTTP-Method-Override": ("DELETE",),
}
METHODS = ("GET",) * 12 + ("HEAD", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW", "get")
NAMED = b"--x\r\nContent-Disposition: form-data; name="
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
BODIES = (
    (FORM, b""), (FORM, b"%00=%00&\xff=\xed\xa0\x80"), (FORM, b"a=" + b"x" * 10_000), (FORM, b"&" * 2000),
    (FORM, b"_selected_action=x&action=delete_selected"), (FORM, b"action=%00&_selected_action=1&index=x"),
    (FORM, b"_selected_action=99999999999999999999&action=publish_selected&post=yes&index=99"),
    (FORM, b"message=%00&contact=%ED%A0%80"), (FORM, b"_save=1&citations-TOTAL_FORMS=x&citations-INITIAL_FORMS=-1"),
    (FORM, b"citations-TOTAL_FORMS=1e9&quantities-TOTAL_FORMS=99999999999999999999&_publish=1&seen=x"),
    (FORM, b"claimant=99999999999999999999999&kind=%00&statement=%00&about=2023-21&asserted=2023-40&low=NaN&best=9e9"),
    (FORM, b"username=%00&password=%00&next=//evil.example"), (FORM, b"act=accept-all&row=x&row=99999999999999999999"),
    (FORM, b"decision=confirm&note=%00&version=x"), (FORM, b"import_file_name=../../x&original_file_name=x&format=9"),
    (FORM, b"reason=%00&ids=1&kind=x&basis=%ED%A0%80&rationale=%00&pairs=1-1&status=verified&credibility=9"),
    (MULTIPART, b""), (MULTIPART, b"--x\r\n"),
    (MULTIPART, NAMED + b"\"a\"\r\n\r\nb"),
    (MULTIPART, NAMED + b"\"file\"; filename=\"\x00.csv\"\r\n\r\n\xff\xfe\r\n--x--\r\n"),
    (MULTIPART, NAMED + b"\"file\"; filename=\"a.json\"\r\n\r\n[{\r\n--x--\r\n"),
    (MULTIPART, NAMED + b"\"import_file\"; filename=\"a.csv\"\r\n\r\nslug,\"a\r\n--x--\r\n"),
    (MULTIPART, b"--x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=a\r\n\r\n!\r\n--x"),
    ("multipart/form-data", b"--x"), ("multipart/form-data; boundary=", b"x"),
    ("multipart/form-data; boundary=\xff", b"x"), ("application/json", b"{"), ("application/json", b'{"a":NaN}'),
    ("application/json", b"[" * 100_000), ("application/json; charset=utf-16", b"\xff"),
    ("text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), ("", b"\x00"),
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: str
    headers: dict = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""
    #: Who asks: nobody, an editor or the administrator.
    who: str = "nobody"

    def __str__(self):
        shown = f"{self.method} {self.path[:100]}?{self.query[:200]} by {self.who}"
        headers = {name: value[:40] for name, value in self.headers.items()}
        return f"{shown} {headers or ''} {self.content_type} {self.body[:80]!r}"


class Generator:
    """Makes requests: mostly one thing wrong in each, sometimes several."""

    def __init__(self, seed, addresses, references, slugs):
        self.random = random.Random(seed)  # noqa: S311 (no secret: the same requests for the same seed)
        self.addresses, self.references, self.slugs = addresses, references, slugs

    def request(self):
        chance, choose = self.random.random, self.random.choice
        route = choose(self.addresses)
        method = choose(METHODS)
        desk = route.startswith("/admin/")
        path = self._path(route)
        content_type, body = choose(BODIES) if method in ("POST", "PUT", "PATCH") else ("", b"")
        headers = {}
        while chance() < 0.25:
            name = choose(list(HEADERS))
            headers[name] = choose(HEADERS[name])
        who = choose(("nobody", "editor", "administrator", "administrator")) if desk else "nobody"
        return Request(method, path, self._query(), headers, content_type, body, who)

    def _path(self, route):
        usual = self.random.random() < 0.6
        path = re.sub(r"<([^>]*)>", lambda found: self._usual(found[1]) if usual else self._odd(), route)
        match self.random.randrange(16):
            case 0:
                path = f"/{path}"
            case 1:
                path = path.rstrip("/")
            case 2:
                path = f"/fr{path}"
            case 3:
                place = self.random.randrange(len(path) + 1)
                path = path[:place] + self._odd() + path[place:]
        return path

    def _usual(self, converter):
        kind, _colon, name = converter.rpartition(":")
        if kind == "reference":
            return self.random.choice(self.references)
        return self.random.choice(self.slugs) if name == "slug" else str(self.random.randrange(1, 30))

    def _odd(self):
        return self.random.choice(RAW)

    def _query(self):
        number = self.random.choice((0, 1, 1, 1, 2, 2, 3, 6))
        pairs = []
        for _ in range(number):
            name = self.random.choice(NAMES)
            value = self._odd() if self.random.random() < 0.85 else self.random.choice((*self.slugs, *self.references))
            pairs += [f"{name}={value}"] * self.random.choice((1,) * 9 + (2, 60))
        if self.random.random() < 0.03:
            pairs.append(self.random.choice(("&" * 1500, "=" * 300, "a&b&&=&;", "?" * 50, quote("é") * 500)))
        return "&".join(pairs)
