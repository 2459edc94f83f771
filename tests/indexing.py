"""Whether words are indexed when a claim is saved: that is slow, and few tests search."""

from contextlib import contextmanager

from django.db.models.signals import post_delete, post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler, register_signal_handlers


def start():
    register_signal_handlers()


def stop():
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_delete.disconnect(post_delete_signal_handler, sender=model)


@contextmanager
def indexed():
    start()
    yield
    stop()


def refuse(*args, **kwargs):
    raise AssertionError("Nothing is indexed here. Mark a test that searches with pytest.mark.searching.")
