"""Secrets that are made once, by whichever process asks first, and then kept in a file."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def kept_key(path: Path, make: Callable[[], str]) -> str:
    """Return the key in a file; where there is none yet, make it, readable by its owner only."""
    return (path.exists() and path.read_text().strip()) or _made_once(path, make)


def _made_once(path: Path, make: Callable[[], str]) -> str:
    """Make a key behind a lock on its file, so that processes that start together get the same one."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        key = file.read().strip()
        if not key:
            key = make()
            file.write(f"{key}\n")
        return key
