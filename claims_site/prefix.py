"""The path below which the site is served."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.urls import get_script_prefix, set_script_prefix

_below_language: ContextVar[str | None] = ContextVar("_below_language", default=None)


def path_prefix():
    """Return ``/``, or where a server or proxy mounts the site, like ``/tracker/``; never with a language."""
    return _below_language.get() or get_script_prefix()


@contextmanager
def language_prefix(part):
    """Put the part that chooses a language in front of every address of a page, behind the site's own prefix."""
    prefix = path_prefix()
    token = _below_language.set(prefix)
    set_script_prefix(f"{prefix}{part}/")
    try:
        yield
    finally:
        set_script_prefix(prefix)
        _below_language.reset(token)
