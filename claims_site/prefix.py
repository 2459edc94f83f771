"""The path prefix (SCRIPT_NAME) of the site, without a language."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.urls import get_script_prefix, set_script_prefix

_below_language: ContextVar[str | None] = ContextVar("_below_language", default=None)


def path_prefix():
    """Return the path at which the site is mounted, ``/`` or like ``/tracker/``, without a language prefix."""
    return _below_language.get() or get_script_prefix()


@contextmanager
def language_prefix(part):
    """Add a language to the script prefix, so that every reversed URL has it."""
    prefix = path_prefix()
    token = _below_language.set(prefix)
    set_script_prefix(f"{prefix}{part}/")
    try:
        yield
    finally:
        set_script_prefix(prefix)
        _below_language.reset(token)
