"""Settings, read from environment variables, with defaults that are safe on a fresh machine."""

import re
import tempfile
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from claims.ledger.keys import kept_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Files on disk: SQLite database, secret key, collected static files

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def _writable_var():
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=VAR_DIR):
            return VAR_DIR
    except OSError as error:
        reason = f"cannot write to the folder {VAR_DIR}: {error.strerror}. Set VAR_DIR to one that can be written."
        raise ImproperlyConfigured(reason) from None


def _own_secret_key():
    """Return the secret key in ``VAR_DIR``; create it the first time, readable by its owner only."""
    path = _writable_var() / "secret_key"
    try:
        return kept_key(path, get_random_secret_key)
    except OSError as error:
        raise ImproperlyConfigured(f"cannot read the key in {path}: {error.strerror}.") from None


def _whole_number(name, default):
    try:
        return env.int(name, default=default)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None


# Security and hosts

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _own_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)


def _path_prefix():
    """Return the path below which the site is served, like ``/tracker``; None for the whole host."""
    prefix = env.str("FORCE_SCRIPT_NAME", default="") or env.str("SCRIPT_NAME", default="")
    if prefix and not re.fullmatch(r"(/[\w.~-]+)+", prefix, re.ASCII):
        raise ImproperlyConfigured("SCRIPT_NAME must be a path like /tracker: a slash before it, and none behind it.")
    return prefix or None


FORCE_SCRIPT_NAME = _path_prefix()

# Apps and middleware

INSTALLED_APPS = [
    "claims",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "claims_site.apps.StaticFiles",
    "django_filters",
    "drf_spectacular",
    "import_export",
    "modelsearch",
    "rest_framework",
]
MIDDLEWARE = [
    "claims_site.middleware.PolicyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "claims_site.middleware.CookiePathMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "claims_site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "claims_site.urls"
WSGI_APPLICATION = "claims_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database: SQLite in var/, or PostgreSQL through DATABASE_URL

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def _database():
    url = env.str("DATABASE_URL", default="")
    if not url:
        name = _writable_var() / "counterclaim.sqlite3"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE_OPTIONS}
    try:
        database = env.db_url_config(url) if re.match(r"(postgres|postgresql|sqlite)://", url) else {}
    except (ValueError, ImproperlyConfigured):
        database = {}
    if not database.get("NAME"):
        form = "postgres://user:password@host:5432/name, or sqlite:////path/to/file"
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read. Write it like {form}.")
    if database["ENGINE"].endswith("sqlite3"):
        return {**database, "OPTIONS": SQLITE_OPTIONS}
    pool = {"min_size": 1, "max_size": _whole_number("DATABASE_POOL_SIZE", 4), "timeout": 5}
    return {**database, "OPTIONS": {**database.get("OPTIONS", {}), "pool": pool, "connect_timeout": 5}}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Users, passwords, sessions

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 8 * 60 * 60

# Editing: four eyes, and the ledger's origin

CLAIMS_FOUR_EYES = env.bool("CLAIMS_FOUR_EYES", default=True)
LEDGER_ORIGIN = env.str("LEDGER_ORIGIN", default="counterclaim")

# Search: words are stemmed in Python, so that both databases find the same

MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"}}

# Publisher and licence of the data

SITE_NAME = env.str("SITE_NAME", default="Counterclaim")
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://127.0.0.1:8000")
DATA_LICENCE = env.str("DATA_LICENCE", default="CC BY 4.0")
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")

# API: read-only, no authentication, throttled by address


def _rate(name, default):
    rate = env.str(name, default=default)
    if rate and not re.fullmatch(r"[1-9]\d{0,8}/(sec|min|hour|day)", rate):
        raise ImproperlyConfigured(f"{name} must be a number of requests and a time, like 600/min; empty for no limit.")
    return rate


API_RATE = _rate("API_RATE", "600/min")
API_MAX_AGE = _whole_number("API_MAX_AGE", 60)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.throttling.AddressThrottle"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.Schema",
    "EXCEPTION_HANDLER": "claims.api.errors.handle",
    "NUM_PROXIES": _whole_number("TRUSTED_PROXIES", 0),
    "UNAUTHENTICATED_USER": None,
}
_VOCABULARIES = {
    name: f"claims.choices.{name}.choices"
    for name in (
        "Act", "Basis", "Bearing", "Bound", "ClaimKind", "ClaimantKind", "Credibility", "LinkKind", "Measure", "Mode",
        "QuestionKind", "Reliability", "SourceKind", "Stake", "Status",
    )
}  # fmt: skip
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Who claims what about a conflict, who contradicts it and why. Read only, for anybody.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": DATA_LICENCE, "url": DATA_LICENCE_URL},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_SUFFIX": "",
    "ENUM_NAME_OVERRIDES": _VOCABULARIES,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.schema.everything_is_read",
    ],
}

# CSV import and export in the admin

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_EXPORT_UI = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# Languages and time zone

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "claims_site.formats"
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
TIME_ZONE = "UTC"
USE_TZ = True

# Static files: hashed and compressed

STATIC_URL = WHITENOISE_STATIC_PREFIX = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "claims_site.storage.PrefixedStaticFilesStorage"},
}

# Headers on every response

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    _locked = "__Secure-" if FORCE_SCRIPT_NAME else "__Host-"
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_locked}sessionid", f"{_locked}csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# Logging to standard error; the pool's retries are silenced, since they end in an error that is logged

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"psycopg.pool": {"level": "CRITICAL"}},
}
