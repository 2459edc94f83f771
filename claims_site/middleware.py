"""Middleware for the language prefix, cookie paths and security headers."""

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
    """Activate a language by the first part of the path (``/fr/…``), else by ``Accept-Language``.

    The prefix is removed from ``path_info`` and added to every reversed URL. The admin is always in English.
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
    """Return the codes of ``LANGUAGES`` by their path prefix."""
    return {code.partition("-")[0]: code for code, _name in settings.LANGUAGES}


def _desk():
    """Return the path of the admin, as in ``path_info``."""
    return "/" + reverse("admin:index").removeprefix(get_script_prefix())


class CookiePathMiddleware:
    """Restrict cookies to the site's path prefix, except ``__Host-`` cookies, whose path must be ``/``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, cookie in response.cookies.items():
            if not name.startswith("__Host-"):
                cookie["path"] = path_prefix()
        return response


class PolicyHeadersMiddleware:
    """Set CORP and Permissions-Policy on every response, static files included, and ``no-store`` on the admin's."""

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
