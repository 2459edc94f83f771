"""Signed notes of how long the ledger was and what its head was: kept elsewhere, they reveal a cut or a rewrite.

A note is four lines, an empty line, and the signature: origin, number of entries, head hash, time; then
``ed25519 <public key> <signature>``, both in Base64. The signature is over the four lines, each with its line end.
"""

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from claims.ledger.keys import kept_key


@dataclass(frozen=True)
class Checkpoint:
    """What a note says. ``time`` is UTC, as in the ledger; ``key`` is the signer's public key in Base64."""

    origin: str
    size: int
    head: str
    time: str
    key: str = ""

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{self.head}\n{self.time}\n"


def sign(checkpoint: Checkpoint, private_key: Ed25519PrivateKey) -> str:
    """Return the signed note of a checkpoint."""
    key = _base64(private_key.public_key().public_bytes_raw())
    signature = _base64(private_key.sign(checkpoint.text.encode()))
    return f"{checkpoint.text}\ned25519 {key} {signature}\n"


def read(note: str, key: str | None = None) -> Checkpoint:
    """Return the ``Checkpoint`` of a signed note. Raises ValueError where its signature, or its signer, is not right.

    ``key`` is the public key, in Base64, that must have signed it.
    """
    try:
        origin, size, head, time, empty, signature, end = note.split("\n")
        scheme, signer, signed = signature.split(" ")
        checkpoint = Checkpoint(origin, int(size), head, time, signer)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(signer, validate=True))
        public.verify(base64.b64decode(signed, validate=True), checkpoint.text.encode())
    except InvalidSignature:
        raise ValueError("its signature does not fit what it says.") from None
    except ValueError:
        raise ValueError("it is not a signed checkpoint.") from None
    if (scheme, empty, end) != ("ed25519", "", ""):
        raise ValueError("it is not a signed checkpoint.")
    if key is not None and key != signer:
        raise ValueError(f"it is signed by {signer}, not by the key given.")
    return checkpoint


def signing_key(path: Path) -> Ed25519PrivateKey:
    """Read the private key at ``path``; the first time, make it. Raises ValueError for a file that holds no key."""
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept_key(path, _new_key), validate=True))
    except ValueError:
        raise ValueError("it holds no signing key.") from None


def _new_key() -> str:
    return _base64(Ed25519PrivateKey.generate().private_bytes_raw())


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
