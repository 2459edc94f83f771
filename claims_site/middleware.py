"""The language of a page, the path of cookies, and headers that neither Django nor the policy library sets."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from claims_site.prefix import language_prefix, path_prefix

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)


class LanguageMiddleware:
    """Choose a page's language: by the first part of its address (``/fr/…``), else by what the browser asks for.

    The part is taken off the path, and put in front of every address that the page leads to. The desk is in English.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin = _desk()

    def __call__(self, request):
        request.mount = path_prefix()
        prefix, slash, rest = request.path_info.removeprefix("/").partition("/")
        language = prefixes().get(prefix)
        if language and not slash:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        if not language or f"/{rest}".startswith(self.admin):
            return self._negotiated(request)
        request.path_info = f"/{rest}"
        with language_prefix(prefix):
            return self._in(language, request)

    def _negotiated(self, request):
        desk = request.path_info.startswith(self.admin)
        asked = settings.LANGUAGE_CODE if desk else translation.get_language_from_request(request)
        response = self._in(asked, request)
        if not desk:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    def _in(self, language, request):
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def prefixes():
    """Return the languages that can be read, by the part of an address that chooses them."""
    return {code.partition("-")[0]: code for code, _name in settings.LANGUAGES}


def _desk():
    """Return the path of the desk, as requests have it without the site's prefix."""
    return "/" + reverse("admin:index").removeprefix(get_script_prefix())


class CookiePathMiddleware:
    """Send cookies to this site alone, not to what else its host serves; ``__Host-`` ones must name the whole host."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, cookie in response.cookies.items():
            if not name.startswith("__Host-"):
                cookie["path"] = path_prefix()
        return response


class PolicyHeadersMiddleware:
    """Send on every response, errors and static files too, what no library sends."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin = _desk()

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path_info.startswith(self.admin):
            response.headers["Cache-Control"] = "no-store"
        return response
